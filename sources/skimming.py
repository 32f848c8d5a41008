"""PURE  The stretches of a long text that may hold something like a passage, found by short runs of it."""

import re
from collections.abc import Iterator

from sources.flattening import SIGN

MOST_RUNS = 240  # runs of a passage that are looked for, evenly spread
MOST_PLACES = 40  # places of one run; a run that stands more often says little
CANDIDATES = 3  # stretches that are worth comparing in full
SIGNS = re.compile(rf"[{SIGN}]{{3}}")  # a passage of Chinese or Japanese, whose words are short


def stretches(words: str, text: str) -> list[tuple[int, int]]:
    """The stretches of `text` in which most runs of `words` stand, best first."""
    hits = sorted(_hits(words, text))
    width = len(words) + len(words) // 3 + 20
    counted: dict[int, int] = {}
    ranked, first = [], 0
    for last, (at, run) in enumerate(hits):
        counted[run] = counted.get(run, 0) + 1
        while at - hits[first][0] > width:
            gone = hits[first][1]
            counted[gone] -= 1
            if not counted[gone]:
                del counted[gone]
            first += 1
        ranked.append((len(counted), hits[first][0], hits[last][0]))
    ranked.sort(key=lambda row: (-row[0], row[2] - row[1], row[1]))
    margin = len(words) // 3 + 40
    chosen: list[tuple[int, int]] = []
    for _count, low, high in ranked:
        if not any(low < end and start < high + 1 for start, end in chosen):
            chosen.append((max(0, low - margin - len(words) // 2), high + margin + len(words) // 2))
            if len(chosen) == CANDIDATES:
                break
    return chosen


def _hits(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Places in `text` of short runs of `words`, as (place, number of the run)."""
    size = 3 if SIGNS.search(words) else 7
    size = min(size, max(2, len(words) // 4))
    runs = list(dict.fromkeys(words[at : at + size] for at in range(len(words) - size + 1)))
    step = -(-len(runs) // MOST_RUNS)
    for number, run in enumerate(runs[::step]):
        places, at = [], text.find(run)
        while at >= 0 and len(places) <= MOST_PLACES:
            places.append(at)
            at = text.find(run, at + 1)
        if len(places) <= MOST_PLACES:
            yield from ((place, number) for place in places)
