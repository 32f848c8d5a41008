"""PURE  Dates in a text, however they are written, and those that hang on the day of the text (“on Tuesday”).

A date is EDTF of level 0; a day of a month whose year is not told is the one nearest to the day of the text, or
"--01-30" without that. “Tuesday” is the one before, the same day, or the one after: all are kept, as nobody can tell.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from policydesk.lib.dates import MONTHS
from sources.digits import plain_digits
from sources.items import Item, Kind

_MONTH = "|".join(f"{name}|{name[:3]}\\.?" if name != "May" else name for name in MONTHS) + r"|Sept\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:1[89]|20|21)\d\d"
_AFTER = (
    "|".join(rf"(?<=\b{word}\ )" for word in "in of by to since until after before from early late".split())
    + r"|(?<=\()"
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1, "昨天": -1, "今天": 0, "明天": 1}
DATE = re.compile(
    rf"""
      (?P<iso>\b{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?\b)
    | (?:(?P<hanyear>{_YEAR})年)?(?P<hanmonth>1[0-2]|0?[1-9])月(?:(?P<handay>{_DAY})[日号])? | (?P<hanonly>{_YEAR})年
    | \b(?P<dots>{_DAY})\.(?P<dotsmonth>1[0-2]|0?[1-9])\.(?P<dotsyear>{_YEAR})\b
    | \b(?P<lead>{_DAY})(?:st|nd|rd|th)?(?:(?:\ ?[-–]\ ?|\ and\ |\ to\ )(?P<leadto>{_DAY}))?
      \ (?:of\ )?(?P<leadmonth>{_MONTH})(?!\w)(?:,?\ (?P<leadyear>{_YEAR})\b)?
    | \b(?P<month>{_MONTH})(?!\w)(?:\ (?P<day>{_DAY})(?:st|nd|rd|th)?(?!\d)
      (?:(?:\ ?[-–]\ ?|\ and\ |\ to\ )(?P<dayto>{_DAY})(?!\d))?)?
      (?:,?\ (?P<year>{_YEAR})\b|\ (?P<ago>last|this|next)\ year)?
    | \b(?P<weekday>{"|".join(WEEKDAYS)})\b | \b(?P<near>yesterday|today|tomorrow)\b | (?P<hannear>昨天|今天|明天)
    | \b(?P<which>last|this|next)\ (?P<unit>year|month)\b
    | (?=\d)(?:{_AFTER})(?P<bare>{_YEAR})\b
    """,
    re.VERBOSE,
)
BEFORE = re.compile(r"\b(last|this|next)\s+$")


def dates(text: str, day: date | None = None) -> Iterator[Item]:
    """The dates of `text` in order; `day` is that of the text, from which those without a year are told."""
    plain = plain_digits(text)
    for found in DATE.finditer(plain):
        if values := {value for value in _read(found, day) if value}:
            start, end = found.span()
            resolved = "resolved" if not any(char.isdigit() for char in found.group()) else ""
            yield Item(Kind.DATE, start, end, text[start:end], frozenset(values), resolved)


def _read(found: re.Match[str], day: date | None) -> list[str]:
    part = found.groupdict()
    if part["iso"]:
        return [part["iso"]]
    if year := part["hanonly"] or part["bare"]:
        return [year]
    if part["hanmonth"]:
        return [_point(part["hanyear"], int(part["hanmonth"]), part["handay"], day)]
    if part["dots"]:
        return [_point(part["dotsyear"], int(part["dotsmonth"]), part["dots"], day)]
    if name := part["leadmonth"]:
        days = [each for each in (part["lead"], part["leadto"]) if each]
        return [_point(part["leadyear"], _number(name), each, day) for each in days]
    if part["month"]:
        return _month_first(found, part, day)
    return _from_day(part, day) if day else []


def _month_first(found: re.Match[str], part: dict[str, str | None], day: date | None) -> list[str]:
    number, year = _number(part["month"] or ""), part["year"]
    told = BEFORE.search(found.string[max(0, found.start() - 8) : found.start()])
    if part["month"] == "May" and not (part["day"] or year or part["ago"] or told):
        return []  # more often a verb
    if day and part["ago"]:
        year = str(day.year + {"last": -1, "this": 0, "next": 1}[part["ago"]])
    if day and told and not year and not part["day"]:
        return [_told_month(told[1], number, day)]
    days = [each for each in (part["day"], part["dayto"]) if each] or [None]
    if not year and not part["day"] and day:
        return [
            f"{at}-{number:02d}" for at in (day.year - 1, day.year, day.year + 1) if abs(_months(at, number, day)) < 12
        ]
    return [_point(year, number, each, day) for each in days]


def _months(year: int, month: int, day: date) -> int:
    return 12 * (year - day.year) + month - day.month


def _told_month(which: str, number: int, day: date) -> str:
    if which == "last":
        return f"{day.year - (number >= day.month)}-{number:02d}"
    return f"{day.year + (number < day.month if which == 'this' else number <= day.month)}-{number:02d}"


def _point(year: str | None, month: int, day: str | None, base: date | None) -> str:
    """The date in EDTF; of a day without a year the one nearest to `base`. Empty for a day that no calendar has."""
    tail = f"{month:02d}" + (f"-{int(day):02d}" if day else "")
    if not year and not base:
        return f"--{tail}"
    years = [year] if year else [str(base.year + step) for step in (0, -1, 1)]
    real = {f"{each}-{tail}": _real(int(each), month, int(day or 1)) for each in years}
    known = {text: at for text, at in real.items() if at}
    if year or not base:
        return next(iter(known), "")
    return min(known, key=lambda text: abs((known[text] - base).days), default="")


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_day(part: dict[str, str | None], day: date) -> list[str]:
    if name := part["weekday"]:
        back = (day.weekday() - WEEKDAYS.index(name)) % 7
        days = [day] if not back else [day - timedelta(back), day + timedelta(7 - back)]
        return [each.isoformat() for each in days]
    if near := part["near"] or part["hannear"]:
        return [(day + timedelta(NEAR[near])).isoformat()]
    step = {"last": -1, "this": 0, "next": 1}[part["which"] or "this"]
    if part["unit"] == "year":
        return [str(day.year + step)]
    at = 12 * day.year + day.month - 1 + step
    return [f"{at // 12}-{at % 12 + 1:02d}"]


def _number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.rstrip(".")[:3]))


def agree(a: str, b: str) -> bool:
    """Whether two dates may be one: the same as far as both are told. "2024-01" and "2024-01-30", "--01-30" and it."""
    if a.startswith("--") or b.startswith("--"):
        a, b = a[-len(a.lstrip("-")) :], b[-len(b.lstrip("-")) :]
        return a.endswith(b) or b.endswith(a)
    return a.startswith(b) or b.startswith(a)
