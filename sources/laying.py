"""PURE  A passage laid on a stretch of text: where it begins and ends there, and how much the two have in common."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq

from sources.flattening import SIGN

EDGE = re.compile(rf"(?<=[{SIGN}])|(?=[{SIGN}])|(?<![^\W{SIGN}])(?=\w)|(?<=\w)(?![^\W{SIGN}])|$|^")


@dataclass(frozen=True)
class Near:
    """A place text[start:end] and how much of its characters and the passage's are in common, 0 to 1."""

    start: int
    end: int
    score: float


def likeness(a: str, b: str) -> float:
    """2 × common characters / all characters of both: the normalised Indel similarity."""
    return Indel.normalized_similarity(a, b)


def laid(words: str, text: str, first: int, last: int) -> Near | None:
    """The place in text[first:last] that is most like `words`."""
    stretch = text[first:last]
    blocks = [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(words, stretch)
        if step.tag == "equal"
    ]
    if not blocks:
        return None
    head, tail = _densest(blocks)
    start = _best_edge(words, stretch, head[1] - head[0], head[1], tail[1] + tail[2], front=True)
    end = _best_edge(words, stretch, tail[1] + len(words) - tail[0], tail[1] + tail[2], start, front=False)
    if end <= start:
        return None
    return Near(first + start, first + end, likeness(words, stretch[start:end]))


def _densest(blocks: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The first and last common run of the part that has most in common and least between."""
    best = score = 0
    head = best_head = best_tail = 0
    for n, (mine, theirs, size) in enumerate(blocks):
        if n:
            before = blocks[n - 1]
            score -= max(mine - before[0] - before[2], theirs - before[1] - before[2])
        if score <= 0:
            score, head = 0, n
        score += size
        if score > best:
            best, best_head, best_tail = score, head, n
    return blocks[best_head], blocks[best_tail]


def _best_edge(words: str, text: str, expected: int, inner: int, other: int, *, front: bool) -> int:
    """The edge of a word, near where the passage would begin or end, from which the two are likest."""
    low, high = sorted((expected, inner))
    low, high = max(0, low - 16), min(len(text), high + 16)
    edges = [low + found.start() for found in EDGE.finditer(text[low:high])]
    edges += [inner, min(max(expected, 0), len(text))]
    if len(edges) > 24:
        edges = sorted(set(edges), key=lambda at: abs(at - expected))[:24]

    def fit(at: int) -> tuple[float, int]:
        span = text[at:other] if front else text[other:at]
        return likeness(words, span) if span else 0.0, -abs(at - inner)

    return max(dict.fromkeys(edges), key=fit)
