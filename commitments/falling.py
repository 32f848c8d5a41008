"""What stands on a retracted source, or on a copy of one: it is flagged until other evidence carries it."""

from django.db.models import Q, QuerySet

from commitments.as_of import AsOf
from commitments.models import Commitment, Party, StatusChange, StatusEvidence
from commitments.rating import contested, standing_entries
from sources.models import Excerpt, Source


def on_retracted(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Those that stand on a retracted source, or on a copy of one: by their own words, or by an entry that holds."""
    return commitments.filter(fallen())


def fallen(asof: AsOf | None = None) -> Q:
    """Commitments that stand on a retracted source, or on a copy of one. As of a day the entries of that day count; as
    known on a day, too, what was retracted by then: as true, what we know of a source today."""
    passages = _passages_of(_retracted(asof)).order_by().values("pk")
    entries = StatusChange.objects.standing(asof).order_by()
    log = StatusEvidence.objects.filter(excerpt__in=passages, change__in=entries.values("pk"))
    wordings = Party.objects.filter(own_wording__in=passages).order_by()
    return (
        Q(undertaking__in=passages)
        | (Q(contested_by__in=passages) & contested(asof))
        | Q(pk__in=wordings.values("commitment"))
        | Q(pk__in=log.order_by().values("change__commitment"))
    )


def retracted_under(commitment: Commitment) -> list[Source]:
    """The retracted sources on which it stands, and the copies of such."""
    entries = [entry.pk for entry in standing_entries(commitment)]
    passages = _passages_of(_retracted()).filter(
        Q(commitments=commitment)
        | Q(contested_commitments=commitment)
        | Q(party_wordings__commitment=commitment)
        | Q(status_evidence__change__in=entries)
    )
    works = {passage.work.pk: passage.work for passage in passages}
    return list(works.values())


def _retracted(asof: AsOf | None = None) -> QuerySet[Source]:
    by_then = {"retracted_at__lt": asof.end} if asof and asof.known else {"retracted_at__isnull": False}
    originals = Source.objects.filter(**by_then).order_by().values("pk")
    return Source.objects.filter(Q(**by_then) | Q(copy_of__in=originals)).order_by()


def _passages_of(works: QuerySet[Source]) -> QuerySet[Excerpt]:
    found = Excerpt.objects.filter(Q(source__in=works.values("pk")) | Q(snapshot__source__in=works.values("pk")))
    return found.select_related("source__copy_of", "snapshot__source__copy_of")
