"""PURE  The marks of pages in a text that a person typed: a line “[page 2]” begins page 2."""

import re

MARK = re.compile(r"(?:^|(?<=\n))[ \t]*\[(?:page|p\.)[ \t]*(\d{1,5})\][ \t]*(?:\n+|$)", re.IGNORECASE)


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and for each mark its page and where that begins, in code points."""
    parts, pages, at, length = [], [], 0, 0
    for mark in MARK.finditer(text):
        parts.append(text[at : mark.start()])
        length += len(parts[-1])
        pages.append((int(mark[1]), length))
        at = mark.end()
    return "".join([*parts, text[at:]]), pages
