"""PURE  The second test of a claim: its numbers, dates and names are looked for in the passages it stands on.

What is not there is *absent*: somebody should look. *Contradicted* is said only where a passage has another value of
the same kind in the same place; two texts that merely speak of different things contradict nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from sources.contradicting import beginnings, contradiction, may_contradict
from sources.counting import numbers
from sources.dating import agree, dates
from sources.items import Item, Kind
from sources.naming import Called, Names, names


class Outcome(StrEnum):
    """What became of an item of the claim."""

    FOUND = "found"
    ABSENT = "absent"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class Passage:
    """Words of a source, the day from which its weekdays are told, and what is known of the source itself.

    `carries` is off for one that is cited as context or against the claim: it can support, not contradict.
    """

    text: str
    day: date | None = None
    beside: str = ""
    carries: bool = True


class Held:
    """A passage and what stands in it, read once however many items, and claims, are looked for."""

    def __init__(self, passage: Passage, known: Names) -> None:
        self.passage, self._known = passage, known

    @cached_property
    def items(self) -> list[Item]:
        """Its dates, numbers and names in order."""
        return _apart(self.passage.text, (*self.dates, *self.numbers, *names(self.passage.text, self._known)))

    @property
    def numbers(self) -> tuple[Item, ...]:
        """All its numbers, those of its dates too."""
        return _numbers(self.passage.text)

    @property
    def dates(self) -> tuple[Item, ...]:
        """All its dates."""
        return _dates(self.passage.text, self.passage.day)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """How its words begin."""
        return frozenset(beginnings(self.passage.text))

    @cached_property
    def called(self) -> tuple[Called, Called]:
        """Its names, and those in what is known of the source."""
        return Called(self.passage.text, self._known), Called(self.passage.beside, self._known)


@dataclass(frozen=True)
class Finding:
    """One item of the claim: whether it was found, in which passage; `other` is what stands there instead."""

    item: Item
    outcome: Outcome
    passage: int | None = None
    other: str = ""


GENERAL = re.compile(
    r"\s*(?:sides?|countries|governments|leaders|presidents|nations|powers|ministers|states|parties)\b"
)


def corroborate(words: str, passages: Sequence[Held], *, day: date | None = None, known: Names) -> list[Finding]:
    """The items of `words`, a claim of a story of `day`, as they are found in `passages`; none without passages.

    An item that passages contradict is told once for each other value. `known` is what the passages were read with.
    “The two sides” counts nobody.
    """
    if not passages:
        return []
    mine = items(words, day, known)
    begin = beginnings(words)
    rivals = [n for n, held in enumerate(passages) if held.passage.carries and may_contradict(begin, held.beginnings)]
    found: list[Finding] = []
    for item in mine:
        if (at := next((n for n, held in enumerate(passages) if _stands(item, held)), None)) is not None:
            found.append(Finding(item, Outcome.FOUND, at))
            continue
        others: dict[str, int] = {}
        for n in rivals:
            if other := contradiction(item, words, mine, passages[n].passage.text, passages[n].items):
                others.setdefault(other, n)
        found += [Finding(item, Outcome.CONTRADICTED, n, other) for other, n in others.items()]
        found += [] if others else [Finding(item, Outcome.ABSENT)]
    return found


def items(text: str, day: date | None, known: Names) -> list[Item]:
    """Dates, numbers and names of `text` in order; a number in a date, and a date in a name, is not told twice."""
    return _apart(text, (*_dates(text, day), *_numbers(text), *names(text, known)))


# A page of a story, and each change on it, asks for those of all its claims and passages; they hang on nothing else.
@lru_cache(maxsize=4_096)
def _numbers(text: str) -> tuple[Item, ...]:
    return tuple(numbers(text))


@lru_cache(maxsize=4_096)
def _dates(text: str, day: date | None) -> tuple[Item, ...]:
    return tuple(dates(text, day))


def _apart(text: str, all_items: Iterable[Item]) -> list[Item]:
    found: list[Item] = []
    for item in all_items:
        if item.values == {"2"} and GENERAL.match(text, item.end):
            continue
        if not any(item.start < other.end and other.start < item.end for other in found):
            found.append(item)
    return sorted(found, key=lambda item: item.start)


def _stands(item: Item, held: Held) -> bool:
    if item.kind == Kind.NAME:
        return any(called.holds(item) for called in held.called)
    if item.kind == Kind.NUMBER:
        return any(_same_number(item, other) for other in held.numbers)
    told = {value for other in held.dates for value in other.values}
    if item.unit and held.passage.day:
        told.add(held.passage.day.isoformat())  # “on Sunday”: the day on which the source spoke
    return any(_tells(mine, theirs) for mine in item.values for theirs in told)


def _same_number(mine: Item, other: Item) -> bool:
    units = {mine.unit, other.unit} - {"", "ordinal"}
    return bool(mine.values & other.values) and len(units) < 2


def _tells(mine: str, theirs: str) -> bool:
    """Whether a date of a passage is the claim's, told at least as exactly."""
    return agree(mine, theirs) and len(theirs.strip("-")) >= len(mine.strip("-")) - 5 * mine[:2].isdigit() * (
        theirs.startswith("--")
    )
