"""PURE  Who did what to a story in one go: its events, grouped by person within ten minutes, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from articles.enums import HistoryKind

WITHIN = timedelta(minutes=10)
BEFORE = "before"


@dataclass(frozen=True)
class Event:
    """One row of some table about a story: `pk` in `table`, about `record`; `act`, `said` and `state` as it has them.

    `user` is None for what the desk's own programs did.
    """

    table: str
    pk: int
    record: int | None
    at: datetime
    user: int | None
    who: str
    act: str
    said: str
    state: str
    kinds: tuple[HistoryKind, ...]

    @property
    def is_background(self) -> bool:
        """Whether it only tells what stood before another one: a source as it was before the story cited it."""
        return self.table == "source" and self.state == BEFORE


@dataclass
class Session:
    """The events of one person within ten minutes, newest first. `continued` when an earlier page began it."""

    who: str
    events: list[Event] = field(default_factory=list)
    continued: bool = False

    @property
    def last(self) -> datetime:
        return self.events[0].at

    @property
    def first(self) -> datetime:
        return self.events[-1].at

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many events there are of each kind, in the order of the kinds; each event counts once."""
        kinds = [event.kinds[0] for event in self.events]
        return [(str(kind.label), kinds.count(kind)) for kind in HistoryKind if kind in kinds]


def chosen(events: Iterable[Event], *, kind: str = "", person: str = "") -> list[Event]:
    """The events of that kind and by that person (a key, or "0" for the desk's programs), without the background."""
    return [
        event
        for event in events
        if not event.is_background
        and (not kind or kind in event.kinds)
        and (not person or person == str(event.user or 0))
    ]


def sessions(newest_first: Iterable[Event]) -> list[Session]:
    """The events as sessions, by the newest of each. What two people did at the same time makes two sessions."""
    found: list[Session] = []
    open_ones: dict[int | None, Session] = {}
    for event in newest_first:
        session = open_ones.get(event.user)
        if session is None or session.last - event.at > WITHIN:
            session = open_ones[event.user] = Session(event.who)
            found.append(session)
        session.events.append(event)
    return found


def one_page(all_sessions: Sequence[Session], number: int, size: int) -> list[Session]:
    """The sessions of page `number` (from 1), cut where `size` events are full."""
    begin, end, at = (number - 1) * size, number * size, 0
    page = []
    for session in all_sessions:
        events = session.events[max(0, begin - at) : max(0, end - at)]
        if events:
            page.append(Session(session.who, events, continued=at < begin))
        at += len(session.events)
    return page
