"""The public pages in a browser: without barriers, without script, without weight."""

from urllib.parse import urlsplit

import pytest

from tests.browser.axe import LOOKS, barriers_at
from tests.browser.weighing import too_heavy
from tests.editions import print_edition, tombstone_of
from tests.samples import corrected_content, overridden_content, sample_content

STORY = "/articles/herring-talks/"
PAGES = (
    "/",
    "/articles/?tag=fisheries&after=wrong",
    STORY,
    f"{STORY}#claim-9",
    f"{STORY}editions/",
    f"{STORY}editions/1/",
    f"{STORY}editions/1..2/",
    "/articles/gone/",
    "/claims/clz9bcdf/",
    "/articles/corrected/",
    "/corrections/",
    "/report/?article=herring-talks",
    "/report/?sent=1",
    "/methodology/",
    "/no-such-page/",
)


@pytest.fixture
def printed(vera):
    """A story with two versions and everything that a page may have to show, and a withdrawn one."""
    first = print_edition(sample_content(number=1, kind="first", at="2024-01-28T09:00:00.000000Z"), by=vera)
    gone = sample_content(number=1, kind="first")
    gone["article"]["slug"] = "gone"
    gone["claims"] = []
    withdrawn = print_edition(gone, by=vera)
    print_edition(tombstone_of(gone, reason="It was never agreed."), by=vera, article=withdrawn.article)
    print_edition(overridden_content(), by=vera, article=first.article)
    corrected = corrected_content()
    corrected["article"]["slug"] = "corrected"
    for number, claim in enumerate(corrected["claims"], start=1):
        claim["public_id"] = f"corr{number:02}bc"
    corrected["corrections"][0]["claims"][0]["public_id"] = "corr02bc"
    print_edition(corrected, by=vera)


@LOOKS
def test_public_pages_have_no_barriers(visit, printed, scheme, width):
    assert barriers_at(visit("/", scheme=scheme, width=width), PAGES) == {}


def test_a_page_takes_four_requests_at_most_and_few_bytes(visit, printed):
    assert too_heavy(visit, PAGES) == {}


@pytest.mark.parametrize("width", [1280, 320])
def test_a_card_opens_and_closes_by_keyboard_without_script(visit, printed, width):
    page = visit(STORY, width=width, javascript=False)
    card, mark = page.locator("#claim-9"), page.locator("a.ref[href='#claim-9']")
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()["y"]
    mark.press("Enter")
    assert (card.locator(".close").is_visible(), mark.bounding_box()["y"]) == (True, before)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert (urlsplit(page.url).fragment, card.locator(".close").is_visible()) == ("t9", False)


def test_the_page_is_complete_without_script(visit, printed):
    bare, full = (visit(STORY, javascript=javascript).locator("main") for javascript in (False, True))
    assert bare.inner_text() == full.inner_text().replace(" · Copy link", "")
    assert bare.locator("article.card").count() == 14


def test_escape_closes_a_card_and_arrows_lead_to_its_neighbours(visit, printed):
    page = visit(STORY)
    page.locator("a.ref[href='#claim-9']").press("Enter")
    page.keyboard.press("ArrowRight")
    assert urlsplit(page.url).fragment == "claim-10"
    page.keyboard.press("ArrowLeft")
    assert urlsplit(page.url).fragment == "claim-9"
    page.keyboard.press("Escape")
    assert urlsplit(page.url).fragment == "t9"
    assert page.evaluate("document.activeElement.hash") == "#claim-9"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_card_opened_by_its_address_brings_its_words_into_sight(visit, printed, width):
    page = visit(STORY, width=width)
    last = page.locator("span[id^=t]").last.get_attribute("id")
    page = visit(f"{STORY}#{last.replace('t', 'claim-')}", width=width)
    page.wait_for_function("scrollY > 0")
    words = page.locator(f"#{last}").bounding_box()
    card = page.locator(".card:target").bounding_box()
    assert 0 <= words["y"] < (900 if width == 1280 else card["y"])


def test_show_all_marks_shows_them_without_script(visit, printed):
    page = visit(STORY, javascript=False)
    sign = page.locator("a.ref[href='#claim-1'] .g")
    assert sign.is_visible() is False
    page.locator("#marks").check()
    sign.wait_for(state="visible")


def test_marks_and_buttons_are_large_enough_to_hit(visit, printed):
    page = visit(f"{STORY}#claim-9", width=320)
    boxes = [target.bounding_box() for target in page.locator("a.ref, #claim-9 .close, .check label").all()]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


def test_focus_is_always_visible(visit, printed):
    page = visit("/articles/")
    for _step in range(22):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert " solid 3px" in outline


def test_print_shows_every_card_in_place_with_the_addresses_of_its_sources(visit, printed):
    page = visit(f"{STORY}#claim-9")
    page.emulate_media(media="print")
    places = {card.evaluate("card => getComputedStyle(card).position") for card in page.locator("article.card").all()}
    printed_address = page.locator("#source-1 a[rel=external]").evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert (places, printed_address) == ({"static"}, '" <https://fisheries.example/announcement>"')
    assert page.locator("nav").first.is_visible() is False


def test_colours_of_the_system_leave_every_status_told_apart(visit, printed):
    page = visit(f"{STORY}#claim-9")
    page.emulate_media(forced_colors="active")
    lines = page.locator(".c.caveat").evaluate_all(
        "spans => spans.map(s => { const t = getComputedStyle(s); "
        "return [t.textDecorationStyle, t.textDecorationThickness].join(' '); })"
    )
    assert len(set(lines)) == len(lines) - 1  # “sourced” and “unsourced” share theirs: both are open
