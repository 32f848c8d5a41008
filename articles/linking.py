"""The whole copies that readers may open from the cards of a story.

They change with the rights of a source, with a further copy, and when a story is published. So, as related commitments
do, they stand on the publication: the page of the story asks nothing more for them, and a reader's copy that links to
others is good no more. An embargo ends by itself, so it is told with them, and heeded when a page is drawn.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.cards import SHORT_HASH
from articles.models import EditionCitation, Publication
from articles.sealing import utc
from sources.enums import Confidentiality, PublicCopy
from sources.models import Source
from sources.sharing import Numbered, is_shared, numbered_of


def link_copies(articles: Iterable[int]) -> None:
    """Bring the open copies of these stories up to date, in the caller's transaction."""
    standing = list(Publication.objects.filter(article__in=set(articles)))
    found = copies_of([row.article_id for row in standing])
    for row in standing:
        if (copies := found.get(row.article_id, [])) != row.copies:
            Publication.objects.filter(pk=row.pk).update(copies=copies)


def copies_of(articles: Any) -> dict[int, list[dict[str, Any]]]:
    """By story, of these: the copies that the rights let readers have of the sources that any edition of it cites.

    `articles` are keys, or a query for them. An embargo comes and goes without a word: each row says until when.
    """
    citations = EditionCitation.objects.filter(
        claim__edition__article__in=articles, source__confidentiality=Confidentiality.PUBLIC
    )
    rows = citations.exclude(source__public_copy=PublicCopy.NONE).order_by("source")
    uses = list(rows.values_list("claim__edition__article", "source").distinct())
    sources = list(Source.objects.filter(pk__in={source for _article, source in uses}))
    held = numbered_of(sources)
    copies = {source.pk: list(_copies(source, held[source.pk])) for source in sources}
    found: dict[int, list[dict[str, Any]]] = {}
    for article, source in uses:
        found.setdefault(article, []).extend(copies[source])
    return found


def _copies(source: Source, held: Numbered) -> Iterable[dict[str, Any]]:
    until = {"embargo_until": utc(source.embargo_until)} if source.embargo_until else {}
    for number, snapshot in held:
        if is_shared(source, snapshot):
            yield {"sha256": snapshot.sha256, "source": source.public_id, "number": number} | until


def open_of(copies: Iterable[dict[str, Any]], *, at: datetime | None = None) -> list[dict[str, Any]]:
    """Those of the copies that stand on a publication which readers may open at that moment, or now."""
    at = at or timezone.now()
    return [row for row in copies if "embargo_until" not in row or parse_datetime(row["embargo_until"]) <= at]


def paths_of(copies: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Where those that are open now are, by the beginning of their hash that cards print."""
    rows = open_of(copies)
    return {row["sha256"][:SHORT_HASH]: reverse("sources:copy", args=[row["source"], row["number"]]) for row in rows}


def follow_sharing(sender: Any, *, source: Source, **_more: Any) -> None:
    """Readers may have other copies of `source` now: what `sources.signals` sends."""
    uses = EditionCitation.objects.filter(source=source).order_by()
    link_copies(uses.values_list("claim__edition__article", flat=True).distinct())
