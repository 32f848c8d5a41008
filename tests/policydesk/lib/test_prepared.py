"""A query that is built once gives what the query itself gives."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.caching import NARROW, NARROW_ROW
from articles.models import Publication
from policydesk.lib.prepared import Prepared
from tests.editions import print_edition
from tests.samples import sample_content


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
