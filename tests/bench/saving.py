"""Lines 4 and 6: saving a story with everything that hangs on it, and publishing, beside Wagtail's publish."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import save_article
from articles.models import Article
from articles.publishing import publish
from tests.bench.peering import peer_publishes
from tests.bench.sizes import Size
from tests.bench.stories import Shelf, body_of, cast, draft, library, multiplied, ready
from tests.bench.telling import Row, at_least, at_most, less, more
from tests.bench.words import told


def measure(size: Size) -> list[Row]:
    """Saves in rounds with Wagtail's publications; then stories published one after the other."""
    ada, boris, vera = cast()
    shelf = library(vera)
    article, other = draft(1, ada, shelf), draft(2, ada, shelf)
    moved, reworded, wagtail = [], [], []
    for number in range(size.rounds):
        theirs = peer_publishes(size.saves)
        wagtail += theirs["cpu"]
        for again in range(size.saves):
            moved.append(_used(_moving(article, ada, f"{number}.{again}")))
            reworded.append(_used(_rewording(other, ada, f"{number}.{again}")))
    save, change, peer = median(moved), median(reworded), median(wagtail)
    return [
        less("4 save a text, 12 claims move", save, "ms CPU", "Wagtail's publish", peer, 8),
        at_most("4 its queries", _queries(_moving(article, ada, "counted")), "queries", 12),
        less("4 save a text, 12 claims reworded", change, "ms CPU", "Wagtail's publish", peer),
        Row("4 its queries", _queries(_rewording(other, ada, "counted")), "queries"),
        *_published(size, shelf, theirs, ada, boris, vera),
    ]


def _moving(article: Article, by: Any, word: str) -> Callable[[], Any]:
    """A save that adds a sentence at the top: every claim moves."""
    found = Article.objects.get(pk=article.pk)
    body = f"<p>So it began, {word}.</p>{body_of(told(1))}"
    return lambda: save_article(found, by=by, version=found.version, body=body)


def _rewording(article: Article, by: Any, word: str) -> Callable[[], Any]:
    """A save that puts a word into every claim."""
    found = Article.objects.get(pk=article.pk)
    rows = [[first, claim.replace(" ", f" {word} ", 1), *rest] for first, claim, *rest in told(2)]
    return lambda: save_article(found, by=by, version=found.version, body=body_of(rows))


def _published(size: Size, shelf: Shelf, theirs: dict[str, Any], ada: Any, boris: Any, vera: Any) -> list[Row]:
    """So many stories with twelve claims, each published in a transaction of its own."""
    stories = multiplied(ready(3, shelf, write=ada, check=boris, edit=vera), size.stories)
    took = []
    for number in range(0, len(stories), 20):
        began = time.perf_counter()
        for key in stories[number : number + 20]:
            publish(Article.objects.get(pk=key), by=vera)
        took.append((time.perf_counter() - began) / len(stories[number : number + 20]))
    rate = len(stories) / sum(took)
    return [
        at_least(f"6 publish {len(stories)} stories", rate, "/s", 50),
        more("6 publish one after the other", rate, "/s", "Wagtail", 1000 / median(theirs["wall"])),
    ]


def _used(act: Callable[[], Any]) -> float:
    """Milliseconds of CPU that `act` takes."""
    began = time.process_time()
    act()
    return 1000 * (time.process_time() - began)


def _queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len([query for query in asked.captured_queries if query["sql"].split()[0] not in CONTROL])


CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # they bound a transaction and ask for nothing
