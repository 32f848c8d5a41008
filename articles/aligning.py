"""PURE  Which words of an old text stand in a new one, and where: a difference by words.

The words of both are matched by their longest common subsequence. Long texts are first parted at runs of words that
both hold exactly once (patience), so that time grows with length, not its square.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from policydesk.lib.subsequences import common_runs

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # kana and Chinese characters: each is a word of its own
TOKEN = re.compile(rf"[{CJK}]|[^\W{CJK}]+|[^\w\s]")
MOST_PAIRS = 200_000_000  # words times words of one comparison: 25 MB of bits, and less than a tenth of a second
RUNS = (16, 8, 4)  # lengths of the runs at which a text too long for one comparison is parted
MOST_SAME = 64  # a pair of words that stands in more places tells none from another
FAR = 12  # words put in between two kept ones, beyond which they count as apart
CHANCE = 4  # a lone match of fewer letters amid changed words is chance

Span = tuple[int, int]


@dataclass(frozen=True)
class Trace:
    """Where words of the old text went: their span in the new text, the share of their letters that was kept, and
    the share of the new span's letters that these make up."""

    start: int
    end: int
    kept: float
    fills: float


class Alignment:
    """Two texts by words. `to_new[i]` is the word of the new text that the i-th of the old one became, or -1."""

    def __init__(self, old: str, new: str) -> None:
        self.old_words, self.old_spans = _words(old)
        self.new_words, self.new_spans = _words(new)
        self.to_new = [-1] * len(self.old_words)
        self.to_old = [-1] * len(self.new_words)
        for old_at, new_at, size in _without_chance(self.old_words, list(_blocks(self.old_words, self.new_words))):
            for step in range(size):
                self.to_new[old_at + step], self.to_old[new_at + step] = new_at + step, old_at + step

    @cached_property
    def _kept(self) -> list[int]:
        """The words of the old text that stand in the new one."""
        return [at for at, place in enumerate(self.to_new) if place >= 0]

    def words_of(self, spans: Sequence[Span], start: int, end: int) -> Span:
        """First and last+1 of the words that lie in text[start:end]."""
        first = bisect_left(spans, (start,)) if start else 0
        if first and spans[first - 1][1] > start:
            first -= 1
        return first, max(first, bisect_left(spans, (end,)))

    def trace(self, start: int, end: int, *, alone: bool = False) -> Trace | None:
        """Follow old text[start:end]; None when none of its words was kept. Words that went far away from most of them
        are left behind. `alone` says that the new text holds other things around, which are not to be taken along."""
        first, last = self.words_of(self.old_spans, start, end)
        kept = self._nearest([at for at in range(first, last) if self.to_new[at] >= 0])
        if not kept:
            return None
        begins, ends = self._begin(first, kept[0], alone), self._end(last, kept[-1], alone)
        letters, mine = sum(len(self.old_words[at]) for at in kept), sum(map(len, self.old_words[first:last]))
        theirs = sum(map(len, self.new_words[begins:ends]))
        return Trace(self.new_spans[begins][0], self.new_spans[ends - 1][1], letters / mine, letters / theirs)

    def _nearest(self, kept: list[int]) -> list[int]:
        """Of words that were kept, the run that stands together in the new text and holds most letters."""
        runs: list[list[int]] = []
        for at in kept:
            before = runs[-1][-1] if runs else None
            apart = before is None or self.to_new[at] - self.to_new[before] - (at - before) > max(FAR, len(kept) // 2)
            if apart:
                runs.append([])
            runs[-1].append(at)
        return max(runs, key=lambda run: sum(len(self.old_words[at]) for at in run), default=[])

    def between(self, start: int, end: int, most: int) -> Span | None:
        """The new words in the place of old text[start:end] when all of it was replaced and what stands on both sides
        was kept; None when there are none, or more than `most`."""
        first, last = self.words_of(self.old_spans, start, end)
        before = self.to_new[first - 1] if first else -1
        after = self.to_new[last] if last < len(self.to_new) else len(self.new_words)
        edges_kept = (first == 0 or before >= 0) and (last == len(self.to_new) or after >= 0)
        everything = first == 0 and last == len(self.to_new)
        if everything or not edges_kept or not 0 < after - before - 1 <= most:
            return None
        return self.new_spans[before + 1][0], self.new_spans[after - 1][1]

    def gap(self, start: int, end: int) -> Span | None:
        """The new text between the nearest words that were kept on both sides of old text[start:end]; the ends of the
        texts count as kept. None when nothing stands there, or what was kept has changed places."""
        first, last = self.words_of(self.old_spans, start, end)
        outer, beyond = bisect_left(self._kept, first) - 1, bisect_left(self._kept, last)
        before = self.to_new[self._kept[outer]] if outer >= 0 else -1
        after = self.to_new[self._kept[beyond]] if beyond < len(self._kept) else len(self.new_words)
        return (self.new_spans[before + 1][0], self.new_spans[after - 1][1]) if after - before > 1 else None

    def held(self, start: int, end: int, span: Span) -> bool:
        """Whether the words on both sides of old text[start:end] stand right beside `span` in the new text."""
        first, last = self.words_of(self.old_spans, start, end)
        begins, ends = self.words_of(self.new_spans, *span)
        return all(
            self._beside(first - step, begins - step) and self._beside(last + step - 1, ends + step - 1)
            for step in (1, 2)
        )

    def _beside(self, mine: int, theirs: int) -> bool:
        """Whether two words are one; the edges of the texts count as one, too."""
        within = 0 <= mine < len(self.to_new)
        return self.to_new[mine] == theirs if within else not 0 <= theirs < len(self.new_words)

    def _begin(self, first: int, kept: int, alone: bool) -> int:
        """The word with which the new span begins: replaced words at its head count in, those before it do not."""
        mine, theirs, outer = self._replaced(first, kept), 0, first - 1
        while outer >= 0 and self.to_new[outer] < 0:
            outer, theirs = outer - 1, theirs + 1
        room = self.to_new[kept] - (self.to_new[outer] if outer >= 0 else -1) - 1
        return self.to_new[kept] - _share(room, mine, theirs, alone)

    def _end(self, last: int, kept: int, alone: bool) -> int:
        """One past the word with which the new span ends."""
        mine, theirs, outer = self._replaced(kept + 1, last), 0, last
        while outer < len(self.to_new) and self.to_new[outer] < 0:
            outer, theirs = outer + 1, theirs + 1
        room = (self.to_new[outer] if outer < len(self.to_new) else len(self.new_words)) - self.to_new[kept] - 1
        return self.to_new[kept] + 1 + _share(room, mine, theirs, alone)

    def _replaced(self, first: int, last: int) -> int:
        """How many of these old words were not kept."""
        return sum(1 for to in self.to_new[first:last] if to < 0)


@dataclass(frozen=True)
class Likeness:
    """A stretch of a text that reads like given words: its span in words, and how much of them it covers (0 to 1)."""

    covers: float
    first: int
    last: int


class Pairs:
    """Where each pair of neighbouring words stands in a text, to find stretches that read like others."""

    def __init__(self, words: list[str]) -> None:
        self.places: dict[tuple[str, str], list[int]] = {}
        for at, pair in enumerate(pairwise(words)):
            self.places.setdefault(pair, []).append(at)

    def like(self, wanted: list[str], allowed: Callable[[int], bool]) -> Likeness | None:
        """The stretch that covers most of `wanted` with pairs at `allowed` places, in about its order."""
        pairs = list(pairwise(wanted))
        weights = [len(a) + len(b) for a, b in pairs]
        width = max(CHANCE, len(wanted) // 3)
        hits: dict[int, dict[int, int]] = {}
        for at, pair in enumerate(pairs):
            places = self.places.get(pair, ())
            for place in places if len(places) <= MOST_SAME else ():
                if allowed(place):
                    shift = (place - at) // width
                    for bucket in (shift, shift + 1):  # overlapping, so that no stretch is cut in two
                        hits.setdefault(bucket, {})[at] = place
        covers = {bucket: sum(weights[at] for at in found) for bucket, found in hits.items()}
        if not covers:
            return None
        best = max(covers, key=covers.__getitem__)
        places = list(hits[best].values())
        return Likeness(covers[best] / sum(weights), min(places), max(places) + 2)


def _share(room: int, mine: int, theirs: int, alone: bool) -> int:
    """How many of `room` new words stand for `mine` replaced ones, beside `theirs`: twice as many at most."""
    return min(round(room * mine / (mine + theirs)), mine if alone else 2 * mine) if mine else 0


def _words(text: str) -> tuple[list[str], list[Span]]:
    found = list(TOKEN.finditer(text))
    return [match[0].casefold() for match in found], [match.span() for match in found]


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int]]:
    """(place in old, place in new, length) of every run of words that is kept, in order."""
    ahead, shorter = 0, min(len(old), len(new))
    while ahead < shorter and old[ahead] == new[ahead]:
        ahead += 1
    behind = 0
    while behind < shorter - ahead and old[-1 - behind] == new[-1 - behind]:
        behind += 1
    if ahead:
        yield 0, 0, ahead
    yield from _parted(old, new, (ahead, len(old) - behind), (ahead, len(new) - behind), RUNS)
    if behind:
        yield len(old) - behind, len(new) - behind, behind


def _parted(
    old: list[str], new: list[str], mine: Span, theirs: Span, runs: tuple[int, ...]
) -> Iterator[tuple[int, int, int]]:
    if (mine[1] - mine[0]) * (theirs[1] - theirs[0]) <= MOST_PAIRS:
        yield from _common(old, new, mine, theirs)
        return
    if not runs:
        return  # nothing to hold on to: all of it counts as changed
    size, at = runs[0], (mine[0], theirs[0])
    shared = set(old[slice(*mine)]).intersection(new[slice(*theirs)])
    for i, j in _in_order(_once(old, mine, size, shared), _once(new, theirs, size, shared)):
        if i < at[0] or j < at[1]:
            continue
        yield from _parted(old, new, (at[0], i), (at[1], j), runs[1:])
        yield i, j, size
        at = (i + size, j + size)
    yield from _parted(old, new, (at[0], mine[1]), (at[1], theirs[1]), runs[1:])


def _common(old: list[str], new: list[str], mine: Span, theirs: Span) -> Iterator[tuple[int, int, int]]:
    for old_at, new_at, size in common_runs(old[slice(*mine)], new[slice(*theirs)]):
        yield mine[0] + old_at, theirs[0] + new_at, size


def _once(words: list[str], span: Span, size: int, shared: set[str]) -> dict[tuple[str, ...], int]:
    """The runs of `size` words, all of them `shared`, that stand once in the span, with their places, in order."""
    breaks = [span[0] - 1, *(at for at in range(*span) if words[at] not in shared), span[1]]
    found: list[tuple[tuple[str, ...], int]] = []
    for before, after in pairwise(breaks):
        if after - before > size:
            runs = zip(*(words[before + 1 + step : after] for step in range(size)), strict=False)
            found += zip(runs, range(before + 1, after), strict=False)
    count = Counter(run for run, _at in found)
    return {run: at for run, at in found if count[run] == 1}


def _in_order(old: dict[tuple[str, ...], int], new: dict[tuple[str, ...], int]) -> list[Span]:
    """The longest row of common runs that stand in one order in both (patience sorting)."""
    pairs = [(at, new[run]) for run, at in old.items() if run in new]
    tails: list[int] = []
    chain: list[int] = []
    back = [-1] * len(pairs)
    for index, (_at, place) in enumerate(pairs):
        slot = bisect_left(tails, place)
        back[index] = chain[slot - 1] if slot else -1
        if slot == len(tails):
            tails.append(place)
            chain.append(index)
        else:
            tails[slot], chain[slot] = place, index
    row, index = [], chain[-1] if chain else -1
    while index >= 0:
        row.append(pairs[index])
        index = back[index]
    return row[::-1]


def _without_chance(words: list[str], blocks: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Leave out lone short words that both texts hold amid changed ones: they tell nothing about place."""
    for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        old_at, new_at, size = block
        gap_before = 0 if before is None else min(old_at - before[0] - before[2], new_at - before[1] - before[2])
        gap_after = 0 if after is None else min(after[0] - old_at - size, after[1] - new_at - size)
        lone = size == 1 and len(words[old_at]) < CHANCE and gap_before >= 2 and gap_after >= 2
        if not lone:
            yield block
