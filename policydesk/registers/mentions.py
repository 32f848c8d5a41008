"""Where stories and commitments name an actor, carry a tag or stand on a source: what the registers list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from actors.models import Actor
from articles.enums import READINGS, Reading, reading_key
from articles.listing import Claimed, claimed, with_story
from articles.models import EditionActor, EditionClaim, EditionTag
from commitments.enums import READINGS as STANDINGS
from commitments.enums import PartyRole
from commitments.models import Commitment, CommitmentTag, Party


@dataclass(frozen=True)
class Group:
    """The claims that readers see under one label: how many in all, and the newest of them."""

    reading: Reading
    count: int
    claims: tuple[Claimed, ...]


def groups(claims: QuerySet, *, newest: int) -> list[Group]:
    """The claims by label, in the order of the vocabulary: a count and the `newest` of each. No score, no ranking."""
    counts: dict[str, int] = {}
    for status, kind, count in claims.order_by().values_list("status", "kind").annotate(n=Count("pk")):
        key = reading_key(status, kind)
        counts[key] = counts.get(key, 0) + count
    place = Window(RowNumber(), partition_by=["status", "kind"], order_by=["-edition__sequence", "number"])
    shown = [claimed(row) for row in with_story(claims.annotate(place=place).filter(place__lte=newest))]
    return [
        Group(reading, counts[key], tuple(claim for claim in shown if claim.reading.key == key)[:newest])
        for key, reading in READINGS.items()
        if key in counts
    ]


def merged(actor: Actor) -> Q:
    """Rows of the actor and of those that were merged into it, by their foreign key `actor`."""
    return Q(actor=actor) | Q(actor__merged_into=actor)


def stories_naming(stories: QuerySet, actor: Actor) -> QuerySet:
    """Those stories whose current edition names the actor."""
    return stories.filter(Exists(EditionActor.objects.filter(merged(actor), edition=OuterRef("edition"))))


def stories_tagged(stories: QuerySet, tags: Iterable[Any]) -> QuerySet:
    """Those stories whose current edition carries one of the tags."""
    return stories.filter(Exists(EditionTag.objects.filter(edition=OuterRef("edition"), tag__in=list(tags))))


def commitments_of(commitments: QuerySet, actor: Actor, role: PartyRole) -> QuerySet:
    """Those commitments in which the actor stands in that part."""
    return commitments.filter(Exists(Party.objects.filter(merged(actor), commitment=OuterRef("pk"), role=role)))


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


def status_counts(parties: QuerySet) -> list[tuple[Reading, int]]:
    """How many of these parties' undertakings stand how, in the order of the vocabulary."""
    counted = dict(parties.order_by().values_list("status").annotate(n=Count("pk")))
    return [(reading, counted[key]) for key, reading in STANDINGS.items() if key in counted]


def said_by(actor: Actor) -> QuerySet:
    """The claims of current editions that the actor, or one merged into it, says."""
    return EditionClaim.objects.current().filter(Q(speaker=actor) | Q(speaker__merged_into=actor))
