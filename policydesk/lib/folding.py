"""PURE  A comparison cut down to what people look for: the changes, with a little of what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from policydesk.lib.differing import SAME, Piece, Row

LONGEST = 2_000  # characters of one run, in a list of many changes


@dataclass(frozen=True)
class Stretch:
    """Neighbouring rows of a comparison; `folded` ones are far from any change."""

    rows: tuple[Row, ...]
    folded: bool


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
    """The row with long runs of unchanged text cut down to `around` characters beside each change.

    Of a run that came or went at most LONGEST characters are kept.
    """
    last = len(row) - 1
    return tuple(
        _shortened(piece, around, n > 0, n < last) if piece.kind == SAME else _cut(piece) for n, piece in enumerate(row)
    )


def _shortened(piece: Piece, around: int, after_change: bool, before_change: bool) -> Piece:
    if len(piece.text) <= around * (after_change + before_change) + 40:
        return piece
    if not after_change and not before_change:
        return _cut(piece)
    head = piece.text[:around].rpartition(" ")[0] if after_change else ""
    tail = piece.text[-around:].partition(" ")[2] if before_change else ""
    return Piece(SAME, f"{head} … {tail}".strip(" ") if head and tail else f"{head} …" if head else f"… {tail}")


def _cut(piece: Piece) -> Piece:
    return piece if len(piece.text) <= LONGEST else Piece(piece.kind, f"{piece.text[:LONGEST]}…")
