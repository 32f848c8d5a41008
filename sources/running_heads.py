"""PURE  Running heads and page numbers: they stand in the middle of a sentence that goes on over the page."""

import re
from collections import Counter
from collections.abc import Iterator

EDGE = 2  # lines at the top and at the bottom of a page that may be heads
FEWEST = 3  # pages; what two pages begin with may be a chance


def without_running_heads(pages: list[str]) -> list[str]:
    """The pages without lines that stand, but for their numbers, at one edge of half of them.

    The first page keeps what stands above it and the last one what stands below: nothing is lost wholly.
    """
    counts = Counter(key for page in pages for key in dict(_edges(page.splitlines())).values())
    running = {key for key, count in counts.items() if count >= max(FEWEST, len(pages) / 2)}
    return _dropped(pages, running) if running else pages


def _dropped(pages: list[str], running: set[tuple[int, str]]) -> list[str]:
    kept = []
    for number, page in enumerate(pages):
        lines = page.splitlines()
        heads = {at for at, (place, words) in _edges(lines) if (place, words) in running}
        if number == 0:
            heads = {at for at in heads if at >= len(lines) / 2}
        if number == len(pages) - 1:
            heads = {at for at in heads if at < len(lines) / 2}
        kept.append("\n".join(line for at, line in enumerate(lines) if at not in heads))
    return kept


def _edges(lines: list[str]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Where the lines at the edges stand, with what makes them alike: place from the edge, words without numbers."""
    full = [at for at, line in enumerate(lines) if line.strip()]
    places = [*enumerate(full[:EDGE]), *((-n, at) for n, at in enumerate(reversed(full[-EDGE:]), 1))]
    for place, at in places:
        yield at, (place, re.sub(r"\d+", "#", " ".join(lines[at].split())))
