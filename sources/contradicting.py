"""PURE  Whether a passage says another number, date or name where the claim has its own. In doubt it does not.

Three ways lead there: the claim and the passage are the same words but for the item; both count the same thing, in
words that otherwise agree; or each names one day, behind the same word of nearly the same words. A rounded or hedged
number (“about 100,000”, “more than 24”) contradicts no near one.
"""

import re
from collections.abc import Container, Sequence
from decimal import Decimal
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from sources.dating import agree
from sources.items import Item, Kind

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W\u3040-\u9fff]+(?:[.,’'-]\w+)*")
HEDGE = re.compile(
    r"(?:more than|less than|fewer than|over|under|about|around|some|nearly|almost|at least|at most|up to|roughly|"
    r"approximately|estimated|as many as|below|above|超过|约|近|至少)\s*(?:an?\s)?[$€£¥]?$",
    re.IGNORECASE,
)
SAME = 0.6  # share of the claim's words in the passage, in order, from which the two say the same thing
AROUND = 8  # words on either side in which the two must agree
ALIKE = 0.8  # the same share where the date stands in another place
COMMON = 3  # words that they must have in common, or telling words there


def beginnings(text: str) -> list[str]:
    """How its words begin, in small letters: as much of them as `contradiction` ever compares."""
    return [one[:5] for one in TOKEN.findall(text.lower())]


def may_contradict(words: Sequence[str], text: Container[str]) -> bool:
    """Whether two texts, told by their `beginnings`, have so many words in common that one could contradict the other.

    Without them `contradiction` finds nothing: this asks at far less cost.
    """
    return sum(word in text for word in words) >= COMMON


def contradiction(item: Item, words: str, mine: Sequence[Item], text: str, theirs: Sequence[Item]) -> str:
    """The words of `text` that stand where `words` have `item`, with another value of the same kind; else empty."""
    if _hedged(item, words):
        return ""
    alike = [one for one in mine if one.kind == item.kind]
    rivals = [other for other in theirs if other.kind == item.kind and _differ(item, other)]
    rivals = [other for other in rivals if not (_hedged(other, text) or any(_agrees(other, one) for one in alike))]
    dated = _Dated(words, mine, text, theirs) if rivals and item.kind == Kind.DATE else None
    for other in rivals:
        if _in_place(item, words, other, text) and (dated is None or dated.led_alike(item, other)):
            return other.words
    if dated and (day := dated.other_day(item)):
        return day.words
    if item.kind == Kind.NUMBER and len(rivals) == 1 and _counts_same(item, words, rivals[0], text):
        return rivals[0].words
    return ""


def _differ(item: Item, other: Item) -> bool:
    if item.kind == Kind.NAME:
        return not {word for name in item.values for word in name.split()} & set(other.words.split())
    return not _agrees(item, other)


def _agrees(a: Item, b: Item) -> bool:
    """Whether the two may mean the same: a value in common, a date of both, a number that rounds to the other."""
    if a.values & b.values:
        return True
    if a.kind == Kind.DATE:
        return any(agree(x, y) for x in a.values for y in b.values)
    if a.kind == Kind.NAME:
        return False
    return a.unit != b.unit or any(_rounds(Decimal(x), Decimal(y)) for x in a.values for y in b.values)


def _rounds(a: Decimal, b: Decimal) -> bool:
    """Whether one is the other, rounded to fewer figures than both need."""
    few, many = sorted((a.normalize(), b.normalize()), key=lambda value: len(value.as_tuple().digits))
    exponent = few.as_tuple().exponent
    if not isinstance(exponent, int) or (exponent <= 0 and exponent == many.as_tuple().exponent):
        return False
    return exponent != many.as_tuple().exponent and 2 * abs(few - many) <= Decimal(1).scaleb(exponent)


def _hedged(item: Item, text: str) -> bool:
    before = text[max(0, item.start - 30) : item.start]
    return item.kind == Kind.NUMBER and bool(HEDGE.search(before))


# --- The same words but for the item -------------------------------------------------------------------------
@lru_cache(maxsize=4)  # all items of a claim ask for the same two texts, one after the other
def _aligned(words: str, text: str) -> tuple[list[re.Match[str]], list[re.Match[str]], list]:
    ours, theirs = list(TOKEN.finditer(words)), list(TOKEN.finditer(text))
    steps = LCSseq.opcodes([one.group().lower() for one in ours], [one.group().lower() for one in theirs])
    return ours, theirs, [step for step in steps if step.tag == "equal"]


def _in_place(item: Item, words: str, other: Item, text: str) -> bool:
    ours, theirs, steps = _aligned(words, text)
    equal = sum(step.src_end - step.src_start for step in steps)
    rest = sum(not item.start <= one.start() < item.end for one in ours)
    if equal < COMMON or equal < SAME * rest:
        return False
    before = _run_ends(steps, ours, item.start, 0)
    after = _run_begins(steps, ours, item.end, len(ours))
    if before is None and after is None:
        return False
    at = [n for n, one in enumerate(theirs) if other.start <= one.start() < other.end]
    left = before is None or (bool(at) and before == at[0])
    right = after is None or (bool(at) and after == at[-1] + 1)
    return left and right


def _run_ends(steps: Sequence, ours: Sequence[re.Match[str]], start: int, edge: int) -> int | None:
    """Where in the passage the words end that are equal right up to the item; None where the item begins the claim."""
    at = sum(one.start() < start for one in ours)
    if at == edge:
        return None
    return next((s.dest_start + at - s.src_start for s in steps if s.src_start < at <= s.src_end), -1)


def _run_begins(steps: Sequence, ours: Sequence[re.Match[str]], end: int, edge: int) -> int | None:
    at = sum(one.start() < end for one in ours)
    if at == edge:
        return None
    return next((s.dest_start + at - s.src_start for s in steps if s.src_start <= at < s.src_end), -1)


# --- The same thing counted ----------------------------------------------------------------------------------
def _counts_same(item: Item, words: str, other: Item, text: str) -> bool:
    mine, theirs = _telling(words, item), _telling(text, other)
    if len(mine[0] & theirs[0]) < COMMON:
        return False
    return item.unit not in ("", "ordinal") or bool(mine[1] and mine[1] == theirs[1])


def _telling(text: str, item: Item) -> tuple[set[str], str]:
    """The stems of the words around an item that tell something, and that of the word right after it."""
    before = [one.group() for one in TOKEN.finditer(text[: item.start])][-AROUND:]
    after = [one.group() for one in TOKEN.finditer(text[item.end :])][:AROUND]
    stems = {word.lower()[:5] for word in (*before, *after) if len(word) >= 4 or not word.isascii()}
    return stems, after[0].lower()[:5] if after else ""


# --- The same thing on another day ---------------------------------------------------------------------------
class _Dated:
    """The dates of a claim and of a passage among their words. What happened on a day stands in the words before it:
    “announced on January 29” is no other day of “talks on January 30”, however alike the rest is."""

    def __init__(self, words: str, mine: Sequence[Item], text: str, theirs: Sequence[Item]) -> None:
        self.ours, self.theirs, steps = _aligned(words, text)
        self.dates, self.others = ([one for one in items if one.kind == Kind.DATE] for items in (mine, theirs))
        self.placed = {s.src_start + n: s.dest_start + n for s in steps for n in range(s.src_end - s.src_start)}

    def led_alike(self, item: Item, other: Item) -> bool:
        """Whether the last telling word before the one is that before the other, or nothing tells them apart."""
        led = _led_by(self.ours, item, self.dates)
        return led < 0 or self.placed.get(led) == _led_by(self.theirs, other, self.others)

    def other_day(self, item: Item) -> Item | None:
        """The one day of the passage where the claim has `item`, its one, in words that are nearly the same."""
        days = [[one for one in dates if _day(one)] for dates in (self.dates, self.others)]
        if [len(each) for each in days] != [1, 1] or days[0] != [item]:
            return None
        other = days[1][0]
        rest = [n for n, one in enumerate(self.ours) if not item.start <= one.start() < item.end]
        alike = sum(n in self.placed for n in rest)
        if (
            _agrees(item, other)
            or not agree(_day(item)[:-3], _day(other)[:-3])
            or alike < max(COMMON, ALIKE * len(rest))
        ):
            return None
        return other if self.led_alike(item, other) and _led_by(self.ours, item, self.dates) >= 0 else None


def _day(item: Item) -> str:
    """The day that a date names in figures; empty for a month, a year, a weekday, or two days."""
    value = next(iter(item.values)) if not item.unit and len(item.values) == 1 else ""
    return value if re.fullmatch(r"(?:\d{4}|-)-\d\d-\d\d", value) else ""


def _led_by(tokens: Sequence[re.Match[str]], item: Item, dates: Sequence[Item]) -> int:
    """The place of the last telling word before a date, which is no date itself; -1 where there is none."""
    return max(
        (
            n
            for n, one in enumerate(tokens)
            if one.start() < item.start
            and (len(one.group()) >= 4 or not one.group().isascii() or (n and one.group()[0].isupper()))
            and not any(each.start <= one.start() < each.end for each in dates)
        ),
        default=-1,
    )
