"""Does the address of a source still open? Told from the looks at it: nothing is stored beside them.

Looks at another address, which the source had before, tell nothing; nor do those that failed because of us.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from sources.enums import CaptureResult, SnapshotKind, Trouble
from sources.models import CaptureRequest, Snapshot, Source

TIMES = 3  # looks in a row that failed, until an address counts as one that does not open; “gone” counts at once
OPENED = (CaptureResult.SAVED, CaptureResult.UNCHANGED)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Opening:
    """How the address stands. `since`: from when on it does not open; None while it does, or while nobody can say.

    `sentence` is what came of the last look, and `gone` that the site itself says so.
    """

    looked_at: datetime
    opened_at: datetime | None
    since: datetime | None
    gone: bool
    sentence: str


def with_looks(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Each source with `looked_at` (the last look that tells something), `opened_at`, `is_gone`, and `closed_since`.

    Ask `only_closed` for those whose address does not open.
    """
    looks, telling = _looks(), _telling()
    opened = looks.filter(result__in=OPENED).order_by("-done_at")
    failed = looks.exclude(trouble="").filter(done_at__gt=OuterRef("opened_or_never")).order_by("done_at", "pk")
    return sources.annotate(
        looked_at=Subquery(telling.values("done_at")[:1]),
        opened_at=Subquery(opened.values("done_at")[:1]),
        opened_or_never=Coalesce(F("opened_at"), NEVER, output_field=DateTimeField()),
        is_gone=Exists(failed.filter(trouble=Trouble.GONE)),
        failing_since=Subquery(failed.values("done_at")[:1]),
        failed_often=Subquery(failed.values("done_at")[TIMES - 1 : TIMES]),
    ).annotate(
        closed_since=Case(
            When(Q(is_gone=True) | Q(failed_often__isnull=False), then=F("failing_since")),
            default=None,
            output_field=DateTimeField(),
        )
    )


def last_tried() -> Subquery:
    """When somebody looked last, whatever came of it, inside a query on sources."""
    return Subquery(_looks().order_by("-done_at").values("done_at")[:1])


def _looks() -> QuerySet[CaptureRequest]:
    """The looks at the address that the source has now, inside a query on sources."""
    return CaptureRequest.objects.filter(source=OuterRef("pk"), url=OuterRef("url")).exclude(done_at=None)


def _telling() -> QuerySet[CaptureRequest]:
    """Those of them that tell something of the address, the last one first."""
    return _looks().filter(Q(result__in=OPENED) | ~Q(trouble="")).order_by("-done_at", "-pk")


def closed(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Those of them whose address does not open, the longest first."""
    return only_closed(with_looks(sources)).order_by("closed_since", "pk")


def only_closed(rows: QuerySet[Source]) -> QuerySet[Source]:
    """Of sources `with_looks`, those whose address does not open. Reckons only for those that ever failed: few."""
    failed = CaptureRequest.objects.exclude(trouble="").order_by().values("source")
    return rows.filter(pk__in=failed, closed_since__isnull=False)


def opening_of(source: Source) -> Opening | None:
    """How the address of `source` stands; None while nobody looked, or where it has none."""
    rows = with_looks(Source.objects.filter(pk=source.pk)).exclude(looked_at=None)
    row = rows.annotate(came_of_it=Subquery(_telling().values("outcome")[:1])).first()
    return Opening(row.looked_at, row.opened_at, row.closed_since, row.is_gone, row.came_of_it) if row else None


def last_good_copy(source: Source) -> Snapshot | None:
    """The newest copy of the document that we hold: what can be read where its address does not open."""
    return source.snapshots.exclude(kind=SnapshotKind.EXTRACT).first()
