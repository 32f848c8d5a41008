"""What is typed into a story's form, or on its claims page, is not lost by leaving it."""

import pytest

from tests.browser.axe import DESK_LOOKS, sideways_scroll, violations
from tests.browser.editor import type_at_the_end_of
from tests.desk import claims_page
from tests.desk import page as address
from tests.stories import a_claim, a_story, fresh

REASON = "Save your changes first: these buttons leave the form, and what is not saved would be lost."

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"


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


def test_a_draft_is_offered_after_the_page_was_lost_and_goes_with_the_save_and_with_signing_out(visit, story, ada):
    path = address("articles_article_change", story.pk)
    page = visit(path, user=ada)
    page.wait_for_selector(".tiptap[aria-labelledby]")
    type_at_the_end_of(page, ".tiptap h2", " in Geneva")
    page.check("#id_developing")
    page.wait_for_timeout(700)
    assert len(page.evaluate(KEPT)) == 1

    again = page.context.new_page()  # the browser went down with the first
    page.close(run_before_unload=False)
    again.goto(path)
    again.wait_for_selector("#draft:not([hidden])")
    assert (again.input_value("#id_body"), again.is_checked("#id_developing")) == (story.body, False)
    assert (violations(again), sideways_scroll(again)) == ([], 0)
    again.wait_for_selector(".tiptap[aria-labelledby]")
    type_at_the_end_of(again, ".tiptap h2", " at night")
    again.click("text=Put it back into the form")
    assert again.locator(".tiptap h2").inner_text() == "What was agreed in Geneva"
    assert again.locator("#draft li").count() == 1  # what stood in the form instead
    again.click("text=Delete it")
    again.click("input[name=_save]")
    again.wait_for_url("**/admin/articles/article/")
    assert again.evaluate(KEPT) == []
    assert ("in Geneva</h2>" in fresh(story).body, fresh(story).developing) == (True, True)

    again.evaluate("localStorage.setItem('draft:1:2:x', JSON.stringify({at: Date.now(), fields: {}}))")
    again.click("#logout-form button")
    again.wait_for_selector("[data-forget-drafts]")
    assert again.evaluate(KEPT) == []


def opened(context, path):
    """A further tab with a form of stories, once its editor stands."""
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(path)
    page.wait_for_selector(".tiptap[aria-labelledby]")
    return page


def typed_and_lost(context, path, headline):
    """A headline is typed in a tab of its own, and the tab goes down."""
    page = opened(context, path)
    page.fill("#id_headline", headline)
    page.wait_for_timeout(700)
    page.close(run_before_unload=False)


def offered(page):
    return page.locator("#draft li bdi").all_inner_texts()


@DESK_LOOKS
def test_what_is_typed_beside_an_offer_that_nobody_answered_is_kept_too(visit, story, ada, scheme, width):
    path = address("articles_article_change", story.pk)
    page = visit(path, user=ada, scheme=scheme, width=width)
    for headline in ("Talks end", "Talks go on"):
        typed_and_lost(page.context, path, headline)
    page.reload()
    page.wait_for_selector("#draft:not([hidden])")
    assert offered(page) == ["Talks go on", "Talks end"]
    assert (violations(page), sideways_scroll(page)) == ([], 0)
    page.focus("#draft li:nth-of-type(2) [data-draft=put]")
    page.keyboard.press("Enter")
    assert page.locator("#draft p:focus").inner_text() == "It is back in the form. Look it through, then save it."
    assert (page.input_value("#id_headline"), offered(page)) == ("Talks end", ["Talks go on"])
    page.click("#draft [data-draft=drop]")
    assert (offered(page), page.locator("#draft p").inner_text()) == ([], "It is deleted.")
    assert len(page.evaluate(KEPT)) == 1  # what stands in the form


def test_a_second_tab_that_nobody_typed_into_leaves_the_draft_of_the_first(visit, story, ada):
    path = address("articles_article_change", story.pk)
    second = visit(path, user=ada)
    typed_and_lost(second.context, path, "Talks end")
    second.goto("/admin/")
    assert len(second.evaluate(KEPT)) == 1
    assert offered(opened(second.context, path)) == ["Talks end"]


def test_two_new_stories_are_kept_each_and_only_what_was_saved_goes(visit, ada):
    path = address("articles_article_add")
    first = visit(path, user=ada)
    first.wait_for_selector(".tiptap[aria-labelledby]")
    first.fill("#id_headline", "One round")
    typed_and_lost(first.context, path, "Another round")
    type_at_the_end_of(first, ".tiptap", "They met.")
    first.click("input[name=_save]")
    first.wait_for_url("**/admin/articles/article/")
    assert offered(opened(first.context, path)) == ["Another round"]
