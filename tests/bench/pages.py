"""Lines 1 and 2: the page of a story and the answer that it did not change, beside the floor and beside Wagtail."""

from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.publishing import publish
from tests.bench.peering import peer_page
from tests.bench.serving import Server, serving
from tests.bench.sizes import Size
from tests.bench.stories import cast, library, ready
from tests.bench.telling import Row, at_most, less

HELLO = "/bench/hello/"
WIDE = ("articles_editionpage", "articles_editioncontent")


def measure(size: Size) -> list[Row]:
    """CPU of one request, in rounds of all four; then queries, and what the answer “not modified” reads."""
    ada, boris, vera = cast()
    page = f"/articles/{publish(ready(1, library(vera), write=ada, check=boris, edit=vera), by=vera).article.slug}/"
    with serving("policydesk.wsgi", "tests.bench.settings") as ours, peer_page() as (peer, story):
        tag = _warm(ours, page)
        sizes = len(ours.get(page)[2]), len(peer.get(story)[2])
        rounds = [_round(ours, page, tag, peer, story, size.requests) for _round_number in range(size.rounds)]
    hello, full, same, wagtail = (median(row) for row in zip(*rounds, strict=True))
    reads = _queries(page)
    asks = _queries(page, tag)
    return [
        less("1 a story's page", full, "ms CPU", "Wagtail, uncached", wagtail, 10),
        less("1 a story's page", full, "ms CPU", "a bare hello", hello, 0.6),
        at_most("1 its queries", len(reads), "queries", 2),
        less("1 its size", sizes[0] / 1000, "kB", "Wagtail", sizes[1] / 1000),
        less("2 “not modified”", same, "ms CPU", "the same page in full", full, 1),
        less("2 “not modified”", same, "ms CPU", "a bare hello", hello),
        at_most("2 its queries", len(asks), "queries", 1),
        at_most("2 wide rows it reads", sum(any(name in sql for name in WIDE) for sql in asks), "", 0),
    ]


def _warm(ours: Server, page: str) -> str:
    for _time in range(20):
        _status, headers, _body = ours.get(page)
    return headers["etag"]


def _round(ours: Server, page: str, tag: str, peer: Server, story: str, times: int) -> tuple[float, ...]:
    return (
        ours.milliseconds(HELLO, times),
        ours.milliseconds(page, times),
        ours.milliseconds(page, times, 304, if_none_match=tag),
        peer.milliseconds(story, max(10, times // 10)),
    )


def _queries(page: str, tag: str = "") -> list[str]:
    """The SQL of one request."""
    with CaptureQueriesContext(connection) as asked:
        Client().get(page, headers={"if-none-match": tag} if tag else {})
    return [query["sql"] for query in asked.captured_queries]
