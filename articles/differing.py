"""What changed between two texts, for people to read: words gone, words new, the rest as it stood. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, GONE, NEW = "same", "gone", "new"
SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # kana and Chinese characters: each is compared by itself
TOKEN = re.compile(rf"[{SIGN}]|[^\W{SIGN}]+|\s+|[^\w\s]")
MOST_PAIRS = 4_000_000  # comparisons in the worst case: about a second; what is longer is shown as a whole


@dataclass(frozen=True)
class Piece:
    """A run of text that is in both (`same`), only in the old one (`gone`), or only in the new one (`new`)."""

    kind: str
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that lead from `old` to `new`: all but the new ones spell `old`, all but the gone ones spell `new`.

    Words, runs of white space and single signs are compared (Ratcliff and Obershelp's matching, as difflib has it).
    Texts too long to compare come back whole, as gone and new.
    """
    return tuple(_pieces(TOKEN.findall(old), TOKEN.findall(new))) if old != new else _whole(SAME, old)


def block_diff(old: Sequence[str], new: Sequence[str]) -> list[tuple[Piece, ...]]:
    """One row of pieces for each block (paragraph, heading) of either text, in reading order.

    A block that was rewritten is compared word by word with the one in its place.
    """
    rows: list[tuple[Piece, ...]] = []
    for kind, i, j, k, m in _steps(old, new):
        if kind == "equal":
            rows += (_whole(SAME, text) for text in old[i:j])
        else:
            pairs = zip_longest(old[i:j], new[k:m])
            rows += (_pair(before, after) for before, after in pairs)
    return rows


def _pair(before: str | None, after: str | None) -> tuple[Piece, ...]:
    if before is None:
        return _whole(NEW, after or "")
    return word_diff(before, after) if after is not None else _whole(GONE, before)


def _whole(kind: str, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, i, j, k, m in _steps(before, after):
        if kind == "equal":
            yield Piece(SAME, "".join(before[i:j]))
            continue
        yield from _whole(GONE, "".join(before[i:j]))
        yield from _whole(NEW, "".join(after[k:m]))


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
