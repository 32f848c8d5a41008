"""The claims page in a browser: the screen on which a story is tied to its sources."""

import pytest

from articles.citing import cite
from articles.claiming import change_claim
from articles.editing import save_article
from articles.models import Claim
from tests.browser.axe import DESK_LOOKS, barriers, barriers_at
from tests.desk import claims_page
from tests.stories import BODY, PASSAGE, WORDS, a_claim, a_source, a_story, confirmed, fresh, sourced


@pytest.fixture
def story(ada, boris):
    """A story with a claim of each colour that the page knows: confirmed, to be checked again, lost, open."""
    article = a_story(ada, body=BODY + "<p>A ship left. A second ship left the port.</p>")
    confirmed(a_claim(article, ada), attach=ada, check=boris)
    stale = confirmed(a_claim(article, ada, "“We listened,”"), attach=ada, check=boris)
    cite(stale, a_source(ada, "Second source"), by=ada)
    a_claim(article, ada, "A ship left.")
    a_claim(article, ada, "met in Geneva")
    save_article(article, by=ada, body=BODY)
    return fresh(article)


def claim(story, words: str) -> Claim:
    return story.claims.get(exact=words)


@DESK_LOOKS
@pytest.mark.parametrize("who", ["boris", "ada"])
def test_the_page_has_no_barriers(visit, story, ada, boris, vera, who, scheme, width):
    user = {"ada": ada, "boris": boris}[who]
    chosen = [None, claim(story, WORDS), claim(story, "“We listened,”"), claim(story, "A ship left.")]
    pages = [claims_page(story, row) for row in chosen]
    assert barriers_at(visit("/admin/", user=user, scheme=scheme, width=width), pages, unfold=True) == {}


def test_two_columns_stand_side_by_side_and_stack_on_a_narrow_screen(visit, story, ada):
    def lefts(width: int) -> list[float]:
        page = visit(claims_page(story, claim(story, WORDS)), user=ada, width=width)
        return [page.locator(box).bounding_box()["x"] for box in (".story", ".side")]

    wide, narrow = lefts(960), lefts(959)
    assert (wide[1] - wide[0] > 400, narrow[0] == narrow[1]) == (True, True)


def test_the_words_of_the_chosen_claim_are_in_sight_beside_its_form(visit, ada):
    long = a_story(ada, body="".join(f"<p>Paragraph {n}. " + "Words and more words. " * 30 + "</p>" for n in range(40)))
    last = a_claim(long, ada, "Paragraph 39.")
    page = visit(claims_page(long, last) + "#claim", user=ada)
    page.wait_for_function("document.querySelector('.story').scrollTop > 0")
    inside = page.evaluate(
        """() => {
        const box = document.querySelector(".story").getBoundingClientRect();
        const mark = document.querySelector("#t1").getBoundingClientRect();
        return mark.top >= box.top && mark.bottom <= box.bottom;
        }"""
    )
    assert inside


def test_the_chosen_claim_is_in_sight_in_the_list_without_javascript(visit, ada):
    story = a_story(ada, body="".join(f"<p>Paragraph number {n} of them.</p>" for n in range(20)))
    claims = [a_claim(story, ada, f"Paragraph number {n} of them") for n in range(20)]
    page = visit(claims_page(story, claims[-1]), user=ada, javascript=False)
    row, rows = page.locator("#list [aria-current]").bounding_box(), page.locator("#list").bounding_box()
    assert rows["y"] <= row["y"] <= row["y"] + row["height"] <= rows["y"] + rows["height"] + 1


def test_a_claim_is_marked_sourced_and_checked_without_javascript(visit, ada, boris):
    story = a_story(ada)
    page = visit(claims_page(story), user=ada, javascript=False)
    page.fill("#id_mark-words", WORDS)
    page.click("text=Mark these words")
    page.fill("#id_cite-source", "https://www.example.org/communique/?utm_source=mail")
    page.fill("#id_cite-passage", PASSAGE)
    page.select_option("#id_cite-directness", "primary")
    page.click("button:text-is('Attach')")
    page = visit(claims_page(story, Claim.objects.get()), user=boris, javascript=False)
    page.fill("#id_check-note", "Read in full.")
    page.click("button.verdict.confirmed")
    assert page.locator(".status .tag").inner_text() == "✓ Confirmed"
    done = fresh(Claim.objects.get())
    assert (done.status, done.citations.get().source.canonical_url) == ("confirmed", "example.org/communique")


def test_a_sentence_is_marked_by_one_press(visit, ada):
    story = a_story(ada)
    page = visit(claims_page(story), user=ada, javascript=False)
    page.click("#mark button:has-text('“We listened,” the minister said.')")
    assert page.locator("#claim > blockquote").inner_text() == "“We listened,” the minister said."


def test_a_problem_is_on_top_has_the_focus_and_leads_to_its_field(visit, story, ada):
    page = visit(claims_page(story, claim(story, WORDS)), user=ada, javascript=False)
    page.click("#details > summary")
    page.fill("#id_claim-speaker", "Atlantis")
    page.click("form:has(#id_claim-speaker) button.default")
    page.wait_for_selector(".problems")  # the title is empty until the answer stands
    assert page.title().startswith("Error: Claim 2")
    assert page.locator(".problems:focus").count() == 1
    page.click(".problems a")
    assert page.locator("#id_claim-speaker").input_value() == "Atlantis"


def test_under_the_script_a_problem_gives_the_focus_to_its_field(visit, story, ada):
    page = visit(claims_page(story, claim(story, WORDS)), user=ada)
    page.click("#details > summary")
    page.fill("#id_claim-speaker", "Atlantis")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problems")
    assert page.locator("#id_claim-speaker:focus").input_value() == "Atlantis"
    assert (page.title().startswith("Error: Claim 2"), barriers(page)) == (True, ([], 0))


@pytest.mark.parametrize("width", [1280, 320])
def test_a_late_form_shows_both_values(visit, story, ada, vera, width):
    one = claim(story, WORDS)
    page = visit(claims_page(story, one), user=vera, width=width)
    change_claim(fresh(one), by=ada, statement="Ada's words.")
    page.click("#details > summary")
    page.click("#details summary:has-text('More:')")
    page.fill("#id_claim-statement", "Vera's words.")
    page.click("form:has(#id_claim-speaker) button.default")
    assert "Ada's words." in page.locator(".problems .stands").inner_text()
    assert page.locator("#id_claim-statement").input_value() == "Vera's words."
    assert barriers(page) == ([], 0)


def test_the_keyboard_alone_walks_from_the_list_to_a_verdict(visit, story, ada, boris):
    one = sourced(a_claim(story, ada, "The two sides"), ada, "Third source")
    page = visit(claims_page(story, one), user=boris)
    page.focus("#id_check-note")
    page.keyboard.type("Seen.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "confirmed"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    page.wait_for_selector("#saved[data-state=saved]")
    assert (outline, fresh(one).status) == ("solid", "confirmed")


@pytest.mark.parametrize("width", [1280, 320])
def test_what_was_saved_and_the_way_on_are_in_sight_without_scrolling(visit, story, ada, width):
    page = visit(claims_page(story, claim(story, WORDS)), user=ada, width=width, javascript=False)
    page.click("#details > summary")
    page.select_option("#id_claim-kind", "figure")
    page.click("form:has(#id_claim-speaker) button.default")
    page.wait_for_url("**#claim")
    box = page.locator("#told").bounding_box()
    assert (page.locator("#told").get_attribute("role"), 0 <= box["y"] < 600) == ("status", True)
    assert "Next unresolved: claim" in page.locator("#told a").inner_text()
