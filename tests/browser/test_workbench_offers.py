"""What the workbench offers: suggestions, the same claim elsewhere, other words."""

import pytest

from articles.citing import cite
from articles.editing import save_article
from tests.browser.at_work import opened, press, saved
from tests.browser.axe import barriers
from tests.desk import claims_page
from tests.stories import WORDS, a_claim, a_source, a_story, fresh

DIGITS = "all => all.map(one => [one.ariaKeyShortcuts, getComputedStyle(one, '::after').display])"


@pytest.fixture
def story(ada):
    return a_story(ada)


def test_suggestions_are_walked_accepted_and_rejected_and_sentences_waived_by_keys(visit, story, ada):
    page = opened(visit, claims_page(story), ada)
    assert page.locator("[data-key=g]").inner_text() == "Suggestions 2"
    press(page, "g", "ArrowDown", "ArrowUp")
    page.wait_for_selector("#suggestions li:first-child [name=accept]:focus")
    assert barriers(page) == ([], 0)
    page.evaluate("document.activeElement.closest('li').dataset.place = ''")  # as if its words were gone
    press(page, "Shift+K")
    page.wait_for_selector("#said:text-is('That cannot be done now.')")
    press(page, "a", "r")
    page.wait_for_selector("#list [role=option]")
    page.wait_for_selector("#suggestions:has-text('Suggest the 1 rejected one again')")
    assert saved(page) == "Rejected: it is not suggested again in this story."
    assert (story.claims.get().kind, story.rejections.count(), page.loads) == ("commitment", 1, [])
    assert page.locator("[data-key=g]").inner_text() == "Suggestions 0"
    press(page, "Escape")
    assert page.evaluate("document.activeElement.id") == "list"
    page.focus("#story")
    press(page, "Home", "ArrowDown", "K", "Shift+L")  # the first as a lock of capitals sends it
    page.wait_for_selector("[data-fold=waived]")
    waiver = story.waivers.get()
    assert (waiver.ground, waiver.history.count()) == ("linking", 1)
    assert saved(page) == "Waived: Linking sentence. “The two sides met in Geneva on Monday for talks on tariffs.”"
    assert page.evaluate("CSS.highlights.get('waived').size") == 1
    press(page, "c", "z")
    page.wait_for_selector("#ready:not(:has([data-fold=waived]))")
    assert (saved(page), page.locator("#list [aria-selected=true]").count()) == ("Undone.", 1)  # the claim stays chosen
    press(page, "Shift+Z")
    page.wait_for_selector("[data-fold=waived]")
    page.click("[data-fold=waived] summary")
    page.click("[name=again]:visible")
    page.wait_for_selector("#said:has-text('The waiver was taken back.')")
    page.click("#tools :text-is('More')")
    page.click("[data-key=O]")
    page.wait_for_selector("#said:has-text('Waived: Opinion.')")
    assert story.waivers.get().ground == "opinion"
    page.click("[data-fold=warnings] summary")
    page.click("#ready a[href$='#mark']")  # what was rejected stands in no claim all the same
    page.wait_for_selector("#id_mark-words:focus")
    assert page.loads == []


def test_a_checker_suggests_words_and_the_author_takes_them_over_by_one_key(visit, story, ada, boris):
    claim = a_claim(story, ada)
    page = opened(visit, claims_page(story, claim), boris)
    press(page, "i")
    page.wait_for_selector("#reword-words:focus")
    assert page.input_value("#reword-words") == "They agreed to cut duties on 24 goods."
    assert barriers(page) == ([], 0)
    page.fill("#reword-words", "They agreed to cut duties on 25 goods.")
    press(page, "Control+Enter")
    page.wait_for_selector("#said:has-text('Suggested.')")
    assert (page.evaluate("document.activeElement.id"), fresh(claim).exact) == ("list", WORDS)
    page = opened(visit, claims_page(story, claim), ada)
    press(page, "g", "a")
    page.wait_for_selector("#said:text-is('The words stand in the story.')")
    assert "25 goods" in page.locator("#story").inner_text()
    press(page, "Escape", "Backspace", "i")
    page.wait_for_selector("#reword-words:focus")
    page.fill("#reword-words", "They agreed to cut duties.")
    save_article(fresh(story), by=ada, headline=story.headline, body=story.body.replace("24", "26"))
    press(page, "Control+Enter")
    page.wait_for_selector(
        "#reword-dialog [role=status]:has-text('It reads now: They agreed to cut duties on 26 goods.')"
    )
    assert page.input_value("#reword-words") == "They agreed to cut duties."
    press(page, "Control+Enter")
    page.wait_for_selector("#said:has-text('Saved in the story.')")
    assert ("cut duties.</p>" in fresh(story).body.replace(" “We listened,” the minister said.", ""), page.loads) == (
        True,
        [],
    )


def test_a_claim_called_false_asks_at_once_for_the_words_that_say_so(visit, story, ada, vera):
    claim = a_claim(story, ada)
    cite(claim, a_source(ada), by=ada, stance="contradicts")
    page = opened(visit, claims_page(story, claim), vera)
    press(page, "f")
    page.wait_for_selector("#id_claim-refuted_passage:focus")
    page.keyboard.insert_text("the minister said")
    press(page, "Escape")
    page.wait_for_selector("#saved[data-state=saved]")
    assert (fresh(claim).status, fresh(claim).refuted_passage) == ("refuted", "the minister said")


def test_the_digits_stand_at_the_sources_while_the_list_has_the_keys_and_take_what_is_seen(visit, story, ada, boris):
    claim = a_claim(story, ada)
    a_source(ada, "Communiqué")
    a_source(ada, "Minutes")
    page = opened(visit, claims_page(story, claim), boris)
    press(page, "s")
    page.wait_for_selector("#offers [role=option] >> nth=1")
    press(page, "Escape")
    a_source(ada, "Readout")  # would stand first now
    assert page.evaluate("document.activeElement.id") == "list"
    shown = page.locator("#offers [role=option]:visible")
    assert shown.evaluate_all(DIGITS) == [["1", "block"], ["2", "block"]]
    assert (shown.locator(".words").all_inner_texts(), barriers(page)) == (["Minutes", "Communiqué"], ([], 0))
    press(page, "2")
    page.wait_for_selector("#said:text-is('Communiqué')")
    assert page.input_value("#id_cite-source").startswith("Communiqué")
    assert page.locator("#offers:visible").count() == 0
