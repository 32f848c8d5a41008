"""The workbench: the claims page under its script. Keys, saving as one goes, and two people at one claim."""

import pytest

from articles.checking import record_check
from articles.models import Check
from tests.browser.at_work import opened, press, rows, saved
from tests.browser.axe import DESK_LOOKS, barriers
from tests.browser.conftest import session_cookie
from tests.desk import claims_page
from tests.stories import PASSAGE, a_claim, a_source, a_story, confirmed, fresh, sourced

SELECTED = """() => {
    const mark = document.querySelector("#copy-mark").firstChild;
    getSelection().setBaseAndExtent(mark, 4, mark, Math.min(47, mark.length));
}"""


@pytest.fixture
def story(ada):
    return a_story(ada)


def test_a_sentence_becomes_a_claim_by_one_key_and_no_page_is_loaded(visit, story, ada):
    page = opened(visit, claims_page(story), ada)
    assert page.evaluate("document.activeElement.id") == "story"
    press(page, "ArrowDown", "n")
    page.wait_for_selector("#list [role=option]")
    claim = story.claims.get()
    assert (claim.part, claim.exact) == ("body", "The two sides met in Geneva on Monday for talks on tariffs.")
    press(page, "ArrowDown", "n")
    page.wait_for_selector("#list > li:nth-child(2)")
    press(page, "n")
    page.wait_for_selector("#said:has-text('marked as a claim already')")
    assert (page.loads, story.claims.count(), len(rows(page))) == ([], 2, 2)
    assert page.locator("#story .c").count() == 2


def test_selected_words_become_a_claim_with_the_offsets_that_the_server_counts(visit, ada):
    story = a_story(
        ada, body="<p>A 🐟 was <em>caught</em><br>in <strong>the port</strong> of Geneva.</p><p>Second.</p>"
    )
    first = a_claim(story, ada, "caught")
    page = opened(visit, claims_page(story, first), ada)
    page.evaluate(
        """() => {
        const from = document.querySelector("#story em").nextSibling.nextSibling;
        const to = document.querySelector("#story strong").nextSibling;
        getSelection().setBaseAndExtent(from, 0, to, 10);
        document.getElementById("story").focus();
        }"""
    )
    press(page, "n")
    page.wait_for_selector("#list > li:nth-child(2)")
    assert sorted(claim.exact for claim in story.claims.all()) == ["caught", "in the port of Geneva"]


def test_a_verdict_is_one_key_goes_on_to_the_next_open_claim_and_asks_for_what_it_needs(visit, story, ada, boris):
    sourced(a_claim(story, ada, "met in Geneva"), ada)
    second = sourced(a_claim(story, ada), ada, "Minutes")
    third = a_claim(story, ada, "“We listened,”")
    page = opened(visit, claims_page(story), boris)
    press(page, "Home", "v")
    assert saved(page) == "Recorded: Confirmed."
    assert page.locator("[aria-selected=true]").get_attribute("data-claim") == second.public_id
    press(page, "p")
    page.wait_for_selector("#id_check-note:focus")
    page.keyboard.type("Only the 24 goods.")
    press(page, "Control+Enter")
    page.wait_for_selector("#said:text-is('Recorded: Partly confirmed.')")
    assert page.locator("[aria-selected=true]").get_attribute("data-claim") == third.public_id
    press(page, "d")
    page.wait_for_selector("#id_cite-source:focus")
    assert page.locator("#said").inner_text() == "Attach a source that supports it and one that contradicts it."
    done = [(row.verdict, row.content.note) for row in Check.objects.order_by("pk")]
    assert (done, page.loads) == ([("confirmed", ""), ("partly", "Only the 24 goods.")], [])
    assert [text[0] for text in rows(page)] == ["✓", "◐", "?"]


def test_single_keys_are_dead_in_fields_and_outside_the_panes(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris)
    page.focus("#id_check-note")
    page.keyboard.type("vndz")
    page.locator("#tools button").first.focus()
    page.keyboard.type("vd")
    assert (page.input_value("#id_check-note"), Check.objects.count(), story.claims.count()) == ("vndz", 0, 1)


def test_of_two_people_at_one_claim_the_later_sees_both_values_and_loses_none(visit, story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris)
    page.fill("#id_check-note", "It is there.")
    record_check(claim, "unsupported", by=vera, note="I found nothing.")
    page.click("button.verdict.confirmed")
    page.wait_for_selector(".problems:focus")
    stands = page.locator(".problems .stands").inner_text()
    assert ("No source found" in stands, "Vera Publish" in stands) == (True, True)
    assert page.input_value("#id_check-note") == "It is there."
    assert page.title().startswith("Error: ")
    page.wait_for_selector("#saved[data-state=refused]:text-is('Not saved.')")
    assert page.locator("#said.wrong").inner_text().startswith("Not saved.\nSomebody else changed")
    page.click("button.verdict.confirmed")
    assert saved(page) == "Recorded: Confirmed."
    assert [row.verdict for row in Check.objects.order_by("pk")] == ["unsupported", "confirmed"]


def test_a_verdict_that_comes_while_one_types_meets_the_save_and_both_are_shown(visit, story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada)
    page = visit("/admin/", user=boris)
    page.clock.install()
    page.goto(claims_page(story, claim))
    page.wait_for_selector(".live")
    page.fill("#id_check-note", "It is there.")
    record_check(claim, "unsupported", by=vera, note="I found nothing.")
    page.clock.fast_forward(16_000)  # the page looks what colleagues do
    page.wait_for_selector(".box.claim .status:has-text('No source found')")
    page.click("button.verdict.confirmed")
    page.wait_for_selector(".problems:focus")
    assert "No source found" in page.locator(".problems .stands").inner_text()
    assert (page.input_value("#id_check-note"), Check.objects.get().by) == ("It is there.", vera)


def test_a_server_that_fails_in_mid_save_and_then_answers_gets_the_change_once(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris)
    failing = ["lost", "refused"]

    def fail(route):
        if route.request.method != "POST" or not failing:
            return route.continue_()
        if failing.pop(0) == "lost":
            route.fetch()  # the change arrives, the answer does not
        return route.abort()

    page.route("**/claims/**", fail)
    page.fill("#id_check-note", "Read twice.")
    page.click("button.verdict.confirmed")
    page.wait_for_selector("#saved[data-state=down]")
    assert page.locator("#saved").inner_text().split("\n") == ["Not saved. Trying again in 5 s.", "Try now"]
    page.click("#saved button")
    page.wait_for_timeout(200)
    page.click("#saved button")
    page.wait_for_selector("#saved[data-state=saved]")
    assert [(row.verdict, row.content.note) for row in Check.objects.all()] == [("confirmed", "Read twice.")]
    assert page.locator(".problems").count() == 0


@DESK_LOOKS
def test_the_workbench_has_no_barriers(visit, story, ada, boris, scheme, width):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    a_claim(story, ada, "met in Geneva")
    page = opened(visit, claims_page(story), boris, scheme=scheme, width=width)
    page.click("#list li:nth-child(2)")
    page.wait_for_selector("#claim-title:has-text('Claim 2')")
    found = [barriers(page)]
    page.focus("#claim-title")
    press(page, "Escape")  # where it is narrow, the tools lie below the claim
    page.focus("#tools button:first-child")
    for _button in range(page.locator("#tools > button").count() - 1):
        press(page, "Tab")
        left, right = page.evaluate(
            "(({ left, right }) => [left, right])(document.activeElement.getBoundingClientRect())"
        )
        assert 0 <= left < right <= width
    for keys, there in (("?", "#keys[open]"), ("i", "#reword-words:focus"), ("g", "#suggestions button:focus")):
        page.focus("#list")
        press(page, *keys)
        page.wait_for_selector(there)
        found.append(barriers(page))
        press(page, "Escape")
    assert found == [([], 0)] * 4


def test_a_source_with_its_passage_is_linked_and_the_claim_confirmed_by_seven_keys(visit, story, ada, boris):
    claim, other = a_claim(story, ada), a_claim(story, ada, "“We listened,”")
    a_source(ada, "White House readout")
    page = opened(visit, claims_page(story), boris)
    press(page, "s", "w", "h", "i")
    page.wait_for_selector("#offers [aria-selected=true]")
    assert barriers(page) == ([], 0)
    press(page, "Enter")
    page.wait_for_selector("[name=passage]:focus")
    page.keyboard.insert_text(PASSAGE)  # pasted
    page.wait_for_selector(".graded.no_copy")
    press(page, "Control+Enter")
    page.wait_for_selector("#said:text-is('Recorded: Confirmed.')")
    cited = claim.citations.get()
    assert (str(cited.source), cited.excerpt.exact, cited.directness) == ("White House readout", PASSAGE, "primary")
    assert (fresh(claim).status, page.loads) == ("confirmed", [])
    assert page.locator("[aria-selected=true]").get_attribute("data-claim") == other.public_id
    press(page, "1")  # what this story stands on already is at hand: three keys
    page.wait_for_selector("[name=passage]:focus")
    page.keyboard.insert_text("the minister said that they had listened")
    press(page, "Control+Enter")
    page.wait_for_selector("#ready:has-text('All 2 claims are resolved.')")
    assert (fresh(other).status, str(other.citations.get().source)) == ("confirmed", "White House readout")


def test_a_verdict_waits_for_the_source_that_it_asks_for(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris)
    press(page, "d")
    page.wait_for_selector("#id_cite-source:focus")
    assert page.input_value("#id_cite-stance") == "contradicts"
    page.keyboard.insert_text("https://example.org/denial?utm_source=mail")
    page.wait_for_selector("#offers [role=option]:has-text('Create source from example.org/denial')")
    press(page, "Enter", "Control+Enter")
    page.wait_for_selector("#said:text-is('Recorded: Sources conflict.')")
    assert sorted(row.stance for row in claim.citations.all()) == ["contradicts", "supports"]
    assert (fresh(claim).status, page.loads) == ("disputed", [])


def test_words_are_chosen_and_steps_undone_by_keyboard_and_the_keys_can_be_switched_off(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story), boris)
    press(page, "v")
    page.wait_for_selector("#said:text-is('Recorded: Confirmed.')")
    press(page, "Z")  # as a lock of capitals sends it
    page.wait_for_selector("#said:text-is('Undone.')")
    press(page, "Shift+Z")
    page.wait_for_selector("#said:text-is('Done again.')")
    assert [row.verdict for row in Check.objects.order_by("pk")] == ["confirmed", "void", "confirmed"]
    page.press("#story", "ArrowDown")
    page.click("#tools :text-is('More')")
    page.click("#more :text-is('Choose words')")  # as w in the story does
    page.wait_for_selector("#said:has-text('Word mode')")
    press(page, *["ArrowRight"] * 3, *["Shift+ArrowLeft"] * 6, "Enter")
    page.wait_for_selector("#list > li:nth-child(2)")
    assert story.claims.exclude(pk=claim.pk).get().exact == "met in Geneva"
    press(page, "?")
    assert page.evaluate("[document.activeElement.id, document.getElementById('keys').scrollTop]") == ["keys-title", 0]
    page.click("#keys [name=single_keys]")
    page.wait_for_selector("#said:text-is('Single keys are off.')")
    page.click("#keys button")
    page.focus("#list")
    press(page, "z", "ArrowDown")
    page.reload()
    page.wait_for_selector(".live")
    press(page, "u", "z")
    assert (Check.objects.count(), page.locator("#keys [name=single_keys]").is_checked()) == (3, False)


def test_words_that_are_selected_in_the_saved_copy_become_the_passage(visit, story, ada, boris):
    claim, other = sourced(a_claim(story, ada), ada), a_claim(story, ada, "“We listened,”")
    page = opened(visit, claims_page(story, claim), boris)
    press(page, "o")
    page.wait_for_selector("#copy-words:focus")
    assert barriers(page) == ([], 0)
    assert page.locator("#copy [data-take]").is_disabled()
    page.evaluate(SELECTED)
    page.evaluate(
        """() => {
        const part = document.querySelector("[data-part=sources]");  // as a look at colleagues' changes brings it up
        part.replaceWith(part.cloneNode(true));
        }"""
    )
    page.click("#copy [data-take]:enabled")
    page.wait_for_selector("[name=passage]:focus")
    page.wait_for_selector(".graded.extract")
    press(page, "Escape")
    page.wait_for_selector("#saved[data-state=saved]")
    assert claim.citations.get().excerpt.exact == PASSAGE[4:47].strip()
    press(page, "o")
    page.wait_for_selector("#copy-words:focus")
    page.click("#list li:nth-child(2)")
    page.wait_for_selector("#claim-title:has-text('Claim 2')")
    page.evaluate(SELECTED)
    page.click("#copy [data-take]:enabled")  # for the claim that is looked at now, with its source
    page.wait_for_selector("#id_cite-passage:focus")
    press(page, "Escape")
    page.wait_for_selector("#said:has-text('Attached.')")
    cited = other.citations.get()
    assert (cited.source, bool(cited.excerpt.exact), page.loads) == (claim.citations.get().source, True, [])


def test_who_was_signed_out_meanwhile_signs_in_elsewhere_and_loses_nothing(visit, story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris)
    session = [row for row in page.context.cookies() if row["name"] == "session"]
    page.fill("#id_check-note", "Read twice.")
    page.context.clear_cookies(name="session")
    page.click("button.verdict.confirmed")
    page.wait_for_selector("#saved[data-state=out] ~ .sign-in:visible")
    page.context.add_cookies([session_cookie(vera, page.url)])  # somebody else, in another tab
    page.click("#saved button")
    page.wait_for_selector("#saved[data-state=other]")
    page.context.add_cookies(session)
    page.click("#saved button")
    page.wait_for_selector("#saved[data-state=saved]")
    assert [(row.by, row.content.note) for row in Check.objects.all()] == [(boris, "Read twice.")]
    assert page.loads == []
