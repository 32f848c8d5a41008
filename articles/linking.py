"""The whole copies that readers may open from the cards of a story.

They change with the rights of a source, with a further copy, and when a story is published. So, as related commitments
do, they stand on the publication: the page of the story asks nothing more for them, and a reader's copy that links to
others is good no more.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from articles.cards import SHORT_HASH
from articles.models import EditionCitation, Publication
from sources.enums import PublicCopy
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
    """By story, of these: the copies that readers may have of the sources that any edition of it cites.

    `articles` are keys, or a query for them.
    """
    cites = Q(public_copy=PublicCopy.NONE) | Q(edition_citations=None)
    sources = list(Source.objects.exclude(cites).distinct())
    held = numbered_of(sources)
    copies = {source.pk: list(_copies(source, held[source.pk])) for source in sources}
    uses = EditionCitation.objects.filter(source__in=copies, claim__edition__article__in=articles).order_by("source")
    found: dict[int, list[dict[str, Any]]] = {}
    for article, source in uses.values_list("claim__edition__article", "source").distinct():
        found.setdefault(article, []).extend(copies[source])
    return found


def _copies(source: Source, held: Numbered) -> Iterable[dict[str, Any]]:
    for number, snapshot in held:
        if is_shared(source, snapshot):
            yield {"sha256": snapshot.sha256, "source": source.public_id, "number": number}


def paths_of(copies: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Where the copies that stand on a publication are, by the beginning of their hash that cards print."""
    return {row["sha256"][:SHORT_HASH]: reverse("sources:copy", args=[row["source"], row["number"]]) for row in copies}


def follow_sharing(sender: Any, *, source: Source, **_more: Any) -> None:
    """Readers may have other copies of `source` now: what `sources.signals` sends."""
    uses = EditionCitation.objects.filter(source=source).order_by()
    link_copies(uses.values_list("claim__edition__article", flat=True).distinct())
