"""PURE  Dates that are known only in part: EDTF level 0. The model field stands in date_fields.py."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

SPELLED = re.compile(r"(?:([0-9]{1,2})\.? )?([^\W\d_]{3,9})\.?,? ([0-9]{4})")  # 24 Nov 2026, Nov 2026
MONTH_FIRST = re.compile(r"([^\W\d_]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")  # November 24, 2026


@dataclass(frozen=True)
class PartialDate:
    """A year, a month, a day, or a span of two of these: "2024", "2024-01", "2024-01-28", "2024-01/2024-03".

    `earliest` and `latest` are the first and the last day it may mean. It has no `<`: ask `definitely_before`
    or `definitely_after`, since 2024 is neither before nor after May 2024. `str()` gives the text back.
    Raises ValueError for any other text and for days that no calendar has.
    """

    text: str
    earliest: date = field(init=False, compare=False, repr=False)
    latest: date = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        try:
            points = [_days(point) for point in self.text.split("/", 2)]
        except ValueError as error:
            raise ValueError(f"not a date: {self.text!r}") from error
        first, last = points[0][0], points[-1][1]
        if len(points) > 2 or first > last:
            raise ValueError(f"not a span of dates: {self.text!r}")
        object.__setattr__(self, "earliest", first)
        object.__setattr__(self, "latest", last)

    def __str__(self) -> str:
        return self.text

    def definitely_before(self, other: "PartialDate | date") -> bool:
        """Whether every day it may mean lies before every day that `other` may mean."""
        return self.latest < (other if isinstance(other, date) else other.earliest)

    def definitely_after(self, other: "PartialDate | date") -> bool:
        """Whether every day it may mean lies after every day that `other` may mean."""
        return self.earliest > (other if isinstance(other, date) else other.latest)

    def for_people(self) -> str:
        """As readers see it, in the language of the stories: "28 January 2024", "January 2024", "2024 to 2025"."""
        return " to ".join(_spelled(point) for point in self.text.split("/"))


def in_edtf(text: str) -> str:
    """Turn a date as people write it ("24 Nov 2026", "November 24, 2026", "Nov 2026") into EDTF text.

    Any other text comes back as it is, for whoever reads it to refuse. Figures alone ("4/3/2026") are no spelling
    that everybody reads alike, so they are not guessed at here.
    """
    words = " ".join(text.split())
    if match := SPELLED.fullmatch(words):
        day, name, year = match.groups()
    elif match := MONTH_FIRST.fullmatch(words):
        name, day, year = match.groups()
    else:
        return words
    month = _month(name)
    if not month:
        return words
    return f"{year}-{month:02d}-{int(day):02d}" if day else f"{year}-{month:02d}"


def _month(name: str) -> int:
    """Number of the month that `name` begins (three letters at least, or “Sept”), or 0."""
    found = [number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())]
    return found[0] if found else 0


def _days(point: str) -> tuple[date, date]:
    """The first and the last day of one year, month or day."""
    if not (match := POINT.fullmatch(point)):
        raise ValueError("no EDTF of level 0")
    year, month, day = match.groups()
    last_month = int(month or 12)
    first = date(int(year), int(month or 1), int(day or 1))
    return first, date(int(year), last_month, int(day or monthrange(int(year), last_month)[1]))


def _spelled(point: str) -> str:
    year, *rest = point.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([str(int(day)) for day in rest[1:]] + month + [year])
