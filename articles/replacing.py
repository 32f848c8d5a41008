"""Letting one source take the place of another: citations whose passage stands there go over, the old one falls."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.citing import move_citation
from articles.models import Citation
from articles.noticing import settle_notices
from sources import retracting
from sources.models import Excerpt, Source
from sources.replacing import Passage, check_can_replace, passages_in


@dataclass(frozen=True)
class Replaced:
    """What went over to the new source, and what stays with the old one and needs another look."""

    moved: list[Citation]
    left: list[Citation]


def citations_of(source: Source) -> QuerySet[Citation]:
    """The citations of it by claims that stand on the desk."""
    rows = Citation.objects.filter(source=source, claim__retired_at=None)
    return rows.select_related("claim__article", "excerpt").order_by("claim__article", "claim__start", "pk")


def foreseen(source: Source, other: Source) -> list[Passage]:
    """How the passages that claims cite from `source` stand in the copies of `other`. Writes nothing."""
    return passages_in(other, Excerpt.objects.filter(citations__in=citations_of(source)).order_by("pk").distinct())


@transaction.atomic
def replace_source(
    source: Source, other: Source, *, by: Any, reason: str, at: datetime | None = None, version: int | None = None
) -> Replaced:
    """Let `other` take the place of `source`, with everything that follows.

    A citation whose passage stands in a copy of `other` goes over with its new grade: its claim asks for another check,
    as what was signed is another copy now. One whose passage is not there, or that has none, stays. The old source
    counts no more: notices for readers, claims to check again, commitments that say so, as when it is retracted.
    Raises NotAllowed, Stale or Refused; then nothing is written.
    """
    at = at or timezone.now()
    check_can_replace(source, other, by)
    retracting.retract(source, by=by, reason=reason, replaced_by=other, at=at, version=version)
    found = {row.excerpt.pk for row in foreseen(source, other) if row.found}
    done = Replaced([], [])
    for citation in citations_of(source):
        goes = citation.excerpt_id in found and move_citation(citation, other, by=by)
        (done.moved if goes else done.left).append(citation)
    settle_notices(source, by=by, at=at)
    return done
