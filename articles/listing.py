"""Stories as lists show them: the public ones, each with its first words, its tags and one sentence on its claims.

Home, list, feed and sitemap all ask here; no list of stories is made anywhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.urls import reverse

from articles.corrections import Correction, read_correction
from articles.enums import (
    READINGS,
    SPOKEN_KINDS,
    UNCHECKED,
    EditionKind,
    Reading,
    Release,
    Status,
    WorkType,
    reading_key,
)
from articles.models import Edition, EditionClaim, Publication
from articles.wording import When, count_sentence, day, day_of

CONTENT = "edition__content__content"
SAID = Q(status=Status.CONFIRMED, kind__in=SPOKEN_KINDS)
CAVEATS = [status for status in Status if READINGS[status].caveat and status not in UNCHECKED]


@dataclass(frozen=True)
class Claimed:
    """A claim as the current edition of its story prints it."""

    words: str
    path: str
    reading: Reading
    headline: str
    story: str
    story_date: When


@dataclass(frozen=True)
class Story:
    """One line of a list of stories. Of a withdrawn one only headline, story date, reason and dates are filled.

    `corrections` are those that its newest edition brought. By `key` it is known whatever becomes of its address.
    """

    key: int
    slug: str
    path: str
    headline: str
    standfirst: str
    work_type: str
    story_date: When
    version: int
    kind: str
    footing: str
    withdrawn: bool
    reason: str
    published_at: datetime
    changed_at: datetime
    checked: str
    tags: list[dict[str, str]]
    corrections: tuple[Correction, ...]

    @property
    def published(self) -> When:
        """The day of the first edition."""
        return day_of(self.published_at)

    @property
    def changed(self) -> When:
        """The day of the edition that stands now."""
        return day_of(self.changed_at)


def stories() -> QuerySet[Publication]:
    """The stories that readers may see, newest first by first publication: an update does not read as a new story."""
    return Publication.objects.public().order_by("-pk")


def printed(name: str, content: str = CONTENT) -> Cast:
    """A text of the article's part of the content, as an expression on publications or on what has it at `content`."""
    return Cast(KeyTextTransform(name, KeyTransform("article", content)), TextField())


def summarised(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """Add what a line shows, in the same query. Slice first: the counts are made per row."""
    claims = EditionClaim.objects.filter(edition=OuterRef("edition")).order_by().values("edition")
    first = Edition.objects.filter(article=OuterRef("article"), number=1)
    return publications.select_related("edition").annotate(
        headline=printed("headline"),
        standfirst=printed("standfirst"),
        work_type=printed("work_type"),
        story_date=printed("story_date"),
        tags=KeyTransform("tags", KeyTransform("article", CONTENT)),
        corrections=KeyTransform("corrections", CONTENT),
        published_at=Subquery(first.values("at")[:1]),
        claim_count=Subquery(claims.annotate(n=Count("pk")).values("n")),
        said_count=Subquery(claims.annotate(n=Count("pk", filter=SAID)).values("n")),
        caveat_count=Subquery(claims.annotate(n=Count("pk", filter=Q(status__in=CAVEATS))).values("n")),
        unread_count=Subquery(claims.annotate(n=Count("pk", filter=Q(status__in=UNCHECKED))).values("n")),
        analysis_count=Subquery(claims.annotate(n=Count("pk", filter=Q(status=Status.ANALYSIS))).values("n")),
    )


def lines(publications: Iterable[Any]) -> list[Story]:
    """Turn summarised publications into the lines of a list."""
    return [_line(row) for row in publications]


def recent_editions(most: int) -> list[Story]:
    """The stories whose newest editions are the newest of all, withdrawals among them: what a feed reports."""
    return lines(summarised(Publication.objects.newest_first())[:most])


def _line(row: Any) -> Story:
    edition = row.edition
    footing = Release(edition.release)
    return Story(
        key=row.pk,
        slug=row.slug,
        path=reverse("articles:article", args=[row.slug]),
        headline=row.headline,
        standfirst=row.standfirst or "",
        work_type=str(WorkType(row.work_type).label) if row.work_type else "",
        story_date=day(row.story_date),
        version=edition.number,
        kind=str(EditionKind(edition.kind).label),
        footing="" if footing == Release.CHECKED else str(footing.label),
        withdrawn=edition.kind == EditionKind.WITHDRAWAL,
        reason=edition.reason,
        published_at=row.published_at,
        changed_at=edition.at,
        checked=count_sentence(
            row.claim_count or 0,
            said=row.said_count or 0,
            caveats=row.caveat_count or 0,
            analysis=row.analysis_count or 0,
            unread=row.unread_count or 0,
        ),
        tags=row.tags or [],
        corrections=tuple(_own(row.corrections or [], edition)),
    )


def _own(told: list[dict[str, Any]], edition: Edition) -> Iterable[Correction]:
    """The corrections that this very edition brought."""
    return (read_correction(entry) for entry in told if entry["edition"] == edition.number)


def claimed(row: Any) -> Claimed:
    """The claim of an EditionClaim row that `with_story` prepared."""
    return Claimed(
        row.words,
        reverse("articles:claim", args=[row.public_id]),
        READINGS[reading_key(row.status, row.kind)],
        row.headline,
        reverse("articles:article", args=[row.edition.publication.slug]),
        day(row.story_date),
    )


def with_story(claims: QuerySet) -> QuerySet:
    """Claims of current editions with what `claimed` asks for, newest story first."""
    rows = claims.annotate(headline=printed("headline"), story_date=printed("story_date"))
    return rows.select_related("edition__publication").order_by("-edition__sequence", "number")
