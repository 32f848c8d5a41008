"""A query that is built once gives what the query itself gives."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.caching import NARROW, NARROW_ROW
from articles.models import Article, Publication
from policydesk.lib.prepared import Prepared, PreparedInTime
from tests.editions import print_edition
from tests.samples import sample_content
from tests.stories import a_story


def test_a_prepared_query_gives_rows_and_values_as_the_query_does(vera):
    slugs = [print_edition(sample_content(), by=vera).slug]
    full = Prepared(lambda slug: Publication.objects.select_related("edition__page").filter(slug=slug), "slug")
    for slug in (*slugs, "none", *slugs):
        told = list(Publication.objects.filter(slug=slug).values_list(*NARROW))
        with CaptureQueriesContext(connection) as asked:
            assert NARROW_ROW.rows(slug) == told
            rows = full.rows(slug)
            pages = [(row.slug, row.edition.digest, bool(row.edition.page.html), row.related) for row in rows]
        assert pages == [(slug, digest, True, related) for digest, related, *_rest in told]
        assert len(asked) == 2


def test_a_stand_in_that_the_query_does_not_hold_is_refused(db):
    with pytest.raises(ValueError, match="does not hold"):
        Prepared(lambda slug, other: Publication.objects.filter(slug=slug), "slug", "other").rows("a", "b")


def test_what_is_reckoned_from_the_moment_moves_with_it(ada, settings):
    story = a_story(ada)
    due = datetime(2024, 3, 10, 23, 30, tzinfo=UTC)
    Article.objects.filter(pk=story.pk).update(deadline=due, story_date=date(2024, 3, 11))

    def build(key, at):
        soon, today = at + timedelta(hours=2), timezone.localdate(at)
        return Article.objects.filter(pk=key, deadline__lte=soon, story_date__lte=today).values_list("pk")

    settings.TIME_ZONE = "Asia/Tokyo"  # where it is the eleventh before ten at night in Greenwich
    query = PreparedInTime(build, -5)
    for hours in (-9, -3, -2, -1, 0, 30):
        at = due + timedelta(hours=hours)
        assert query.rows(story.pk, at) == list(build(story.pk, at))
    assert (query.rows(story.pk, due), query.rows(story.pk, due - timedelta(hours=3))) == ([(story.pk,)], [])
    assert query.rows(story.pk + 1, due) == []


def test_a_query_that_asks_the_clock_is_not_kept(db):
    clocked = PreparedInTime(lambda key, at: Article.objects.filter(pk=key, deadline__lte=timezone.now()), -5)
    with pytest.raises(ValueError, match="asks the clock"):
        clocked.rows(1, timezone.now())
