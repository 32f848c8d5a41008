"""Two people's changes of one text, put together: by block for a body, by field for the rest. Pure.

The way of diff3 (Khanna, Kunal and Pierce, “A formal investigation of diff3”, 2007): what stands in all three texts
parts them into chunks; a chunk that one side left alone is taken from the other; one that both changed is a conflict.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

OPENING, CLOSING = re.compile(r"<(?:ul|ol|blockquote)\b"), re.compile(r"</(?:ul|ol|blockquote)>")


@dataclass(frozen=True)
class Conflict:
    """What both changed: of a body the blocks as HTML lines, of any other field its whole value."""

    field: str
    base: str
    mine: str
    theirs: str


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
            chunks = list(merge_blocks(base[name], typed, theirs[name]))
            found = [chunk for chunk in chunks if isinstance(chunk, Conflict)]
            values[name] = "\n".join(c.mine if isinstance(c, Conflict) else c for c in chunks if c not in ("",))
            conflicts += found
            continue
        values[name] = theirs[name] if typed == base[name] else typed
        if len({str(base[name]), str(typed), str(theirs[name])}) == 3:
            conflicts.append(Conflict(name, str(base[name]), str(typed), str(theirs[name])))
    return Merged(values, tuple(conflicts))


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
    found = SequenceMatcher(None, base, text, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in found for step in range(block.size)}


def choose(html: str, conflict: Conflict, choice: str) -> str:
    """`html` with what was chosen in the place of my words: `mine`, `theirs` or `both`. Where my words do not stand as
    they did (they were edited since), nothing is replaced."""
    chosen = {"theirs": conflict.theirs, "both": f"{conflict.theirs}\n{conflict.mine}"}.get(choice, conflict.mine)
    return html.replace(conflict.mine, chosen, 1) if conflict.mine else "\n".join(filter(None, (html, chosen)))
