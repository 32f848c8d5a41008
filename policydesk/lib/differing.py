"""PURE  What changed between two texts, for people to read: words gone, words new, the rest as it stood."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from policydesk.lib.subsequences import steps

SAME, GONE, NEW = "same", "gone", "new"
SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # kana and Chinese characters: each is compared by itself
TOKEN = re.compile(rf"[{SIGN}]|[^\W{SIGN}]+|\s+|[^\w\s]")
MOST_PAIRS = 200_000_000  # bits of the table of one comparison, and of all that one call makes: 25 MB
MOST_ALIGNED = 2_500  # pairs of blocks among which the likest are sought; beyond it, place decides
ALIKE = 0.4  # share of common words from which one block is told as a rewriting of the other

Row = tuple["Piece", ...]
Found = tuple[float, tuple[tuple[int, int], ...]]  # how much is alike, and the pairs that are


@dataclass(frozen=True)
class Piece:
    """A run of text that is in both (`same`), only in the old one (`gone`), or only in the new one (`new`)."""

    kind: str
    text: str


def word_diff(old: str, new: str) -> Row:
    """The pieces that lead from `old` to `new`: all but the new ones spell `old`, all but the gone ones spell `new`.

    Words, runs of white space and single signs are compared. Texts too long to compare come back whole, as gone
    and new.
    """
    return _words(old, new, [MOST_PAIRS])


def block_diff(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """One row of pieces for each block (paragraph, heading) of either text, in reading order.

    A block that was rewritten is compared word by word with the one that it is most like; of two blocks with few
    words in common, one is gone and one is new.
    """
    rows: list[Row] = []
    left = [MOST_PAIRS]  # what the comparisons of this call may still cost together
    for same, before, after in steps(old, new, left):
        if same:
            rows += (_whole(SAME, text) for text in before)
            continue
        for gone, come in _pairs(before, after):
            rows.append(_words(gone, come, left) if gone and come else _whole(GONE, gone) + _whole(NEW, come))
    return rows


# --- Words ---------------------------------------------------------------------------------------------------
def _words(old: str, new: str, left: list[int]) -> Row:
    if old == new:
        return _whole(SAME, old)
    found = steps(TOKEN.findall(old), TOKEN.findall(new), left)
    return tuple(_smoothed((same, "".join(before), "".join(after)) for same, before, after in found))


def _smoothed(found: Iterable[tuple[bool, str, str]]) -> Iterator[Piece]:
    """Pieces without islands: a space or a comma between two changed words is told with them."""
    kept: list[tuple[bool, str, str]] = []
    for same, before, after in found:
        if not same and len(kept) > 1 and kept[-1][0] and not re.search(r"\w", kept[-1][1]) and not kept[-2][0]:
            _same, island, _island = kept.pop()
            _differ, gone, come = kept.pop()
            before, after = gone + island + before, come + island + after
        kept.append((same, before, after))
    for same, before, after in kept:
        if same:
            yield Piece(SAME, before)
        else:
            yield from _whole(GONE, before) + _whole(NEW, after)


def _whole(kind: str, text: str | None) -> Row:
    return (Piece(kind, text),) if text else ()


# --- Blocks --------------------------------------------------------------------------------------------------
def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Blocks of both sides in reading order, each beside the one it is a rewriting of, or beside nothing."""
    if len(before) * len(after) > MOST_ALIGNED:
        yield from zip_longest(before, after, fillvalue="")
        return
    i = k = 0
    for x, y in _likest(before, after):
        yield from ((text, "") for text in before[i:x])
        yield from (("", text) for text in after[k:y])
        yield before[x], after[y]
        i, k = x + 1, y + 1
    yield from ((text, "") for text in before[i:])
    yield from (("", text) for text in after[k:])


def _likest(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs, in order and without crossing, that have most words in common."""
    ours, theirs = ([set(TOKEN.findall(text)) - {" "} for text in texts] for texts in (before, after))
    best: list[list[Found]] = [[(0.0, ())] * (len(after) + 1)]
    for i, mine in enumerate(ours):
        row: list[Found] = [(0.0, ())]
        for k, other in enumerate(theirs):
            alike = 2 * len(mine & other) / (len(mine) + len(other) or 1)
            score, pairs = best[i][k]
            paired = (score + alike, (*pairs, (i, k))) if alike >= ALIKE else (-1.0, ())
            row.append(max(paired, best[i][k + 1], row[k], key=lambda found: found[0]))
        best.append(row)
    return list(best[-1][-1][1])
