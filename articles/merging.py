"""PURE  Two people's changes of one text, put together: by block for a body, by field for the rest.

Finer than diff3 (Khanna, Kunal and Pierce, “A formal investigation of diff3”, 2007), whose chunks hold whatever stands
between what all three have: two who change neighbouring paragraphs do not meet here. What each side changed is parted
block by block where that is plain; changes of the two sides that meet in the same blocks are a conflict.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policydesk.lib.subsequences import steps

MOST_BITS = 25_000_000  # blocks times blocks that a merge compares; of more, the changed stretch is one conflict
OPENING, CLOSING = re.compile(r"<(?:ul|ol|blockquote)\b"), re.compile(r"</(?:ul|ol|blockquote)>")


@dataclass(frozen=True)
class Conflict:
    """What both changed: of a body the blocks as HTML lines, of any other field its whole value.

    `place` is where mine begins among the outermost blocks of the merged body.
    """

    field: str
    base: str
    mine: str
    theirs: str
    place: int = 0


@dataclass(frozen=True)
class Merged:
    """The values to save, in which conflicts hold what I typed; and the conflicts, in the order of the text."""

    values: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def merge_fields(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], *, body: str = "body") -> Merged:
    """Each field of `mine` merged with `theirs`, both made from `base`. The one called `body` is merged by block."""
    values, conflicts = {}, []
    for name, typed in mine.items():
        if name == body:
            values[name], found = _merged_body(merge_blocks(base[name], typed, theirs[name]))
            conflicts += found
            continue
        values[name] = theirs[name] if typed == base[name] else typed
        if len({str(base[name]), str(typed), str(theirs[name])}) == 3:
            conflicts.append(Conflict(name, str(base[name]), str(typed), str(theirs[name])))
    return Merged(values, tuple(conflicts))


def _merged_body(chunks: Iterable[str | Conflict]) -> tuple[str, list[Conflict]]:
    """The body with mine in the place of each conflict, and the conflicts, each with its place."""
    blocks: list[str] = []
    conflicts = []
    for chunk in chunks:
        if isinstance(chunk, Conflict):
            conflicts.append(replace(chunk, place=len(blocks)))
        blocks += top_blocks(chunk.mine if isinstance(chunk, Conflict) else chunk)
    return "\n".join(blocks), conflicts


@dataclass(frozen=True)
class Change:
    """What one side made of the blocks base[start:end]; of none where it put some in."""

    start: int
    end: int
    blocks: tuple[str, ...]
    mine: bool

    @property
    def reworded(self) -> bool:
        """Whether each block has one in its place: no block came or went."""
        return len(self.blocks) == self.end - self.start


def merge_blocks(base: str, mine: str, theirs: str, *, field: str = "body") -> Iterator[str | Conflict]:
    """The chunks of the merged body, in order: canonical HTML, or a Conflict where both changed the same blocks."""
    old = top_blocks(base)
    changes = [
        *_changes(old, top_blocks(mine), mine=True),
        *_changes(old, top_blocks(theirs), mine=False),
    ]
    at = 0
    for group in _groups(sorted(changes, key=lambda change: (change.start, change.end))):
        start, end = min(change.start for change in group), max(change.end for change in group)
        if at < start:
            yield "\n".join(old[at:start])
        chunk = _settled(field, *(_made(old, start, end, group, side) for side in (None, True, False)))
        if chunk:
            yield chunk
        at = end
    if at < len(old):
        yield "\n".join(old[at:])


def _changes(base: Sequence[str], text: Sequence[str], *, mine: bool) -> Iterator[Change]:
    """What one side changed. Where as many blocks stand as stood, each is the one in its place, so that neighbours
    are changes of their own; so are blocks that went."""
    at = 0
    for stayed, old, new in steps(base, text, [MOST_BITS]):
        if not stayed and len(new) in (0, len(old)):
            for step, block in enumerate(old):
                if new[step : step + 1] != [block]:
                    yield Change(at + step, at + step + 1, tuple(new[step : step + 1]), mine)
        elif not stayed:
            yield Change(at, at + len(old), tuple(new), mine)
        at += len(old)


def _groups(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """The changes in the order of the text, those together that cannot be told apart."""
    group: list[Change] = []
    for change in changes:
        if group and not any(_meet(change, other) for other in group):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _meet(one: Change, other: Change) -> bool:
    """Whether changes of the two sides concern the same blocks, or blocks were put in beside some that came or went:
    whether these still belong there, a person says."""
    if one.mine == other.mine:
        return False
    if max(one.start, other.start) < min(one.end, other.end):
        return True
    return any(
        put_in.start == put_in.end and _holds(beside, put_in.start) for put_in, beside in ((one, other), (other, one))
    )


def _holds(change: Change, place: int) -> bool:
    """Whether a block put in at `place` stands within the change, or at its edge where blocks came or went."""
    return change.start < place < change.end or (place in (change.start, change.end) and not change.reworded)


def _made(base: Sequence[str], start: int, end: int, group: Iterable[Change], mine: bool | None) -> str:
    """base[start:end] with the changes of one side; of none for None."""
    blocks, at = [], start
    for change in group:
        if change.mine is mine:
            blocks += [*base[at : change.start], *change.blocks]
            at = change.end
    return "\n".join([*blocks, *base[at:end]])


def _settled(field: str, base: str, mine: str, theirs: str) -> str | Conflict:
    if mine in (base, theirs):
        return theirs
    return mine if theirs == base else Conflict(field, base, mine, theirs)


def top_blocks(html: str) -> list[str]:
    """The outermost blocks of a canonical body: a paragraph or heading each, a list or quotation as a whole."""
    blocks: list[str] = []
    depth = 0
    for line in html.split("\n") if html else []:
        if depth:
            blocks[-1] += "\n" + line
        else:
            blocks.append(line)
        depth += len(OPENING.findall(line)) - len(CLOSING.findall(line))
    return blocks


def choose(html: str, choices: Sequence[tuple[Conflict, str]]) -> str | None:
    """The body with what was chosen for each conflict, in order: `mine`, `theirs` or `both`.

    None when another choice than mine was made for a passage that does not stand as it did: it was edited since.
    """
    blocks = top_blocks(html)
    for conflict, choice in reversed(choices):
        mine, theirs = top_blocks(conflict.mine), top_blocks(conflict.theirs)
        end = conflict.place + len(mine)
        if choice == "mine":
            continue
        if blocks[conflict.place : end] != mine or end > len(blocks):
            return None
        blocks[conflict.place : end] = theirs if choice == "theirs" else [*theirs, *mine]
    return "\n".join(blocks)
