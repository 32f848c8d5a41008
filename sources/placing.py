"""PURE  Where words stand in a text word for word: whole, so that no word and no number runs on across either end."""

import re
from collections.abc import Iterator

from sources.counting import numbers
from sources.flattening import SIGN
from sources.items import Item
from sources.numerals import CURRENCY, HAN_NUMERALS, SCALE, SMALL

MOST_PLACES = 5_000  # places of one part of a passage that are looked at
BESIDE = 40  # characters around an edge in which a number is looked for
MONEY = set(CURRENCY.values())
NO_WORDS = f"{SIGN}\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f"  # scripts that put no space between words
COUNTING = re.compile(rf"[\d{HAN_NUMERALS}]|{'|'.join((*SMALL, *SCALE))}|dozen", re.IGNORECASE)  # a number may be near
LETTER = re.compile(rf"[^\W{NO_WORDS}]")

Place = tuple[int, int]


def places(words: str, text: str) -> Iterator[int]:
    """Where `words` stand in `text` whole: no word and no number runs on across either end."""
    at = text.find(words) if words else -1
    for _place in range(MOST_PLACES):
        if at < 0:
            return
        if not runs_on(text, at) and not runs_on(text, at + len(words)):
            yield at
        at = text.find(words, at + 1)


def runs_on(text: str, at: int) -> bool:
    """Whether a word or a number runs on across the place `at` of `text`."""
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if LETTER.match(before) and LETTER.match(after):
        return True
    if not COUNTING.search(text[max(0, at - 12) : at + 12]):
        return False
    first = max(0, at - BESIDE)
    beside = text[first : at + BESIDE]
    return any(n.start < at - first < n.end and _cut(n, beside, at - first) for n in numbers(beside))


def _cut(number: Item, text: str, at: int) -> bool:
    """Whether neither side of `at` alone reads as the number; its currency may stand on the other side."""
    halves = [*numbers(text[number.start : at]), *numbers(text[at : number.end])]
    return not any(half.values == number.values and (number.unit in (half.unit, *MONEY)) for half in halves)
