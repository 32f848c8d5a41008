"""The items that two sequences have in common, and the stretches between. Pure.

A longest common subsequence is found with the bits of whole numbers: it never takes cubic time, as difflib may, and
ten thousand words against ten thousand others take a fraction of a second.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

Step = tuple[bool, Sequence[str], Sequence[str]]


def steps(old: Sequence[str], new: Sequence[str], left: list[int]) -> Iterator[Step]:
    """The two sequences cut into stretches: (whether it stayed, the items of the old one, those of the new one).

    `left` holds one number, the bits that comparisons may still take, and is lowered by what this one takes; what
    would take more comes back as one stretch that did not stay.
    """
    head = next((n for n, (x, y) in enumerate(zip(old, new, strict=False)) if x != y), min(len(old), len(new)))
    rest = min(len(old), len(new)) - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    if head:
        yield True, old[:head], new[:head]
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail], left)
    if tail:
        yield True, old[len(old) - tail :], new[len(new) - tail :]


def _middle(old: Sequence[str], new: Sequence[str], left: list[int]) -> Iterator[Step]:
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
