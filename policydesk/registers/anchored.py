"""PURE  A text cut where its passages begin and end, so that a page can mark them and lead to each."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Piece:
    """A stretch of the text: the anchors of the passages that begin with it, and whether any passage holds it."""

    text: str
    anchors: tuple[str, ...]
    marked: bool


def anchor(words: str) -> str:
    """The anchor of a passage: from its words, so that it stays when others come."""
    return f"p-{hashlib.sha256(words.encode()).hexdigest()[:10]}"


def pieces(text: str, spans: Mapping[str, tuple[int, int]]) -> list[Piece]:
    """All of the text, in pieces; `spans` are start and end in code points by anchor, and may overlap."""
    edges = sorted({0, len(text), *(edge for span in spans.values() for edge in span)})
    begins: dict[int, list[str]] = {}
    for name, (start, _end) in spans.items():
        begins.setdefault(start, []).append(name)
    return [
        Piece(
            text[start:end],
            tuple(begins.get(start, ())),
            any(first <= start and end <= last for first, last in spans.values()),
        )
        for start, end in pairwise(edges)
    ]
