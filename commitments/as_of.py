"""PURE  The day as of which readers ask for the ledger: what had come true by then, or what the desk knew by then."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from articles.wording import When, day_of

TRUE, KNOWN = "true", "known"


@dataclass(frozen=True)
class AsOf:
    """A day and the dates that count: those from which things hold (`true`), or when they were recorded (`known`).

    A date that is known in part holds from the first day it may mean: what is dated “2024” holds on 1 May 2024.
    """

    day: date
    dates: str = TRUE

    @property
    def known(self) -> bool:
        """Whether it asks for what the desk knew, and not for what had come true."""
        return self.dates == KNOWN

    @property
    def end(self) -> datetime:
        """The first moment that is too late: the day is over, in UTC as readers see days."""
        return datetime.combine(self.day + timedelta(days=1), time.min, tzinfo=UTC)

    @property
    def when(self) -> When:
        """The day in words."""
        return day_of(self.day)

    @property
    def query(self) -> str:
        """How an address asks for it."""
        return urlencode({"as_of": self.day.isoformat(), "dates": self.dates})

    @property
    def other(self) -> "AsOf":
        """The same day by the other dates."""
        return AsOf(self.day, TRUE if self.known else KNOWN)

    def holds(self, entry: Any) -> bool:
        """Whether an entry of the log counts on that day."""
        return entry.recorded_at < self.end if self.known else entry.effective_on.earliest <= self.day
