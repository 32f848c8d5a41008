"""The watch over sources that something stands on: which are due, and what a look at one means for claims.

Capturing grades the passages anew and brings claims up to date (`regrading.py`); here is told what came of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.listing import printed
from articles.models import Claim, EditionCitation, EditionClaim, Publication
from articles.resting import PASSAGES, commitments_on
from articles.signing import proof_of
from sources.archiving import Getting
from sources.capturing import Job, Outcome, Polite, capture_one
from sources.doubting import Run
from sources.enums import Confidentiality
from sources.models import Excerpt, Source
from sources.opening import Opening, last_tried, opening_of


@dataclass(frozen=True)
class Look:
    """What came of one source. `claims` need a re-check since; `stories` are those of them that readers see.

    `commitments` stand on a passage that is not found any more. `opening` is how the address stands.
    """

    outcome: Outcome
    opening: Opening | None
    claims: tuple[Claim, ...] = ()
    stories: tuple[Publication, ...] = ()
    commitments: tuple[Any, ...] = ()


def watched() -> QuerySet[Source]:
    """Public sources with an address that a claim of a living story, an edition or a commitment stands on.

    Those that were never looked at come first, then the ones whose look is the longest ago, whatever came of it: a run
    that was stopped goes on where it was, and one that fails because of us waits its turn like any other. What was
    retracted carries nothing any more.
    """
    living = Claim.objects.standing().filter(Q(article__publication=None) | Q(article__in=_public()))
    passages = Q()
    for name in PASSAGES:
        passages |= Q(pk__in=Excerpt.objects.filter(**{f"{name}__isnull": False}).order_by().values("pk"))
    excerpts = Excerpt.objects.filter(passages).order_by().values("pk")
    uses = (
        Q(citations__claim__in=living.order_by().values("pk")),
        Q(edition_citations__in=EditionCitation.objects.current().order_by().values("pk")),
        Q(excerpts__in=excerpts),
        Q(snapshots__excerpts__in=excerpts),
    )
    standing = Q()
    for use in uses:
        standing |= Q(pk__in=Source.objects.filter(use).order_by().values("pk"))
    rows = Source.objects.filter(standing, confidentiality=Confidentiality.PUBLIC, retracted_at=None).exclude(url="")
    return rows.annotate(tried_at=last_tried()).order_by(F("tried_at").asc(nulls_first=True), "pk")


def _public() -> QuerySet[Any]:
    return Publication.objects.public().values("article")


def due(older_than: timedelta, *, at: datetime | None = None) -> list[Job]:
    """Watched sources at which nobody looked for that long; one that another run looks at meanwhile is passed over."""
    now = at or timezone.now()
    rows = watched().filter(Q(tried_at=None) | Q(tried_at__lte=now - older_than))
    return [Job(row, listed_at=now) for row in rows]


def watch_each(
    jobs: Iterable[Job], *, get: Getting | None = None, halt: Callable[[], bool] = lambda: False
) -> Iterator[Look]:
    """Look at one source after the other, until `halt` says so. Never raises for what one source did.

    Raises DatabaseError, and NoNames when no name leads anywhere: after a few, or at the end.
    """
    run = Run(get or Polite())
    for job in jobs:
        if halt():
            return
        before = _Before(job.source)
        for outcome in capture_one(job, run):
            yield _told(outcome, before)
        run.check()
    run.check(few=1)


class _Before:
    """What stood before a look: how the passages of the source are found, and which claims on it ask for a look."""

    def __init__(self, source: Source) -> None:
        self.proofs = {row.pk: proof_of(row) for row in _passages(source)}
        self.stale = set(_stale(source).values_list("pk", flat=True))


def _passages(source: Source) -> QuerySet[Excerpt]:
    return Excerpt.objects.filter(Q(source=source) | Q(snapshot__source=source))


def _stale(source: Source) -> QuerySet[Claim]:
    on = Claim.objects.standing().filter(citations__source=source, needs_recheck=True).order_by().values("pk")
    return Claim.objects.filter(pk__in=on).select_related("article").order_by("article", "start", "pk")


def _told(outcome: Outcome, before: _Before) -> Look:
    source = outcome.source
    opening = opening_of(source)
    if not (outcome.kept and outcome.kept.is_new):
        return Look(outcome, opening)
    claims = tuple(_stale(source).exclude(pk__in=before.stale))
    lost = [row.pk for row in _passages(source) if proof_of(row) not in ("", before.proofs.get(row.pk))]
    return Look(
        outcome,
        opening,
        claims=claims,
        stories=tuple(_printing(claims)),
        commitments=tuple(commitments_on(Excerpt.objects.filter(pk__in=lost))),
    )


def _printing(claims: Iterable[Claim]) -> QuerySet[Any]:
    """The stories that readers see with one of these claims, each with its `headline`."""
    rows = EditionClaim.objects.filter(public_id__in=[claim.public_id for claim in claims]).values("edition")
    stories = Publication.objects.public().filter(edition__in=rows)
    return stories.select_related("edition").annotate(headline=printed("headline")).order_by("pk")
