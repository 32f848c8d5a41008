"""PURE  The items that two sequences have in common, and the stretches between.

A longest common subsequence is found bit by bit, in C (rapidfuzz): it never takes cubic time, as difflib may, and ten
thousand words against ten thousand others take a fraction of a second.
"""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

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


def common_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The runs of a longest common subsequence: place in `old`, place in `new`, length."""
    for step in LCSseq.opcodes(old, new):
        if step.tag == "equal":
            yield step.src_start, step.dest_start, step.src_end - step.src_start


def _middle(old: Sequence[str], new: Sequence[str], left: list[int]) -> Iterator[Step]:
    cost = len(old) * len(new)
    common = common_runs(old, new) if cost <= left[0] else ()
    left[0] -= min(cost, left[0])
    i = k = 0
    for x, y, size in common:
        if x > i or y > k:
            yield False, old[i:x], new[k:y]
        i, k = x + size, y + size
        yield True, old[x:i], new[y:k]
    if i < len(old) or k < len(new):
        yield False, old[i:], new[k:]
