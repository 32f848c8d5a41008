"""PURE  Other words in one place of a body: its tags stay around the words that stay.

Only the words that differ are exchanged: the others keep their links and emphasis, and what is new takes those of what
it replaces, or follows.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from articles.bodies import Block, Run, read_body, write_body, write_inline, write_text

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


def mended_body(html: str, start: int, end: int, words: str) -> str:
    """The body with `words` in the place of what stands from `start` to `end` of its text, all in one block.

    Raises ValueError where that is no place within one block.
    """
    blocks = read_body(html)
    if not any(block.start <= start < end <= block.end for block in blocks):
        raise ValueError("the place lies in no block")
    inner = []
    for block in blocks:
        mine = block.start <= start and end <= block.end
        runs = _mended(block, start - block.start, end - block.start, words) if mine else block.runs
        inner.append(write_inline((run.tags, write_text(run.text)) for run in runs))
    return write_body(blocks, inner)


def _mended(block: Block, start: int, end: int, words: str) -> Iterator[Run]:
    letters = [(letter, run.tags) for run in block.runs for letter in run.text]
    mended, at = letters[:start], start
    was, now = TOKEN.findall(block.text[start:end]), TOKEN.findall(words)
    for what, first, last, begin, stop in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        size, new = len("".join(was[first:last])), "".join(now[begin:stop])
        tags = letters[at if size or not at else at - 1][1]
        mended += letters[at : at + size] if what == "equal" else [(letter, tags) for letter in new]
        at += size
    for kept, some in groupby([*mended, *letters[end:]], key=lambda one: one[1]):
        yield Run("".join(letter for letter, _tags in some), kept)
