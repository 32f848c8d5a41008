"""What is typed into a story's form, or on its claims page, is not lost by leaving it."""

import pytest

from articles.hearing import ask_comment
from articles.models import Note
from articles.noting import add_note
from tests.browser.axe import DESK_LOOKS, sideways_scroll, violations
from tests.browser.editor import type_at_the_end_of
from tests.desk import claims_page
from tests.desk import page as address
from tests.stories import a_claim, a_story, fresh

REASON = "Save your changes first: these buttons leave the form, and what is not saved would be lost."


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def form(visit, story, ada):
    """Ada's form, once the editor stands, and every question that leaving it asks."""
    page = visit(address("articles_article_change", story.pk), user=ada)
    page.wait_for_selector(".tiptap[aria-labelledby]")
    page.asked = []
    page.on("dialog", lambda dialog: (page.asked.append(dialog.type), dialog.dismiss()))
    return page


def ways(page):
    """Every way on from the form: what it says, and whether it is held."""
    found = page.locator(".next button, .next a, .object-tools a")
    return [(way.inner_text().lower(), way.get_attribute("aria-disabled")) for way in found.all()]


def leave(page):
    page.evaluate("location.assign('/admin/')")
    page.wait_for_timeout(300)
    return page.url.endswith("/change/")


TOOLS = ("claims", "notes", "asked for comment", "assign", "preview links", "history")
FREE = [(label, None) for label in (*TOOLS, "send to check")]
HELD = [(f"save first: {label}", "true") for label, _held in FREE]


def test_a_form_nobody_typed_into_lets_everybody_go(form):
    assert ways(form) == FREE
    form.evaluate("location.assign('/admin/')")
    form.wait_for_url("**/admin/")
    assert form.asked == []


@pytest.mark.parametrize("typed_into", ["#id_headline", "#id_dateline", ".tiptap"])
def test_typed_words_hold_the_ways_on_and_leaving_asks(form, story, typed_into):
    form.click(typed_into)
    form.keyboard.type("More ")
    assert ways(form) == HELD
    form.click("text=Save first: Send to check", force=True)  # it is “disabled” to those who ask, and answers
    assert form.locator("#save-first:focus").inner_text() == REASON
    assert (violations(form), sideways_scroll(form)) == ([], 0)
    assert (leave(form), form.asked) == (True, ["beforeunload"])
    assert fresh(story).state == "draft"


def test_a_button_of_the_editor_counts_as_typing(form):
    form.click(".tiptap h2")
    form.click('[data-name="blockquote"]')
    assert ways(form) == HELD


def test_taking_the_words_back_frees_the_ways(form, story):
    was = form.input_value("#id_headline")
    form.fill("#id_headline", "Talks end")
    form.fill("#id_headline", was)
    assert ways(form) == FREE
    form.click("text=Send to check")
    form.wait_for_selector(".messagelist")
    assert fresh(story).state == "in_check"


def test_saving_asks_nothing_and_frees_the_ways(form, story):
    form.fill("#id_headline", "Talks end")
    form.click("input[name=_continue]")
    form.wait_for_selector(".messagelist")
    assert (form.asked, ways(form), fresh(story).headline) == ([], FREE, "Talks end")


def test_what_was_sent_and_refused_is_still_unsaved(form):
    form.fill("#id_headline", "")
    form.click("input[name=_continue]")
    form.wait_for_selector(".problems")
    assert ways(form) == HELD
    assert (leave(form), form.asked) == (True, ["beforeunload"])


def test_a_held_step_can_be_reached_by_keyboard_and_says_why(form, story):
    form.fill("#id_headline", "Talks end")
    form.focus("text=Save first: Send to check")
    assert form.locator(":focus").get_attribute("aria-describedby") == "save-first"
    form.keyboard.press("Enter")
    assert (form.locator("#save-first:focus").count(), fresh(story).state) == (1, "draft")


def test_a_new_story_is_kept_too(visit, ada):
    page = visit(address("articles_article_add"), user=ada)
    page.wait_for_selector(".tiptap[aria-labelledby]")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.click("#id_headline")
    page.keyboard.type("Talks")
    page.evaluate("location.assign('/admin/')")
    page.wait_for_timeout(300)
    assert (asked, page.url.endswith("/add/")) == (["beforeunload"], True)


def test_without_javascript_the_steps_work_and_the_advice_stands_there(visit, story, ada):
    page = visit(address("articles_article_change", story.pk), user=ada, javascript=False)
    assert page.locator("#save-first").inner_text() == REASON
    page.click("text=Send to check")
    assert fresh(story).state == "in_check"


def test_the_claims_page_keeps_what_was_typed_while_one_looks_elsewhere_and_asks_before_it_is_left(visit, story, ada):
    first, second = a_claim(story, ada), a_claim(story, ada, "“We listened,”")
    page = visit(claims_page(story, first), user=ada)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.fill("#id_cite-passage", "the two delegations agreed")
    page.click("#list li:nth-child(2)")
    page.wait_for_selector("#claim-title:has-text('Claim 2')")
    assert page.input_value("#id_cite-passage") == ""
    page.evaluate("location.assign('/admin/')")
    page.wait_for_timeout(300)
    assert (asked, "/claims/" in page.url) == (["beforeunload"], True)
    page.click("#list li:nth-child(1)")
    page.wait_for_selector("#claim-title:has-text('Claim 1')")
    assert (page.input_value("#id_cite-passage"), second.citations.count()) == ("the two delegations agreed", 0)


@DESK_LOOKS
def test_a_story_sent_after_one_was_signed_out_is_kept_and_sent_again(visit, story, ada, scheme, width):
    page = visit(address("articles_article_change", story.pk), user=ada, scheme=scheme, width=width)
    type_at_the_end_of(page, ".tiptap h2", " in Geneva")
    session = [cookie for cookie in page.context.cookies() if cookie["name"] == "session"]
    page.context.clear_cookies(name="session")
    page.click("input[name=_continue]")
    assert page.locator("h1").inner_text() == "You were signed out"
    assert (violations(page), sideways_scroll(page)) == ([], 0)
    page.context.add_cookies(session)  # signed in, in another tab
    page.click("#content button.default")
    assert "<h2>What was agreed in Geneva</h2>" in fresh(story).body


def test_a_claims_page_that_its_script_cannot_take_over_asks_before_it_is_left_too(visit, story, ada):
    claim = a_claim(story, ada)
    page = visit("about:blank", user=ada)
    page.add_init_script("Object.defineProperty(CSS, 'highlights', {value: undefined})")
    page.goto(claims_page(story, claim))
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.fill("#id_cite-passage", "the two delegations agreed")
    assert (leave(page), page.locator(".live").count()) == (False, 0)
    assert (asked, "/claims/" in page.url) == (["beforeunload"], True)


@pytest.fixture
def asked_page(visit, story, ada):
    """Ada's page of those who were asked for comment, and every question that leaving it asks."""
    for name in ("The port", "The mayor"):
        ask_comment(story, by=ada, asked=name)
    page = visit(address("articles_article_comments", story.pk), user=ada)
    page.asked = []
    page.on("dialog", lambda dialog: (page.asked.append(dialog.type), dialog.dismiss()))
    for fold in page.locator("summary:has-text('They answered')").all():
        fold.click()
    return page


def test_the_page_of_comments_asks_before_it_is_left_and_lets_go_once_all_is_sent(asked_page):
    asked_page.evaluate("location.assign('/admin/')")
    asked_page.wait_for_url("**/admin/")
    asked_page.go_back()
    asked_page.fill("#ask [name=question]", "Who counted?")
    asked_page.evaluate("location.assign('/admin/')")
    asked_page.wait_for_timeout(300)
    assert (asked_page.asked, asked_page.url.endswith("/comments/")) == (["beforeunload"], True)


def test_sending_one_form_keeps_what_stands_in_the_others(asked_page, story):
    answers = "details:has(button[name=answered][value='{}'])"
    port, mayor = (answers.format(story.comment_requests.get(asked=name).pk) for name in ("The port", "The mayor"))
    asked_page.fill("#ask [name=question]", "Who counted?")
    asked_page.fill(f"{mayor} textarea", "No.")
    asked_page.click("#ask button.default")  # it says not who was asked
    asked_page.wait_for_selector(".problems")
    asked_page.click(f"{port} summary")
    asked_page.fill(f"{port} textarea", "Yes.")
    assert (asked_page.input_value(f"{mayor} textarea"), asked_page.locator(f"{mayor}[open]").count()) == ("No.", 1)
    for answer in (port, mayor):
        asked_page.click(f"{answer} button")
        asked_page.wait_for_selector(f"li:has({answer}) blockquote")
        assert asked_page.input_value(f"{answer} textarea") == ""
    assert {row.answer for row in story.comment_requests.all()} == {"Yes.", "No."}
    asked_page.fill("#ask [name=asked]", "The harbour master")
    asked_page.click("#ask button.default")
    asked_page.wait_for_selector("li:has-text('The harbour master')")
    assert story.comment_requests.get(asked="The harbour master").question == "Who counted?"
    assert (asked_page.input_value("#ask [name=question]"), asked_page.asked) == ("", [])


def test_a_note_that_is_half_written_outlives_the_resolving_of_another(visit, story, ada):
    add_note(story, "Old figure?", by=ada, claim=a_claim(story, ada))
    page = visit(address("articles_article_notes", story.pk), user=ada)
    page.fill("#id_text", "Call the port.")
    page.click("button[name=resolve]")
    page.wait_for_selector(".messagelist")
    assert (page.input_value("#id_text"), Note.objects.get().resolved_by) == ("Call the port.", ada)
    page.click("text=Write the note")
    page.wait_for_selector("li:has-text('Call the port.')")
    assert page.input_value("#id_text") == ""
