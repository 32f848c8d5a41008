"""Fetching many sources: one after the other, politely to each site, with patience for what may pass."""

import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused
from policydesk.lib.fetching import Fetched, Seen, fetch
from policydesk.lib.guarding import NotFetched
from sources.archiving import Getting, Kept, capture, settle_failed, take_turns, told
from sources.doubting import Doubted, Run
from sources.enums import CaptureResult, Confidentiality, SnapshotKind
from sources.models import CaptureRequest, Source

GAP = 1.0  # seconds between two requests to one site
PAUSES = (2.0, 4.0)  # seconds before the second and the third try
LONGEST_WAIT = 30.0  # seconds that a site may ask us to stay away, and be asked again in the same run
STARTED_LONG_AGO = timedelta(minutes=10)  # whoever began it does not go on: three tries take less than two

log = logging.getLogger(__name__)


@dataclass
class Polite:
    """Fetches like `get`, a second after the last request to the same site, and twice more what may pass.

    A site that says for how long it wants to be left alone is left alone, with all its pages.
    """

    get: Getting = fetch
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    asked_at: dict[str, float] = field(default_factory=dict)
    closed_to_us: dict[str, float] = field(default_factory=dict)  # until when

    def __call__(self, url: str, seen: Seen | None = None) -> Fetched:
        """What came. Raises NotFetched when it does not pass, or did not in three tries."""
        for pause in PAUSES:
            try:
                return self._once(url, seen)
            except NotFetched as refusal:
                if not refusal.passing or refusal.wait > LONGEST_WAIT:
                    raise
                pause = max(pause, refusal.wait)
            self.sleep(pause)
        return self._once(url, seen)

    def _once(self, url: str, seen: Seen | None) -> Fetched:
        if self.clock() < self.closed_to_us.get(_site(url), -math.inf):
            raise NotFetched(_("The site asked not to be asked for a while. The next run will."))
        wait = self.asked_at.get(_site(url), -math.inf) + GAP - self.clock()
        if wait > 0:
            self.sleep(wait)
        reached = url
        try:
            found = self.get(url, seen)
            reached = found.final_url
            return found
        except NotFetched as refusal:
            if refusal.wait:
                self.closed_to_us[_site(url)] = self.clock() + refusal.wait
            raise
        finally:
            self.asked_at |= dict.fromkeys((_site(url), _site(reached)), self.clock())


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


@dataclass(frozen=True)
class Job:
    """A source to fetch, and who asked for it at the desk, or when a run listed it by itself.

    One that a run listed is done when another run has looked at it since.
    """

    source: Source
    asked: CaptureRequest | None = None
    listed_at: datetime | None = None

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
    now = timezone.now()
    return [Job(row, listed_at=now) for row in rows]


def capture_each(
    jobs: Iterable[Job], *, get: Getting | None = None, halt: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Fetch them one after the other, until `halt` says so. One that another run has taken is passed over.

    Never raises for what one source did: the next one is fetched all the same. Raises DatabaseError, and NoNames when
    no name leads anywhere: after a few, or at the end.
    """
    run = Run(get or Polite())
    for job in jobs:
        if halt():
            return
        yield from capture_one(job, run)
        run.check()
    run.check(few=1)


def capture_one(job: Job, run: Run) -> Iterator[Outcome]:
    """What came of one source of the run; nothing where another run has taken it. Raises DatabaseError."""
    if mine := _mine(job):
        yield _fetched(mine, run)


def _fetched(job: Job, run: Run) -> Outcome:
    asked = job.asked or CaptureRequest(source=job.source)
    by = asked.asked_by
    try:
        job.source.refresh_from_db()  # it may have become confidential while others were fetched
        kept = capture(job.source, by=by, asked=asked, get=run)
    except Refused as refusal:
        if isinstance(refusal, Doubted):
            run.doubted.append(asked)
        run.settle()
        return Outcome(job.source, CaptureResult.FAILED, str(refusal))
    except DatabaseError:
        raise
    except Exception:  # what a site sends may break what reads it, and the sources after it are fetched
        log.exception("source %s was not captured", job.source.public_id)
        sentence = _("Something went wrong that nobody foresaw. The log of the program has it.")
        settle_failed(job.source, sentence, by=by, asked=asked)
        return Outcome(job.source, CaptureResult.FAILED, sentence)
    run.settle()
    return Outcome(job.source, CaptureResult.SAVED if kept.is_new else CaptureResult.UNCHANGED, told(kept), kept)


def _waiting() -> Q:
    now = timezone.now()
    return Q(done_at=None) & (Q(started_at=None) | Q(started_at__lt=now - STARTED_LONG_AGO))


def _mine(job: Job) -> Job | None:
    """The job, if it is ours: two runs at once never ask a site for the same, unless somebody names the source."""
    if job.asked:
        return job if _taken(job.asked) else None
    if job.listed_at is None:
        return job
    asked = _begun(job.source, job.listed_at)
    return replace(job, asked=asked) if asked else None


@transaction.atomic
def _begun(source: Source, since: datetime) -> CaptureRequest | None:
    """The look that we begin now; None where another run is at it, or has looked since. What waits is worked off."""
    take_turns(source)
    looks = source.capture_requests
    if looks.filter(url=source.url, done_at__gt=since).exists():
        return None
    if waiting := looks.filter(done_at=None).select_related("asked_by").first():
        return waiting if _taken(waiting) else None
    return looks.create(started_at=timezone.now())


@transaction.atomic
def _taken(asked: CaptureRequest) -> bool:
    """Whether the request was free, and is ours now."""
    row = CaptureRequest.objects.select_for_update().filter(_waiting(), pk=asked.pk).first()
    if row is None:
        return False
    row.started_at = asked.started_at = timezone.now()
    row.save(update_fields=["started_at"])
    return True
