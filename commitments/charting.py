"""PURE  Rows of the ledger → the geometry of its timeline. The template draws it as SVG: it only puts numbers in.

All numbers are whole user units of a picture that is WIDTH wide; a row is ROW high.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from textwrap import wrap

from articles.enums import Reading
from articles.wording import When, day, day_of
from policydesk.lib.dates import PartialDate

WIDTH, ROW, TOP, FOOT = 960, 34, 30, 22
LEFT, RIGHT = 262, 946  # between them lie the days; the names stand before
STRIP = 46  # height of the strip that shows how dense the whole list is
LETTERS, LINES_OF_NAME, LEADING = 34, 2, 13  # of a name as the column holds it; the title of the link has all of it
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 12_000, 60_000)  # months between two lines of the grid
LINES = 6  # of the grid, at most
BUCKETS = 76


@dataclass(frozen=True)
class Entry:
    """What a row shows: a commitment, its glyph and class, when it was made, is due, and when its log moved."""

    href: str
    title: str
    told: str
    reading: Reading
    made: PartialDate
    due: PartialDate | None
    steps: tuple[date, ...]
    late: bool


@dataclass(frozen=True)
class Bar:
    """A row as it is drawn. `due` is None where its words give no date; then dashes run to the edge."""

    entry: Entry
    label: tuple[str, ...]
    y: int
    made: int
    due: int | None
    late: int | None
    steps: tuple[int, ...]

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Its name, each line with where it stands: around the middle of the row."""
        first = self.y + 4 - LEADING * (len(self.label) - 1) // 2
        return [(first + LEADING * place, words) for place, words in enumerate(self.label)]

    @property
    def top(self) -> int:
        """The upper corner of its diamonds."""
        return self.y - 6


@dataclass(frozen=True)
class Tick:
    """A line of the grid with its month."""

    x: int
    when: When

    @property
    def label_x(self) -> int:
        """Where the name of its month begins."""
        return self.x + 4


@dataclass(frozen=True)
class Stroke:
    """A column of the strip: how many were made in that stretch of time."""

    x: int
    y: int
    width: int
    height: int
    here: bool


@dataclass(frozen=True)
class Chart:
    """The whole picture. `strip` is empty while one page holds the whole list."""

    height: int
    top: int
    bottom: int
    today: int
    today_words: str
    at_end: bool
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    strip: tuple[Stroke, ...]
    all: int
    width: int = WIDTH
    right: int = RIGHT

    @property
    def head(self) -> int:
        """Where the lines of the grid begin."""
        return self.top - 8

    @property
    def head_y(self) -> int:
        """The base line of the months."""
        return self.top - 12

    @property
    def foot_y(self) -> int:
        """The base line of the words at the line of today."""
        return self.bottom + 14

    @property
    def today_x(self) -> int:
        """Where those words begin, or end."""
        return self.today + (4 if not self.at_end else -4)

    @property
    def strip_y(self) -> int:
        """The base line of the words beside the strip."""
        return STRIP - 4


@dataclass(frozen=True)
class Scale:
    """Days to units."""

    first: date
    last: date

    def x(self, at: date) -> int:
        """Where the day lies; what is out of sight lies at the edge."""
        share = (at - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1))


def chart(entries: Sequence[Entry], today: date, *, all_made: Sequence[date] = ()) -> Chart:
    """The timeline of these entries with a line at `today`. `all_made` are the days on which those of the whole list
    were made, when it has more pages than this one."""
    scale = _scale(entries, today)
    top = TOP + (STRIP if all_made else 0)
    bars = tuple(_bar(entry, top + ROW * place + ROW // 2, scale, today) for place, entry in enumerate(entries))
    bottom = top + ROW * len(entries)
    now = scale.x(today)
    return Chart(
        height=bottom + FOOT,
        top=top,
        bottom=bottom,
        today=now,
        today_words=day_of(today).words,
        at_end=now > (LEFT + RIGHT) // 2,
        bars=bars,
        ticks=tuple(_ticks(scale)),
        strip=tuple(_strip(all_made, {entry.made.earliest for entry in entries})),
        all=len(all_made),
    )


def _scale(entries: Iterable[Entry], today: date) -> Scale:
    """From the first day that is drawn to the last, with a little room on both sides."""
    days = [today]
    for entry in entries:
        days += [entry.made.earliest, *entry.steps, *([entry.due.latest] if entry.due else [])]
    room = timedelta(days=max((max(days) - min(days)).days // 40, 3))
    return Scale(_shifted(min(days), -room), _shifted(max(days), room))


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _bar(entry: Entry, y: int, scale: Scale, today: date) -> Bar:
    due = scale.x(entry.due.latest) if entry.due else None
    return Bar(
        entry=entry,
        label=tuple(wrap(entry.title, LETTERS, max_lines=LINES_OF_NAME, placeholder="…")),
        y=y,
        made=scale.x(entry.made.earliest),
        due=due,
        late=scale.x(today) if entry.late else None,
        steps=tuple(dict.fromkeys(scale.x(step) for step in sorted(entry.steps))),
    )


def _ticks(scale: Scale) -> Iterable[Tick]:
    """Beginnings of months, as far apart as leaves room for their names."""
    first, last = (point.year * 12 + point.month - 1 for point in (scale.first, scale.last))
    apart = next((step for step in STEPS if (last - first) // step <= LINES), STEPS[-1])
    for month in range(-(-(first + 1) // apart) * apart, last + 1, apart):
        at = date(month // 12, month % 12 + 1, 1)
        if (x := scale.x(at)) < RIGHT - 70:
            yield Tick(x, day(at.isoformat()[: 4 if apart % 12 == 0 else 7]))


def _strip(all_made: Sequence[date], here: set[date]) -> Iterable[Stroke]:
    """How many of the whole list were made when, from the first to the last; `here` are the days of this page."""
    if not all_made:
        return
    scale = Scale(min(all_made), max(all_made))
    edges = [round(LEFT + (RIGHT - LEFT) * place / BUCKETS) for place in range(BUCKETS + 1)]
    counts = [0] * BUCKETS
    for at in all_made:
        counts[_bucket(scale, at)] += 1
    shown = {_bucket(scale, at) for at in here}
    for place, (left, right) in enumerate(pairwise(edges)):
        if counts[place]:
            height = max(round((STRIP - 20) * counts[place] / max(counts)), 2)
            yield Stroke(left, STRIP - height, right - left - 2, height, place in shown)


def _bucket(scale: Scale, at: date) -> int:
    return min((scale.x(at) - LEFT) * BUCKETS // (RIGHT - LEFT), BUCKETS - 1)
