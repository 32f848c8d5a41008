"""PURE  Quotations and figures in a text, and which of them stand in no claim.

What is said to have been said, and every number, can be asked for its source. Nothing here understands the text: a
word in quotation marks is a quotation, and so is a title.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]

LONGEST = 60  # characters of a place that are shown
BESIDE = 24  # characters around a figure that are shown, whole words

# Marks that open, what may stand within, marks that close: the typographies of English, German, Polish, French, Danish,
# Swedish, Chinese and Japanese. One that is not closed runs to the end of its paragraph, as quotations of several do.
QUOTATION = re.compile(
    r"""
      “[^“”]*(?:”|\Z) | „[^„“”]*(?:[“”]|\Z) | «[^«»]*(?:»|\Z) | »[^«»]*(?:[«»]|\Z) | (?<!\w)”[^”]+”
    | 「[^」]*(?:」|\Z) | 『[^』]*(?:』|\Z) | ‹[^‹›]*(?:›|\Z) | (?<![\w"])"[^"]+" | (?<!\w)[‘‚](?:[^‘’‚]|’(?=\w))++[’‘]
    | (?<!\w)'(?!\d)(?:[^']|'(?=\w)){1,300}+'(?!\w)
    """,
    re.VERBOSE,
)

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
SPELLED = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half|hundreds?|dozens?)"
UNIT = r"(?:per\ cent|percent|hundred|thousand|million|billion|trillion)"
NUMBER = r"\d(?:[.,:/’'  –-]?\d)*"
FIGURE = re.compile(
    rf"""(?<![\w-])(?:
      {MONTH}\ \d{{1,2}}(?:,?\ \d{{4}})? | \d{{1,2}}\ {MONTH}(?:\ \d{{4}})? | {MONTH}\ \d{{4}}
    | [$€£¥]?\ ?{NUMBER}(?:\ ?%|\ {UNIT})* | {SPELLED}(?:[ -]{SPELLED}|\ an?)?\ {UNIT}(?:\ {UNIT})?
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)


class Sort(StrEnum):
    """What a place holds."""

    QUOTATION = "quotation"
    FIGURE = "figure"


@dataclass(frozen=True)
class Place:
    """One quotation or figure: where it stands in the text, and how it is shown, a figure with its neighbours."""

    sort: Sort
    start: int
    end: int
    shown: str


def unclaimed(text: str, claimed: Iterable[Span]) -> list[Place]:
    """The quotations and figures of `text` that no span of `claimed` touches, in the order of the text. A figure within
    a quotation goes with it."""
    covered = bytearray(len(text))
    for start, end in claimed:
        covered[start:end] = b"\1" * (min(end, len(text)) - start)
    found = []
    at = 0
    for block in text.split("\n\n"):
        for sort, start, end in _places(block):
            if covered.find(1, at + start, at + end) < 0:
                found.append(Place(sort, at + start, at + end, _shown(sort, block, start, end)))
        at += len(block) + 2
    return found


def _places(block: str) -> Iterator[tuple[Sort, int, int]]:
    """Quotations, and the figures between them."""
    at = 0
    for quotation in [*QUOTATION.finditer(block), None]:
        start, end = quotation.span() if quotation else (len(block), len(block))
        for figure in FIGURE.finditer(block, at, start):
            yield Sort.FIGURE, *figure.span()
        if quotation:
            yield Sort.QUOTATION, start, end
        at = end


def _shown(sort: Sort, block: str, start: int, end: int) -> str:
    words = block[start : min(end, start + 2 * LONGEST)]
    if sort == Sort.FIGURE:
        before, after = block[max(0, start - BESIDE) : start], block[end : end + BESIDE]
        before = before if start <= BESIDE else before.partition(" ")[2]
        after = after if end + BESIDE >= len(block) else after.rpartition(" ")[0]
        words = before + words + after
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
