"""Fetching many sources: one after the other, politely to each site, with patience for what may pass."""

import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused
from policydesk.lib.fetching import Fetched, Seen, fetch
from policydesk.lib.guarding import NotFetched
from sources.archiving import Getting, Kept, capture, settle_failed, told
from sources.enums import CaptureResult, Confidentiality, SnapshotKind
from sources.models import CaptureRequest, Source

GAP = 1.0  # seconds between two requests to one site
PAUSES = (2.0, 4.0)  # seconds before the second and the third try
STARTED_LONG_AGO = timedelta(minutes=10)  # whoever began it does not go on: three tries take less than one

log = logging.getLogger(__name__)


@dataclass
class Polite:
    """Fetches like `get`, a second after the last request to the same site, and twice more what may pass."""

    get: Getting = fetch
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    asked_at: dict[str, float] = field(default_factory=dict)

    def __call__(self, url: str, seen: Seen | None = None) -> Fetched:
        """What came. Raises NotFetched when it does not pass, or did not in three tries."""
        for pause in PAUSES:
            try:
                return self._once(url, seen)
            except NotFetched as refusal:
                if not refusal.passing:
                    raise
            self.sleep(pause)
        return self._once(url, seen)

    def _once(self, url: str, seen: Seen | None) -> Fetched:
        wait = self.asked_at.get(_site(url), -math.inf) + GAP - self.clock()
        if wait > 0:
            self.sleep(wait)
        reached = url
        try:
            found = self.get(url, seen)
            reached = found.final_url
            return found
        finally:
            self.asked_at |= dict.fromkeys((_site(url), _site(reached)), self.clock())


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


@dataclass(frozen=True)
class Job:
    """A source to fetch, and who asked for it at the desk."""

    source: Source
    asked: CaptureRequest | None = None

    @property
    def label(self) -> str:
        """What a progress bar calls it."""
        return self.source.public_id


@dataclass(frozen=True)
class Outcome:
    """What came of one source: a result, its sentence, and the copy that the desk has of it now."""

    source: Source
    result: CaptureResult
    sentence: str
    kept: Kept | None = None


def queued() -> list[Job]:
    """What was asked for at the desk and waits, the oldest first."""
    rows = CaptureRequest.objects.filter(_waiting()).select_related("source", "asked_by").order_by("asked_at", "pk")
    return [Job(row.source, row) for row in rows]


def uncopied(*, again: bool = False) -> list[Job]:
    """Public sources that have an address and no copy of the document yet; with `again`, those that have one too."""
    rows = Source.objects.filter(confidentiality=Confidentiality.PUBLIC).exclude(url="").order_by("pk")
    if not again:
        rows = rows.exclude(snapshots__kind__in=[SnapshotKind.FULL, SnapshotKind.UPLOAD])
    return [Job(row) for row in rows]


def capture_each(
    jobs: Iterable[Job], *, get: Getting | None = None, halt: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Fetch them one after the other, until `halt` says so. One that another run has taken is passed over.

    Never raises for what one source did: the next one is fetched all the same. Raises DatabaseError.
    """
    get = get or Polite()
    for job in jobs:
        if halt():
            return
        if job.asked is None or _taken(job.asked):
            yield _fetched(job, get)


def _fetched(job: Job, get: Getting) -> Outcome:
    by = job.asked.asked_by if job.asked else None
    try:
        job.source.refresh_from_db()  # it may have become confidential while others were fetched
        kept = capture(job.source, by=by, asked=job.asked, get=get)
    except Refused as refusal:
        return Outcome(job.source, CaptureResult.FAILED, str(refusal))
    except DatabaseError:
        raise
    except Exception:  # what a site sends may break what reads it, and the sources after it are fetched
        log.exception("source %s was not captured", job.source.public_id)
        sentence = _("Something went wrong that nobody foresaw. The log of the program has it.")
        settle_failed(job.source, sentence, by=by, asked=job.asked)
        return Outcome(job.source, CaptureResult.FAILED, sentence)
    return Outcome(job.source, CaptureResult.SAVED if kept.is_new else CaptureResult.UNCHANGED, told(kept), kept)


def _waiting() -> Q:
    now = timezone.now()
    return Q(done_at=None) & (Q(started_at=None) | Q(started_at__lt=now - STARTED_LONG_AGO))


@transaction.atomic
def _taken(asked: CaptureRequest) -> bool:
    """Whether the request was free, and is ours now: two runs at once never ask a site for the same."""
    row = CaptureRequest.objects.select_for_update().filter(_waiting(), pk=asked.pk).first()
    if row is None:
        return False
    row.started_at = asked.started_at = timezone.now()
    row.save(update_fields=["started_at"])
    return True
