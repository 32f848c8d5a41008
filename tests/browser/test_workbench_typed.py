"""What is typed at the workbench while something else is on its way stays."""

import pytest

from tests.browser.at_work import asked_before_leaving, opened, press, saved
from tests.conftest import person
from tests.desk import claims_page
from tests.stories import PASSAGE, WORDS, a_claim, a_story, fresh, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


def test_words_pasted_while_others_are_being_marked_stay(visit, story, ada):
    a_claim(story, ada)
    page = opened(visit, claims_page(story), ada)
    held = []
    page.route(
        "**/claims/**", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    page.click("#mark > summary")
    page.fill("#id_mark-words", "met in Geneva")
    page.click("text=Mark these words")
    page.wait_for_selector("#saved[data-state=saving]")
    page.fill("#id_mark-words", "“We listened,”")
    page.wait_for_timeout(100)
    held.pop().continue_()
    page.wait_for_selector("#list > li:nth-child(2)")
    assert page.input_value("#id_mark-words") == "“We listened,”"
    page.click("text=Mark these words")
    page.wait_for_timeout(100)
    held.pop().continue_()
    page.wait_for_selector("#list > li:nth-child(3)")
    assert page.input_value("#id_mark-words") == ""


def test_a_note_that_is_being_typed_outlives_its_claim_and_comes_back_with_it(visit, story, ada):
    claim, other = a_claim(story, ada), a_claim(story, ada, "“We listened,”")
    page = opened(visit, claims_page(story, claim), ada)
    page.click("summary:text-is('Write a note to colleagues')")
    page.fill("[data-part=notes] textarea", "@boris, this stands twice.")
    page.click("summary:text-is('Retire')")
    page.fill("[data-part=retire] [name=reason]", "It stands twice.")
    press(page, "Control+Enter")
    assert "“Undo” brings the claim back" in saved(page)
    assert fresh(claim).retired_at is not None
    assert page.input_value("[data-part=notes] textarea") == "@boris, this stands twice."
    assert asked_before_leaving(page) == ["beforeunload"]
    page.focus("#list")
    press(page, "z")
    page.wait_for_selector(f"#list [data-claim={claim.public_id}]")
    assert fresh(claim).retired_at is None
    assert page.input_value("[data-part=notes] textarea") == "@boris, this stands twice."
    page.focus("[data-part=retire] [name=reason]")
    assert [row.public_id for row in story.claims.standing().in_text_order()] == [claim.public_id, other.public_id]


def test_who_may_only_read_reads_the_saved_copy(visit, story, ada):
    claim = sourced(a_claim(story, ada, WORDS), ada)
    page = opened(visit, claims_page(story, claim), person("otto", "Otto", "Audit", "auditor"))
    press(page, "o")
    page.wait_for_selector("#copy-words:focus")
    assert (page.locator("#copy-mark").inner_text(), page.locator("#copy [data-take]").count()) == (PASSAGE, 0)


def test_what_was_refused_counts_as_unsaved_until_it_is_mended(visit, story, ada):
    claim, other = a_claim(story, ada), a_claim(story, ada, "“We listened,”")
    page = opened(visit, claims_page(story, claim), ada)
    press(page, "b")
    page.wait_for_selector("#id_claim-speaker:focus")
    page.fill("#id_claim-speaker", "Nobody Inparticular")
    press(page, "Tab")
    page.wait_for_selector("#said.wrong:has-text('No actor is called')")
    page.evaluate("document.getElementById('said').textContent = ''")
    press(page, "Control+s")  # it is sent again, and refused again: nothing says that all is saved
    page.wait_for_selector("#said.wrong:has-text('No actor is called')")
    assert asked_before_leaving(page) == ["beforeunload"]
    page.click("#list li:nth-child(2)")
    page.wait_for_selector("#claim-title:has-text('Claim 2')")  # it holds nobody up
    page.wait_for_timeout(300)
    assert page.locator("[aria-selected=true] .words").inner_text().startswith("2.")
    press(page, "Control+s")
    page.wait_for_selector("#said.wrong:has-text('Typed and not saved yet')")
    page.click("#list li:nth-child(1)")
    page.wait_for_selector("#claim-title:has-text('Claim 1')")
    assert page.input_value("#id_claim-speaker") == "Nobody Inparticular"
    page.fill("#id_claim-speaker", "")
    press(page, "Tab")
    saved(page)
    assert asked_before_leaving(page) == []
    assert (fresh(claim).speaker, fresh(other).speaker) == (None, None)


def test_esc_attaches_no_source_that_the_desk_put_there(visit, story, ada):
    sourced(a_claim(story, ada), ada)
    bare = a_claim(story, ada, "“We listened,”")
    page = opened(visit, claims_page(story, bare), ada)
    press(page, "1")
    page.wait_for_selector("#said:has-text('Joint communiqué')")
    page.evaluate("document.getElementById('said').textContent = ''")
    press(page, "Escape")
    page.wait_for_selector("#list:focus")
    page.wait_for_timeout(300)
    assert (bare.citations.count(), page.input_value("#id_cite-source")) == (0, "")
    press(page, "1")
    page.wait_for_selector("#said:has-text('Joint communiqué')")
    page.fill("#id_cite-passage", PASSAGE)
    press(page, "Escape")  # what somebody typed is saved as one goes
    saved(page)
    assert bare.citations.get().excerpt.exact == PASSAGE
