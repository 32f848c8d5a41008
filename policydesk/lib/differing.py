"""What changed between two texts, for people to read: words gone, words new, the rest as it stood. Pure.

The longest common subsequence decides what stayed, found with the bits of whole numbers: it never takes cubic time,
as difflib may, and ten thousand words against ten thousand others take a fraction of a second.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

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


@dataclass(frozen=True)
class Stretch:
    """Neighbouring rows of a comparison; `folded` ones are far from any change."""

    rows: tuple[Row, ...]
    folded: bool


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
    for same, before, after in _steps(old, new, left):
        if same:
            rows += (_whole(SAME, text) for text in before)
            continue
        for gone, come in _pairs(before, after):
            rows.append(_words(gone, come, left) if gone and come else _whole(GONE, gone) + _whole(NEW, come))
    return rows


def is_same(row: Row) -> bool:
    """Whether nothing changed in this row."""
    return all(piece.kind == SAME for piece in row)


def folded(rows: Sequence[Row], *, around: int = 1) -> list[Stretch]:
    """The rows in stretches to show and, between them, stretches that lie more than `around` rows from any change."""
    changed = [index for index, row in enumerate(rows) if not is_same(row)]
    near = {at for index in changed for at in range(index - around, index + around + 1)}
    stretches = []
    for far, members in groupby(range(len(rows)), key=lambda index: index not in near):
        stretches.append(Stretch(tuple(rows[index] for index in members), far))
    return stretches


def shortened(row: Row, *, around: int = 80) -> Row:
    """The row with long runs of unchanged text cut down to `around` characters beside each change."""
    last = len(row) - 1
    return tuple(_shortened(piece, around, n > 0, n < last) if piece.kind == SAME else piece for n, piece in
                 enumerate(row))  # fmt: skip


def _shortened(piece: Piece, around: int, after_change: bool, before_change: bool) -> Piece:
    if len(piece.text) <= around * (after_change + before_change) + 40:
        return piece
    head = piece.text[:around].rpartition(" ")[0] if after_change else ""
    tail = piece.text[-around:].partition(" ")[2] if before_change else ""
    return Piece(SAME, f"{head} … {tail}".strip(" ") if head and tail else f"{head} …" if head else f"… {tail}")


# --- Words ---------------------------------------------------------------------------------------------------
def _words(old: str, new: str, left: list[int]) -> Row:
    if old == new:
        return _whole(SAME, old)
    steps = list(_steps(TOKEN.findall(old), TOKEN.findall(new), left))
    return tuple(_smoothed((same, "".join(before), "".join(after)) for same, before, after in steps))


def _smoothed(steps: Iterable[tuple[bool, str, str]]) -> Iterator[Piece]:
    """Pieces without islands: a space or a comma between two changed words is told with them."""
    kept: list[tuple[bool, str, str]] = []
    for same, before, after in steps:
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


# --- What stayed ---------------------------------------------------------------------------------------------
def _steps(
    old: Sequence[str], new: Sequence[str], left: list[int]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """The two sequences cut into stretches: (whether it stayed, the items of the old one, those of the new one)."""
    head = next((n for n, (x, y) in enumerate(zip(old, new, strict=False)) if x != y), min(len(old), len(new)))
    rest = min(len(old), len(new)) - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    if head:
        yield True, old[:head], new[:head]
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail], left)
    if tail:
        yield True, old[len(old) - tail :], new[len(new) - tail :]


def _middle(
    old: Sequence[str], new: Sequence[str], left: list[int]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    cost = len(old) * len(new)
    common = _common(old, new) if cost <= left[0] else []
    left[0] -= min(cost, left[0])
    i = k = 0
    for _shift, run in groupby(enumerate(common), key=lambda found: (found[1][0] - found[0], found[1][1] - found[0])):
        pairs = [pair for _n, pair in run]
        x, y = pairs[0]
        if x > i or y > k:
            yield False, old[i:x], new[k:y]
        i, k = pairs[-1][0] + 1, pairs[-1][1] + 1
        yield True, old[x:i], new[y:k]
    if i < len(old) or k < len(new):
        yield False, old[i:], new[k:]


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The places (in `old`, in `new`) of a longest common subsequence, by Hyyrö's bit-parallel rows (2004)."""
    places: dict[str, int] = {}
    for i, item in enumerate(old):
        places[item] = places.get(item, 0) | 1 << i
    full = (1 << len(old)) - 1
    row, rows = full, [full]
    for item in new:
        met = row & places.get(item, 0)
        row = (row + met | row - met) & full
        rows.append(row)
    found, i, k = [], len(old), len(new)
    while i and k:
        if rows[k] >> i - 1 & 1:  # the item of the old one adds nothing
            i -= 1
        elif not rows[k - 1] >> i - 1 & 1:  # nor does the item of the new one
            k -= 1
        else:
            i, k = i - 1, k - 1
            found.append((i, k))
    return found[::-1]
