"""What is typed at the workbench is neither lost nor signed unasked: lines that break, colleagues, rights that go."""

import pytest

from articles.checking import record_check
from articles.models import Check, Note
from tests.browser.at_work import asked_before_leaving, opened, press, saved
from tests.browser.axe import barriers
from tests.browser.conftest import session_cookie
from tests.desk import claims_page
from tests.servers import mortal_server
from tests.stories import a_claim, a_source, a_story, fresh, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


def verdicts():
    return [(row.verdict, row.content.note) for row in Check.objects.order_by("pk")]


def test_undoing_learns_no_verdict_of_a_colleague_that_one_did_not_see(visit, story, ada, boris, vera):
    claim, other = sourced(a_claim(story, ada), ada), sourced(a_claim(story, ada, "“We listened,”"), ada, "Minutes")
    page = opened(visit, claims_page(story, claim), boris)
    press(page, "v")
    saved(page)
    page.click("#list li:nth-child(1)")
    page.wait_for_selector("#claim-title:has-text('Claim 1')")
    page.fill("#id_check-note", "It is there.")
    page.focus("#list")
    press(page, "z")  # one's own: what is typed goes on
    page.wait_for_selector("#said:text-is('Undone.')")
    page.click("button.verdict.confirmed")
    page.wait_for_selector("#said:text-is('Recorded: Confirmed.')")
    page.click("#list li:nth-child(2)")
    page.wait_for_selector("#claim-title:has-text('Claim 2')")
    page.fill("#id_check-note", "Read in full.")
    record_check(other, "unsupported", by=vera, note="I found nothing.")
    page.focus("#list")
    press(page, "?")
    page.click("#keys [name=single_keys]")  # a change about no claim
    page.wait_for_selector("#said:text-is('Single keys are off.')")
    page.click("#keys button")
    page.click("button.verdict.confirmed")
    page.wait_for_selector(".problems:focus")
    page.click(".problems a:has-text('You chose “Confirmed”: change to it, or keep what stands.')")
    page.wait_for_selector("#id_clash:focus")
    assert "You chose “Confirmed”." in page.locator("#panel").inner_text()
    assert (page.input_value("#id_check-note"), barriers(page)) == ("Read in full.", ([], 0))
    assert [verdict for verdict, _note in verdicts()] == ["confirmed", "void", "confirmed", "unsupported"]


@pytest.mark.soak  # nine seconds, for a server of its own; tests/safety/test_killed_server.py asks it without a browser
@pytest.mark.django_db(transaction=True)
def test_a_verdict_whose_server_was_killed_before_it_answered_arrives_once(browser, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    with mortal_server() as server, browser.new_context(base_url=server.url) as context:
        server.up("answering")
        context.add_cookies([session_cookie(boris, server.url)])
        page = context.new_page()
        page.goto(claims_page(story, claim))
        page.wait_for_selector(".live")
        page.fill("#id_check-note", "Read in full.")
        press(page, "Control+Enter")
        page.wait_for_selector("#saved[data-state=down]")
        assert verdicts() == [("confirmed", "Read in full.")]  # it was committed, and nobody was told
        server.up()
        page.click("button:text-is('Try now')")
        assert saved(page) == "All claims are resolved."
    assert verdicts() == [("confirmed", "Read in full.")]


def test_a_note_that_is_being_typed_is_signed_by_nothing_but_its_key_and_ctrl_s_names_it(visit, story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), boris)
    held = []
    page.route(
        "**/claims/**", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    press(page, "s")
    page.wait_for_selector("#id_cite-source:focus")
    page.keyboard.insert_text("https://example.org/minutes")
    press(page, "Escape", "Escape")
    page.wait_for_selector("#saved[data-state=saving]")
    press(page, "p")
    page.wait_for_selector("#id_check-note:focus")
    page.keyboard.type("Lo")
    held.pop().continue_()
    page.wait_for_selector("#said:has-text('Attached.')")
    page.wait_for_selector("#saved[data-state=saved]")
    assert verdicts() == []
    press(page, "Control+s")
    page.wait_for_selector("#said:has-text('Typed and not saved yet: Note.')")
    page.unroute("**/claims/**")
    page.keyboard.type("oked at.")
    press(page, "Control+Enter")
    page.wait_for_selector("#said:text-is('Recorded: Partly confirmed.')")
    assert verdicts() == [("partly", "Looked at.")]
    page.focus("#list")
    press(page, "Control+s")
    page.wait_for_selector("#said:text-is('Everything is saved.')")
    page.click("summary:text-is('Write a note to colleagues')")
    page.fill("#id_note-text", "Who counted?")
    press(page, "Control+Enter")  # is about the note alone
    page.wait_for_selector("#said:text-is('The note is written.')")
    page.wait_for_selector("#list:focus")
    assert page.input_value("#id_note-text") == ""
    press(page, "Control+Enter")  # and once
    page.click("summary:text-is('Retire')")
    page.fill("#id_retire-reason", "A slip.")
    press(page, "Control+Enter")
    page.wait_for_selector("#said:text-is('Retired. Undo brings it back.')")
    assert (claim.notes.get().text, verdicts(), page.loads) == ("Who counted?", [("partly", "Looked at.")], [])


def test_a_source_that_is_attached_by_ctrl_enter_signs_no_verdict_over_another(visit, story, ada, boris):
    claim, other = sourced(a_claim(story, ada), ada), a_claim(story, ada, "“We listened,”")
    record_check(claim, "partly", by=boris, note="Only the 24 goods.")
    a_source(ada, "Readout")
    page = opened(visit, claims_page(story, other), boris)
    page.fill("#id_check-note", "Read.")
    page.click("#list li:nth-child(1)")
    page.wait_for_selector("#claim-title:has-text('Claim 1')")
    page.focus("#list")
    press(page, "s")
    page.wait_for_selector("#id_cite-source:focus")
    page.keyboard.insert_text("Readout")
    page.select_option("#id_cite-others", other.public_id, force=True)  # its fold is shut
    press(page, "Control+Enter")
    page.wait_for_selector("#said:has-text('“Partly confirmed” stands. Choose a verdict')")
    assert page.evaluate("document.activeElement.name") == "verdict"
    assert (claim.citations.count(), [row.verdict for row in Check.objects.all()]) == (2, ["partly"])
    assert str(other.citations.get().source) == "Readout"
    page.click("#list li:nth-child(2)")  # one's own change of it is no colleague's
    page.wait_for_selector("[data-part=sources] .count:text-is('1')")
    page.focus("#list")
    press(page, "!")
    page.wait_for_selector("#list li:nth-child(2) .first")
    assert (page.locator(".problems").count(), page.input_value("#id_check-note")) == (0, "Read.")
    page = opened(visit, claims_page(story, claim), ada)  # who may not check attaches and goes on
    press(page, "s")
    page.wait_for_selector("#id_cite-source:focus")
    page.keyboard.insert_text("https://example.org/minutes")
    press(page, "Control+Enter")
    page.wait_for_selector(f"[aria-selected=true][data-claim='{other.public_id}']")
    assert (saved(page).startswith("Attached."), claim.citations.count(), Check.objects.count()) == (True, 3, 1)
    held = []
    page.route("**/claims/**", lambda way: held.append(way) if way.request.method == "POST" else way.continue_())
    page.click("#list li:nth-child(1)")
    page.wait_for_selector("#claim-title:has-text('Claim 1')")
    page.focus("#list")
    press(page, "s")
    page.wait_for_selector("#id_cite-source:focus")
    page.keyboard.insert_text("https://example.org/tables")
    page.select_option("#id_cite-others", other.public_id, force=True)
    page.click("#list li:nth-child(2)")
    page.wait_for_selector("#claim-title:has-text('Claim 2')")
    held.pop().continue_()
    page.wait_for_selector("[data-part=sources] .count:text-is('2')")  # where one looks meanwhile, too


def test_what_could_not_be_loaded_says_so_and_the_keys_go_on(visit, story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada)
    for words in ("met in Geneva", "“We listened,”"):
        a_claim(story, ada, words)
    page = opened(visit, claims_page(story, claim), boris)
    page.wait_for_load_state("networkidle")
    page.route("**only=panel**", lambda route: route.abort())  # the next open one is here already
    not_loaded = "#said.wrong:text-is('That could not be loaded. Try again.')"
    page.route("**/bench/deciding*", lambda route: route.abort())
    press(page, "s", "v")  # the second was meant for the field
    page.wait_for_selector(not_loaded)
    page.unroute("**/bench/deciding*")
    press(page, "s")
    page.wait_for_selector("#id_cite-source:focus")
    page.route("**/sources/?**", lambda route: route.abort())
    page.evaluate("document.getElementById('said').textContent = ''")  # what is waited for next is said anew
    press(page, "Escape", "1")
    page.wait_for_selector(not_loaded)
    page.unroute("**/sources/?**")
    page.fill("#id_check-note", "Read.")
    press(page, "Control+Enter")
    page.wait_for_selector("#said:text-is('Recorded: Confirmed.')")
    page.click("#list li:nth-child(1)")
    page.wait_for_selector("#panel:has-text('That could not be loaded.')")
    assert (page.locator("#panel form").count(), page.locator("#saved").inner_text()[:5]) == (0, "Saved")
    page.unroute("**only=panel**")
    page.click("#panel button:text-is('Try now')")
    page.wait_for_selector("#claim-title:has-text('Claim 1')")
    assert verdicts() == [("confirmed", "Read.")]


def test_a_change_that_can_never_arrive_is_set_aside_and_the_others_go_on(visit, story, ada, vera):
    claim = sourced(a_claim(story, ada), ada)
    page = opened(visit, claims_page(story, claim), ada)
    page.route(
        "**/claims/**",
        lambda route: (
            route.continue_(url=route.request.url.replace("claim=", "claim=no-such-"))
            if route.request.method == "POST" and "retire" in (route.request.post_data or "")
            else route.continue_()
        ),
    )
    page.click("details[data-part=retire] summary")
    page.fill("#id_retire-reason", "No claim.")
    page.click("button:text-is('Retire the claim')")
    page.wait_for_selector("#said.wrong:has-text('may not see')")
    page.wait_for_selector("#saved[data-state=refused]")
    assert page.input_value("#id_retire-reason") == "No claim."
    page.focus("#story")
    press(page, "n")
    page.wait_for_selector("#list > li:nth-child(2)")
    assert (saved(page).startswith("Marked."), story.claims.standing().count()) == (True, 2)
    page.fill("#id_retire-reason", "") if page.locator("#id_retire-reason").is_visible() else None
    page.click("summary:text-is('Write a note to colleagues')")  # a form of another page, which leads back here
    page.fill("[data-part=notes] textarea", "@vera, is this a claim?")
    page.click("button:text-is('Write the note')")
    page.wait_for_selector("#notes")
    page.wait_for_selector("[data-part=notes]:has-text('is this a claim?')")
    assert [row.user for row in Note.objects.get().mentioned.all()] == [vera]


def test_words_that_are_typed_for_a_sentence_are_kept_through_esc_a_lost_session_and_a_line_break(visit, ada):
    story = a_story(ada, body="<p>They met<br>in Geneva. They agreed.</p><p>They agreed to meet.</p>")
    a_claim(story, ada, "They agreed to meet.")
    page = opened(visit, claims_page(story), ada)
    page.focus("#story")
    press(page, "ArrowDown", "i")
    page.wait_for_selector("#reword-words:focus")
    assert page.input_value("#reword-words") == "They met\nin Geneva."
    page.fill("#reword-words", "They met\nin Bern.")
    press(page, "Escape")
    assert asked_before_leaving(page) == ["beforeunload"]
    press(page, "ArrowDown", "i")
    assert page.input_value("#reword-words") == "They agreed."
    press(page, "Escape", "ArrowUp", "i")
    assert page.input_value("#reword-words") == "They met\nin Bern."
    assert "not saved yet" in page.locator("#reword-dialog [role=status]").inner_text()
    session = [row for row in page.context.cookies() if row["name"] == "session"]
    page.context.clear_cookies(name="session")
    press(page, "Control+Enter")
    page.wait_for_selector("#reword-dialog [role=status]:has-text('You were signed out.')")
    assert barriers(page) == ([], 0)
    page.context.add_cookies(session)
    page.click("#reword-dialog button:text-is('Try now')")
    page.wait_for_selector("#said:has-text('Saved in the story.')")
    assert "They met<br>in Bern. They agreed.</p>" in fresh(story).body
    press(page, "Control+s")
    page.wait_for_selector("#said:text-is('Everything is saved.')")
    page.click("#mark > summary")  # words that stand twice ask which are meant
    page.fill("#id_mark-words", "They agreed")
    page.click("text=Mark these words")
    page.wait_for_selector(".places button:focus")
    page.click(".places button >> nth=1")
    page.wait_for_selector("#list > li:nth-child(2)")
    assert (page.locator(".places").count(), page.input_value("#id_mark-words")) == (0, "")


def test_the_checks_on_top_stay_open_with_the_focus_while_the_story_changes(visit, story, ada, boris, vera):
    claim = a_claim(story, ada)
    second = a_claim(story, ada, "“We listened,”")
    page = visit("/admin/", user=boris)
    page.clock.install()
    page.goto(claims_page(story, claim))
    page.wait_for_selector(".live")
    page.click("#ready [data-fold=gate] summary")
    page.focus("#ready [data-fold=gate] a >> nth=0")
    stood = page.evaluate("document.activeElement.href")
    record_check(second, "unsupported", by=vera, note="Nothing.")
    page.clock.fast_forward(16_000)
    page.wait_for_selector("#said:text-is('Vera Publish set claim 2 to “No source found”.')")
    assert page.evaluate("[document.activeElement.href, document.activeElement.closest('[open]')?.dataset.fold]") == [
        stood, "gate",
    ]  # fmt: skip
