"""The desk around the workbench shuts nobody out: messages, assigning, asking for comment, previews."""

from datetime import UTC, datetime

import pytest

from articles.alerting import alert
from articles.assigning import assign
from articles.editing import save_article
from articles.hearing import ask_comment, note_answer
from articles.models import Alert, CommentRequest, Handover, ReaderReport
from articles.previewing import path_of, revoke, share
from policydesk.filtering import keep_filter
from tests.browser.axe import DESK_LOOKS, barriers, barriers_at, focus_out_of_sight
from tests.conftest import person
from tests.desk import page as address
from tests.stories import BODY, a_claim, a_story, fresh, sourced

NEVER = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def story(ada, boris, vera):
    """A story with everything of it."""
    story = a_story(ada)
    claim = a_claim(story, ada)
    assign(fresh(story), by=vera, assignee=ada, assigned_checker=boris, deadline=story.created, embargo_until=NEVER)
    note_answer(ask_comment(story, by=ada, asked="The port"), "It is not true.", by=ada)
    ask_comment(story, by=ada, asked="The ministry", claim=claim, question="By telephone.", deadline=NEVER)
    revoke(share(story, by=ada), by=vera)
    share(story, by=ada, for_whom="Prof. X")
    alert("reported", story, by=None, to=[vera])
    assign(a_story(vera, headline="Vera's own"), by=vera, assignee=vera)
    Handover.objects.create(by=vera, to=ada, note="Call the ministry.").stories.add(story)
    ReaderReport(
        article=story, claim=claim, edition_number=1, message="It was May: https://example.org/" + 60 * "a",
        email="reader@example.org", received_at=story.created,
    ).save()  # fmt: skip
    keep_filter("articles_article", "My drafts", "state__exact=draft", by=vera)
    return fresh(story)


@DESK_LOOKS
def test_the_pages_around_a_story_have_no_barriers(visit, story, vera, scheme, width):
    pages = [
        address("index"),
        address("articles_article_changelist") + "?state__exact=draft",
        address("articles_handover_add"),
        address("articles_handover_change", Handover.objects.get().pk),
        address("articles_article_change", story.pk),
        address("articles_article_assign", story.pk),
        address("articles_article_comments", story.pk) + f"?correct={CommentRequest.objects.latest('pk').pk}",
        address("articles_article_previews", story.pk),
        address("articles_alert_changelist"),
        address("articles_alert_change", Alert.objects.get(user=vera).pk),
        address("articles_commentrequest_changelist"),
        address("articles_readerreport_changelist"),
        address("articles_readerreport_change", ReaderReport.objects.get().pk),
    ]
    page = visit("/admin/", user=vera, width=width, scheme=scheme)
    assert barriers_at(page, pages) == {}
    link = story.preview_links.get(revoked_at=None)
    assert barriers_at(page, [path_of(link), path_of(story.preview_links.exclude(pk=link.pk).get())]) == {}


@DESK_LOOKS
def test_the_pages_that_change_a_story_at_once_have_no_barriers(visit, story, ada, vera, scheme, width):
    sourced(story.claims.get(), ada)
    save_article(story, by=ada, body=BODY.replace("on Monday ", "on Tuesday "))
    claim, first = story.claims.get(), story.history.earliest()
    pages = [
        address("articles_article_origins", story.pk, claim.public_id),
        address("articles_article_restore", story.pk, first.history_id),
        *(address(f"articles_article_{name}", story.pk) for name in ("authors", "discard", "redact", "schedule")),
        address("sources_source_replace", claim.citations.get().source_id),
        address("taggit_tag_changelist"),
    ]
    page = visit("/admin/", user=vera, width=width, scheme=scheme)
    assert [url for url in pages if page.goto(url).status != 200] == []
    assert barriers_at(page, pages, unfold=True) == {}


@DESK_LOOKS
def test_two_people_at_one_text_meet_no_barriers(visit, ada, vera, scheme, width):
    story = a_story(ada)
    page = visit(address("articles_article_change", story.pk), user=ada, width=width, scheme=scheme)
    page.fill("textarea[name=headline]", "Talks end early")
    save_article(fresh(story), by=vera, headline="Talks end late")
    page.click("input[name=_continue]")
    page.wait_for_selector(".conflicts")
    assert barriers(page) == ([], 0)


@DESK_LOOKS
def test_the_form_of_an_account_has_no_barriers(visit, settings, boris, scheme, width):
    settings.ZEAL_ALLOWLIST = [{"model": "auth.User"}]  # who asks, and whose account it is
    amina = person("amina", "Amina", "Admin", "administrator")
    page = visit(address("auth_user_change", boris.pk), user=amina, width=width, scheme=scheme)
    assert page.get_by_label("checker").is_checked()
    assert barriers(page) == ([], 0)


def test_a_story_is_assigned_from_its_list_by_keyboard_without_javascript(visit, story, ines, vera):
    page = visit(address("articles_article_changelist"), user=vera, width=320, javascript=False)
    page.locator(f"input.action-select[value='{story.pk}']").focus()
    page.keyboard.press("Space")
    page.locator("select[name=action]").select_option("assign_several")
    page.locator("button[name=index]").press("Enter")
    page.get_by_label("Assigned to").select_option("Ines Edit")
    page.get_by_role("button", name="Assign").press("Enter")
    assert "1 story was assigned anew." in page.content()
    assert fresh(story).assignee == ines


def test_the_focus_is_always_in_sight_at_the_desk(visit, story, vera):
    page = visit("/admin/", user=vera, width=1280)
    unseen = []
    for there in ("index", "articles_article_changelist", "articles_article_change", "articles_article_claims"):
        page.goto(address(there, *([story.pk] if there.endswith(("change", "claims")) else [])))
        page.wait_for_load_state("networkidle")
        unseen += focus_out_of_sight(page, 40)
    assert unseen == []
