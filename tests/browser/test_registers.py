"""The ledger and the registers in a browser: without barriers, without script, without weight."""

from urllib.parse import urlsplit

import pytest
from taggit.models import Tag

from actors.models import Tenure
from actors.tagging import change_tag
from sources.sharing import numbered
from tests.browser.axe import LOOKS, barriers_at
from tests.browser.weighing import too_heavy
from tests.editions import print_edition
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, published, tracked
from tests.samples import sample_content
from tests.sources.copies import shared_copy
from tests.stories import a_source

LEDGER, PORTS = "/commitments/", "/commitments/open-two-ports/"
PAGES = (
    "/",
    LEDGER,
    f"{LEDGER}?by=borovia&overdue=on&after=wrong&sort=due",
    f"{LEDGER}?q=nothing",
    f"{LEDGER}?view=timeline",
    f"{LEDGER}?view=matrix&as_of=2024-06-01&dates=true",
    f"{PORTS}?as_of=2024-06-01",
    f"{PORTS}?as_of=2020-01-01",
    PORTS,
    "/commitments/set-up-a-hotline/",
    "/actors/",
    "/actors/?kind=state&q=o",
    "/actors/borovia/",
    "/actors/ann-zorn/?on=wrong",
    "/actors/arland/with/borovia/",
    "/sources/abcdbcdf/",
    "/sources/abcdbcdf/copies/2/",
    "/tags/fisheries/",
)


@pytest.fixture
def told(ada, boris, vera):
    """A ledger, actors, a source and a tag with everything that their pages may have to show."""
    borovia = an_actor(
        vera, iso3166="BV", wikidata="Q1", native_name="Боровия", summary="A state on the northern coast.",
        aliases=[{"text": "The Coast", "kind": "metonym", "lang": "en", "matchable": False, "valid_to": "2019"}],
    )  # fmt: skip
    arland, minister = an_actor(vera, "Arland"), an_actor(vera, "Ann Zorn", kind="person", country=borovia)
    Tenure(person=minister, organisation=borovia, office="Fisheries minister", start="2021", acting=True).save(by=vera)
    print_edition(sample_content(), by=vera)
    original = a_source(ada, "Joint communiqué", publisher=an_actor(vera, "Joint secretariat", kind="organisation"))
    original.public_id = "abcdbcdf"
    original.save(by=vera)
    both = [
        {"actor": borovia, "role": "pledger", "side": "first", "own_wording": a_passage(ada, "we shall open", "Note")},
        {"actor": arland, "role": "pledger", "side": "second", "own_wording": a_passage(ada, "they shall open", "Letter")},
        {"actor": minister, "role": "monitor"},
    ]  # fmt: skip
    ports = a_commitment(
        ada, parties=both, occasion=an_occasion(vera, place="Selden", participants=[borovia, arland, minister]),
        summary="Two ports are opened.", due_words="within the year", due_on="2024", tag_list="Fisheries",
        interpretive_note="A port counts when boats land.", contested_note="The union disputes it.",
        contested_by=a_passage(ada, "no boat was ever let in", "Union letter", copy_of=original),
    )  # fmt: skip
    tracked(ports, propose=ada, confirm=boris, to_status="breached", party=ports.parties.get(actor=arland))
    hotline = a_commitment(
        ada, "Set up a hotline", undertaking=a_passage(ada, "a hotline is to be set up", "Treaty"), tag_list="Fisheries",
        links=[{"kind": "in_exchange_for", "other": ports}],
    )  # fmt: skip
    for made in (ports, hotline):
        published(made, vera)
    copy = shared_copy(original, "It was announced that all ports open.\n\nAnd some more of it.", by=vera)
    assert numbered(original)[-1] == (2, copy)  # what is not found has no barriers either
    change_tag(Tag.objects.get(slug="fisheries"), by=vera, description="Boats and ports.")


@LOOKS
def test_registers_have_no_barriers(visit, told, scheme, width):
    assert barriers_at(visit("/", scheme=scheme, width=width), PAGES) == {}


def test_a_page_takes_few_requests_and_bytes(visit, told):
    assert too_heavy(visit, PAGES) == {}


def test_the_ledger_is_filtered_and_unfiltered_by_keyboard_without_script(visit, told):
    page = visit(LEDGER, javascript=False)
    assert page.locator("[role=status]").inner_text() == "2 commitments"
    page.locator("details.more summary").press("Enter")
    page.locator("#id_overdue").check()
    page.locator("#id_sort").select_option("due")
    page.locator("form.filter button").press("Enter")
    assert page.locator("[role=status]").inner_text() == "1 commitment"
    assert page.locator("details.more").get_attribute("open") is not None  # what is in force stays in sight
    page.locator("a.chip").press("Enter")
    assert (page.locator("[role=status]").inner_text(), urlsplit(page.url).query) == (
        "2 commitments", "dates=true&sort=due",
    )  # fmt: skip


def test_the_table_stacks_where_there_is_no_room_and_keeps_its_words(visit, told):
    wide, narrow = visit(LEDGER), visit(LEDGER, width=320)
    displays = [page.locator("table.stack tbody tr").first.evaluate("row => getComputedStyle(row).display") for page in (wide, narrow)]  # fmt: skip
    assert displays == ["table-row", "block"]
    label = narrow.locator("td[data-l]").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"By"'


def test_offices_are_asked_for_a_day_without_script(visit, told):
    page = visit("/actors/ann-zorn/", javascript=False)
    page.locator("#id_on").fill("2015-01-01")
    page.locator("form.one button").press("Enter")
    assert "No office is known for that day." in page.locator("main").inner_text()


def test_print_leaves_out_what_only_a_screen_can_use_and_shows_the_timeline_whole(visit, told):
    page = visit(f"{LEDGER}?by=borovia&view=timeline", width=643)  # as wide as A4 between its margins
    page.emulate_media(media="print")
    drawn = page.locator("svg.chart").bounding_box()
    assert (drawn["x"] >= 0, drawn["x"] + drawn["width"] <= 643) == (True, True)
    hidden = page.locator("form.filter, a.chip, .push").all()
    assert [part.is_visible() for part in hidden] == [False] * len(hidden)
    assert page.locator("table.stack").is_visible()


def test_a_status_is_told_without_colours(visit, told):
    page = visit(PORTS)
    page.emulate_media(forced_colors="active")
    text = page.locator("main").inner_text()
    assert all(words in text for words in ("✗ Broken", "○ Not yet rated", "! Overdue"))
