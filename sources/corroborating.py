"""The second test of a claim: its numbers, dates and names are looked for in the passages it stands on. Pure.

What is not there is *absent*: somebody should look. *Contradicted* is said only where a passage has another value of
the same kind in the same place; two texts that merely speak of different things contradict nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sources.contradicting import contradiction
from sources.counting import numbers
from sources.dating import agree, dates
from sources.items import Item, Kind
from sources.naming import Names, names, stands


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


def corroborate(words: str, passages: Sequence[Passage], *, day: date | None = None, known: Names) -> list[Finding]:
    """The items of `words`, a claim of a story of `day`, as they are found in `passages`; none without passages.

    `known` gives for a name all the names of the same actor. “The two sides” counts nobody.
    """
    if not passages:
        return []
    return [_look_for(item, words, passages, day, known) for item in items(words, day, known)]


def items(text: str, day: date | None, known: Names) -> list[Item]:
    """Dates, numbers and names of `text` in order; a number in a date, and a date in a name, is not told twice."""
    found: list[Item] = []
    for item in (*dates(text, day), *numbers(text), *names(text, known)):
        if item.values == {"2"} and GENERAL.match(text, item.end):
            continue
        if not any(item.start < other.end and other.start < item.end for other in found):
            found.append(item)
    return sorted(found, key=lambda item: item.start)


def _look_for(item: Item, words: str, passages: Sequence[Passage], day: date | None, known: Names) -> Finding:
    for number, passage in enumerate(passages):
        if _stands(item, passage, known):
            return Finding(item, Outcome.FOUND, number)
    for number, passage in enumerate(passages):
        if passage.carries:
            theirs = items(passage.text, passage.day, known)
            if other := contradiction(item, words, items(words, day, known), passage.text, theirs):
                return Finding(item, Outcome.CONTRADICTED, number, other)
    return Finding(item, Outcome.ABSENT)


def _stands(item: Item, passage: Passage, known: Names) -> bool:
    if item.kind == Kind.NAME:
        return stands(item, passage.text) or stands(item, passage.beside)
    if item.kind == Kind.NUMBER:
        return any(_same_number(item, other) for other in numbers(passage.text))
    told = {value for other in dates(passage.text, passage.day) for value in other.values}
    if item.unit and passage.day:
        told.add(passage.day.isoformat())  # “on Sunday”: the day on which the source spoke
    return any(_tells(mine, theirs) for mine in item.values for theirs in told)


def _same_number(mine: Item, other: Item) -> bool:
    units = {mine.unit, other.unit} - {"", "ordinal"}
    return bool(mine.values & other.values) and len(units) < 2


def _tells(mine: str, theirs: str) -> bool:
    """Whether a date of a passage is the claim's, told at least as exactly."""
    return agree(mine, theirs) and len(theirs.strip("-")) >= len(mine.strip("-")) - 5 * mine[:2].isdigit() * (
        theirs.startswith("--")
    )


def of_kind(findings: Sequence[Finding], outcome: Outcome) -> Iterator[Finding]:
    """Those with this outcome."""
    return (finding for finding in findings if finding.outcome == outcome)
