"""What is typed into the form of a story stays in the browser until it is saved, whatever other tabs do."""

import pytest

from tests.browser.axe import DESK_LOOKS, sideways_scroll, violations
from tests.browser.editor import type_at_the_end_of
from tests.desk import page as address
from tests.stories import a_story, fresh

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"


@pytest.fixture
def story(ada):
    return a_story(ada)


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
