"""Two people's changes of one text, put together: by block for a body, by field for the rest. Pure.

The way of diff3 (Khanna, Kunal and Pierce, “A formal investigation of diff3”, 2007): what stands in all three texts
parts them into chunks; a chunk that one side left alone is taken from the other; one that both changed is a conflict.
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


def merge_blocks(base: str, mine: str, theirs: str, *, field: str = "body") -> Iterator[str | Conflict]:
    """The chunks of the merged body, in order: canonical HTML, or a Conflict where both changed the same blocks."""
    old, ours, other = (top_blocks(html) for html in (base, mine, theirs))
    at = (0, 0, 0)
    for sync in [*_standing(old, ours, other), (len(old), len(ours), len(other), 0)]:
        texts = [
            "\n".join(blocks[start:end]) for blocks, start, end in zip((old, ours, other), at, sync[:3], strict=True)
        ]
        chunk = _settled(field, *texts)
        if chunk:
            yield chunk
        size = sync[3]
        if size:
            yield "\n".join(old[sync[0] : sync[0] + size])
        at = (sync[0] + size, sync[1] + size, sync[2] + size)


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


def _standing(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of blocks that stand in all three texts: their places in base, mine and theirs, and their length."""
    to_mine, to_theirs = _matches(base, mine), _matches(base, theirs)
    run: list[int] = []
    for at in range(len(base)):
        ours, other = to_mine.get(at), to_theirs.get(at)
        if ours is None or other is None:
            continue
        if run and (run[0] + run[3], run[1] + run[3], run[2] + run[3]) == (at, ours, other):
            run[3] += 1
            continue
        if run:
            yield run[0], run[1], run[2], run[3]
        run = [at, ours, other, 1]
    if run:
        yield run[0], run[1], run[2], run[3]


def _matches(base: Sequence[str], text: Sequence[str]) -> dict[int, int]:
    found, at, to = {}, 0, 0
    for stayed, old, new in steps(base, text, [MOST_BITS]):
        if stayed:
            found |= {at + step: to + step for step in range(len(old))}
        at, to = at + len(old), to + len(new)
    return found


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
