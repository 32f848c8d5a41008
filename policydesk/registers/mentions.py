"""Where stories and commitments name an actor, carry a tag or stand on a source: what the registers list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from actors.models import Actor
from articles.enums import READINGS, Reading, reading_key
from articles.listing import Claimed, claimed, with_story
from articles.models import EditionActor, EditionClaim, EditionTag
from articles.wording import When, day_of
from commitments.models import Commitment, CommitmentTag


@dataclass(frozen=True)
class Group:
    """The claims that readers see under one label: how many in all, the days of the first and the last of the editions
    that print them, and the newest of them."""

    reading: Reading
    count: int
    first: When
    last: When
    claims: tuple[Claimed, ...]


def groups(claims: QuerySet, *, newest: int) -> list[Group]:
    """The claims by label, in the order of the vocabulary: a count and the `newest` of each, in one query. No score, no
    ranking."""
    kind: Any = {"partition_by": ["status", "kind"]}
    told = claims.annotate(
        place=Window(RowNumber(), order_by=["-edition__sequence", "number"], **kind),
        all_of_kind=Window(Count("pk"), **kind),
        first_at=Window(Min("edition__at"), **kind),
        last_at=Window(Max("edition__at"), **kind),
    )
    by_label: dict[str, list[Any]] = {}
    for row in with_story(told.filter(place__lte=newest)):
        by_label.setdefault(reading_key(row.status, row.kind), []).append(row)
    return [_group(reading, by_label[key], newest) for key, reading in READINGS.items() if key in by_label]


def _group(reading: Reading, rows: list[Any], newest: int) -> Group:
    """Those rows of one label, which may hold claims of several kinds; each says how many of its kind there are."""
    counts = {(row.status, row.kind): row.all_of_kind for row in rows}
    first, last = min(row.first_at for row in rows), max(row.last_at for row in rows)
    shown = tuple(claimed(row) for row in rows[:newest])
    return Group(reading, sum(counts.values()), day_of(first), day_of(last), shown)


def merged(actor: Actor) -> Q:
    """Rows of the actor and of those that were merged into it, by their foreign key `actor`."""
    return Q(actor=actor) | Q(actor__merged_into=actor)


def stories_naming(stories: QuerySet, actor: Actor) -> QuerySet:
    """Those stories whose current edition names the actor."""
    return stories.filter(Exists(EditionActor.objects.filter(merged(actor), edition=OuterRef("edition"))))


def stories_tagged(stories: QuerySet, tags: Iterable[Any]) -> QuerySet:
    """Those stories whose current edition carries one of the tags."""
    return stories.filter(Exists(EditionTag.objects.filter(edition=OuterRef("edition"), tag__in=list(tags))))


def commitments_tagged(commitments: QuerySet, tags: Iterable[Any]) -> QuerySet:
    """Those commitments on one of the topics."""
    return commitments.filter(Exists(CommitmentTag.objects.filter(content_object=OuterRef("pk"), tag__in=list(tags))))


def commitments_on(commitments: QuerySet, source: Any) -> QuerySet:
    """Those commitments that stand on a passage of the source: their words, a side's own, a challenge, the log."""
    found = Q(pk__in=[])
    for path in ("undertaking", "contested_by", "parties__own_wording", "status_changes__evidence__excerpt"):
        for where in ("source", "snapshot__source"):
            found |= Q(pk__in=Commitment.objects.filter(**{f"{path}__{where}": source}).order_by().values("pk"))
    return commitments.filter(found)


def said_by(actor: Actor) -> QuerySet:
    """The claims of current editions that the actor, or one merged into it, says."""
    return EditionClaim.objects.current().filter(Q(speaker=actor) | Q(speaker__merged_into=actor))
