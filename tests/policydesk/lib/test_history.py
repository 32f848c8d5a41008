"""Records: history, versions, bookkeeping."""

from datetime import date

import pytest

from articles.models import Article
from policydesk.lib.errors import Stale
from policydesk.lib.history import bookkeep
from tests.stories import a_claim, a_story, fresh


def test_a_save_that_changes_nothing_writes_no_row_and_no_history(ada):
    story = fresh(a_story(ada))
    before, rows = story.modified, story.history.count()
    story.save(by=ada)
    assert (fresh(story).modified, story.history.count()) == (before, rows)


def test_a_save_that_changes_a_field_names_the_person_and_the_reason(ada, boris):
    story = fresh(a_story(ada))
    story.byline = "Ada Report"
    story.save(by=boris, change_reason="Byline asked for")
    newest = story.history.first()
    assert (newest.history_user, newest.history_change_reason, newest.byline) == (
        boris,
        "Byline asked for",
        "Ada Report",
    )


def test_changed_fields_are_named_in_the_order_of_the_model(ada):
    story = fresh(a_story(ada))
    story.story_date, story.headline = date(2024, 3, 6), "Another headline"
    assert story.changed_fields() == ["headline", "story_date"]


def test_taking_a_version_twice_from_the_same_form_is_refused_the_second_time(ada):
    story = a_story(ada)
    shown = story.version
    fresh(story).take_version(shown)
    with pytest.raises(Stale, match="Somebody else changed"):
        fresh(story).take_version(shown)


def test_taking_a_version_writes_no_history_row(ada):
    story = fresh(a_story(ada))
    rows = story.history.count()
    story.take_version()
    assert story.history.count() == rows


def test_bookkeeping_writes_offsets_without_history_and_refuses_what_history_keeps(ada):
    claim = a_claim(a_story(ada), ada)
    rows = claim.history.count()
    bookkeep(claim, prefix="other ")
    assert (fresh(claim).prefix, claim.history.count()) == ("other ", rows)
    with pytest.raises(ValueError, match="history keeps kind"):
        bookkeep(claim, kind="figure")


def test_deleted_tags_stay_in_the_history_of_the_story(ada):
    story = a_story(ada, tag_list="fentanyl, China")
    story = fresh(story)
    story.tag_list = "China"
    story.save(by=ada)
    assert [row.tag_list for row in Article.history.order_by("history_id")] == ["fentanyl, China", "China"]
