"""Corrections and withdrawals as readers are told them, from editions alone: the page, its data and its feed ask here.

A story that is withdrawn is told as withdrawn, and nothing else of it: its corrections quote what was taken down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.urls import reverse

from articles.corrections import corrections_of, read_correction
from articles.enums import EditionKind
from articles.models import Correction, Edition, Publication
from articles.sealing import utc
from articles.wording import When, moment

CURRENT = "article__publication__edition__content__content"


@dataclass(frozen=True)
class Erratum:
    """One correction or withdrawal: of which story, what it is, and what readers are told; `sequence` is its place in
    the chain of editions.
    """

    sequence: int
    slug: str
    path: str
    headline: str
    version: int
    kind: str
    label: str
    text: str
    claims: tuple[dict[str, str], ...]
    published_at: datetime

    @property
    def at(self) -> When:
        """The moment in words."""
        return moment(self.published_at.isoformat())


def errata() -> QuerySet[Edition]:
    """The editions that withdrew their story, or told a correction of one that stands; newest first."""
    standing = Publication.objects.public().values("article")
    told = Correction.objects.order_by().values("edition")
    rows = Edition.objects.filter(Q(kind=EditionKind.WITHDRAWAL) | Q(pk__in=told, article__in=standing))
    return rows.order_by("-sequence").annotate(
        slug=F("article__publication__slug"),
        headline=Cast(KeyTextTransform("headline", KeyTransform("article", CURRENT)), TextField()),
        schema=KeyTransform("schema", "content__content"),
        told=KeyTransform("corrections", "content__content"),
    )


def erratum_lines(rows: Iterable[Any]) -> list[Erratum]:
    """Turn rows of `errata()` into what pages and feeds show. A row that no content tells of is passed over."""
    return [_line(row, told) for row in rows if (told := _told(row))]


def _line(row: Any, told: dict[str, Any]) -> Erratum:
    path = reverse("articles:article", args=[row.slug])
    return Erratum(row.sequence, row.slug, path, row.headline, row.number, published_at=row.at, **told)


def _told(row: Any) -> dict[str, Any] | None:
    if row.kind == EditionKind.WITHDRAWAL:
        label = str(EditionKind.WITHDRAWAL.label)
        return {"kind": EditionKind.WITHDRAWAL.value, "label": label, "text": row.reason, "claims": ()}
    printed = {"number": row.number, "kind": row.kind, "at": utc(row.at), "reason": row.reason}
    content = {"schema": row.schema, "edition": printed, "corrections": row.told}
    own = next((told for told in corrections_of(content) if told["edition"] == row.number), None)
    if own is None:
        return None
    read = read_correction(own)
    return {"kind": read.kind, "label": str(read.label), "text": read.text, "claims": read.claims}
