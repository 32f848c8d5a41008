"""The desk's pages in a browser: the editor, and that nobody is shut out of a page."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from actors.registering import register_actor
from articles.claiming import change_claim
from articles.editing import save_article
from articles.noticing import notify_readers, retract_source
from articles.noting import add_note
from articles.publishing import publish
from policydesk.lib.fetching import Fetched
from sources.archiving import capture, keep_upload
from sources.interviewing import write_interview
from tests.browser.axe import DESK_LOOKS, LOOKS, barriers, barriers_at
from tests.browser.editor import type_at_the_end_of
from tests.desk import claims_page
from tests.desk import page as address
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


@DESK_LOOKS
def test_the_form_of_a_story_has_no_barriers(visit, story, ada, scheme, width):
    page = visit(address("articles_article_change", story.pk), user=ada, scheme=scheme, width=width)
    page.wait_for_selector(".tiptap[aria-labelledby]")
    assert barriers(page) == ([], 0)


@DESK_LOOKS
def test_the_start_page_has_no_barriers(visit, story, ada, boris, vera, scheme, width):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    change_claim(claim, by=vera, kind="figure")
    ready(story, by=vera)
    assert barriers(visit("/admin/", user=vera, scheme=scheme, width=width)) == ([], 0)


@LOOKS
def test_lists_and_empty_forms_have_no_barriers(visit, story, ada, boris, vera, scheme, width):
    names = (
        "articles_article_changelist", "articles_claim_changelist", "sources_source_changelist",
        "actors_actor_changelist", "articles_check_changelist", "articles_article_add", "sources_source_add",
        "actors_actor_add",
    )  # fmt: skip
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    register_actor(by=vera, kind="state", name="China", aliases=[{"text": "PRC"}])
    assert barriers_at(visit("/admin/", user=vera, width=width, scheme=scheme), map(address, names)) == {}


@LOOKS
def test_forms_of_records_and_histories_have_no_barriers(visit, story, ada, boris, vera, scheme, width, settings):
    settings.CAPTURE_ENABLED = True
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    actor = register_actor(by=vera, kind="state", name="China", aliases=[{"text": "PRC"}])[0]
    article, source = ready(story, by=vera), claim.citations.get().source
    keep_upload(source, ContentFile(b"%PDF-1.7", "a-report-with-a-name-that-is-long.pdf"), by=ada)
    capture(
        source,
        by=boris,
        get=lambda url, seen: Fetched(url, f"{url}/{'moved' * 30}", 200, "", b"<p>", (), timezone.now()),
    )
    talk = a_source(ada, "Talk", kind="interview", url="", confidentiality="background", described_as="an official")
    held = {"date": date(2024, 3, 4), "medium": "phone", "notes_by": ada, "ground_rules": "background"}
    write_interview(talk, by=ada, **held)
    pages = [
        address("actors_actor_change", actor.pk),
        address("sources_source_change", talk.pk),
        address("sources_source_interview", talk.pk),
        address("sources_source_change", source.pk),
        address("sources_source_upload", source.pk),
        address("sources_source_words", source.pk, "passage"),
        address("sources_source_retract", source.pk),
        address("articles_claim_notice", claim.pk),
        address("articles_article_history", article.pk),
        address("articles_article_version", article.pk, article.history.latest().history_id),
        address("articles_article_publish", article.pk),
        address("articles_article_step", article.pk, "reopen"),
    ]
    assert barriers_at(visit("/admin/", user=vera, width=width, scheme=scheme), pages) == {}


@DESK_LOOKS
def test_a_correction_a_notice_and_a_note_are_written_without_barriers(visit, story, ada, boris, vera, scheme, width):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    notify_readers(claim, "We are asking again.", by=vera)
    for text, on in (("Who counted, @boris?", None), ("Old figure?", claim)):
        add_note(story, text, by=ada, claim=on)
    retract_source(claim.citations.get().source, by=vera, reason="Forged.")
    save_article(fresh(story), by=vera, dateline="Geneva")
    pages = [
        address("articles_article_publish", ready(story, by=vera).pk),
        address("articles_claim_notice", claim.pk),
        address("articles_article_notes", story.pk),
        address("articles_note_changelist"),
        address("sources_source_change", claim.citations.get().source_id),
        claims_page(story, claim),
        f"/articles/{fresh(story).publication.slug}/#claim-1",
        f"/claims/{claim.public_id}/",
    ]
    assert barriers_at(visit("/admin/", user=vera, width=width, scheme=scheme), pages) == {}


def test_the_editor_is_alive_and_its_words_are_saved(visit, story, ada):
    page = visit(address("articles_article_change", story.pk), user=ada)
    type_at_the_end_of(page, ".tiptap h2", " in Geneva")
    page.click("input[name=_continue]")
    assert "<h2>What was agreed in Geneva</h2>" in fresh(story).body


def test_opening_and_saving_a_story_in_the_editor_changes_nothing(visit, story, ada):
    page = visit(address("articles_article_change", story.pk), user=ada)
    page.wait_for_selector(".tiptap")
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist")
    assert (fresh(story).version, story.history.count()) == (story.version, 1)


def test_the_menu_offers_what_the_schema_holds(visit, story, ada):
    page = visit(address("articles_article_change", story.pk), user=ada)
    page.wait_for_selector(".tiptap")
    names = page.eval_on_selector_all("[data-name]", "buttons => buttons.map(button => button.dataset.name)")
    assert names == [
        "heading2", "heading3", "paragraph", "bulletList", "orderedList", "blockquote", "bold", "italic", "link",
        "unlink", "history:undo", "history:redo",
    ]  # fmt: skip


def test_without_javascript_the_body_is_its_html(visit, story, ada):
    page = visit(address("articles_article_change", story.pk), user=ada, javascript=False)
    page.fill("textarea[name=body]", "<p>They met.</p>\n<h2>What came of it</h2>\n<p>Nothing.</p>")
    page.click("input[name=_continue]")
    assert fresh(story).body == "<p>They met.</p>\n<h2>What came of it</h2>\n<p>Nothing.</p>"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_problem_is_on_top_and_has_the_focus(visit, story, ada, javascript):
    page = visit(address("articles_article_change", story.pk), user=ada, javascript=javascript)
    page.fill("textarea[name=headline]", "")
    page.click("input[name=_continue]")
    page.wait_for_selector(".problems")  # the title is empty until the answer stands
    assert page.title().startswith("Error: ")
    assert page.locator(".problems h2").inner_text() == "There is a problem"
    assert page.locator(".problems:focus").count() == 1
    page.click(".problems a")
    assert page.locator("textarea[name=headline]:focus").count() == 1


def test_a_story_goes_from_draft_to_readers_by_buttons(visit, story, ada, boris, vera):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    path = address("articles_article_change", story.pk)
    visit(path, user=ada, javascript=False).click("text=Send to check")
    page = visit(path, user=vera, javascript=False)
    page.click("text=Declare ready…")
    page.click("button.default")
    page.click("text=Publish…")
    page.click("button.default")
    assert fresh(story).state == "released"
    page.goto("/")
    assert page.locator("main").inner_text().count("Talks on tariffs end in Geneva") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_desk_without_four_eyes_says_so_on_every_page(visit, settings, vera, scheme):
    settings.DESK_FOUR_EYES = False
    page = visit("/admin/", user=vera, scheme=scheme)
    assert page.locator(".four-eyes").inner_text().startswith("Four eyes are off.")
    assert barriers(page) == ([], 0)


def test_the_frame_says_who_one_is(visit, vera):
    assert visit("/admin/", user=vera).locator("#user-tools").inner_text().startswith("VERA PUBLISH EDITOR, PUBLISHER")


def test_a_source_takes_an_extract_and_a_passage(visit, story, ada):
    source = sourced(a_claim(story, ada), ada).citations.get().source
    page = visit(address("sources_source_change", source.pk), user=ada, javascript=False)
    page.fill("#id_passage-exact", "It was announced that the two")
    page.click("text=Add a passage >> nth=-1")
    assert "It was announced that the two" in page.locator(".held").inner_text()
