"""PURE  The likest place of a passage that marks what it leaves out: the likest places of its parts, in order."""

from sources.flattening import BREAK
from sources.nearing import CLOSE, PARTLY, Near, nearest
from sources.parting import MOST_PARTS, Gap, parts_of


def nearest_in_parts(words: str, text: str) -> Near | None:
    """The likest place; of a passage with marked cuts the likest place of each part, in order."""
    whole = nearest(words.replace(BREAK, ""), text)
    parts, gaps = parts_of(words)
    if not 2 <= len(parts) <= MOST_PARTS or (whole and whole.score >= CLOSE):
        return whole
    longest = max(range(len(parts)), key=lambda n: len(parts[n]))
    anchor = nearest(parts[longest], text)
    return max(
        filter(None, (whole, _around(anchor, parts, gaps, longest, text))), key=lambda one: one.score, default=None
    )


def _around(anchor: Near | None, parts: list[str], gaps: list[Gap], longest: int, text: str) -> Near | None:
    """The likest places of the other parts before and after that of the longest one, as one."""
    if anchor is None or anchor.score < PARTLY:
        return None
    found = [anchor]
    for n in range(longest + 1, len(parts)):
        first = found[-1].end
        near = nearest(parts[n], text[first : first + gaps[n].room + 2 * len(parts[n])])
        if near is None or near.score < PARTLY:
            return None
        found.append(Near(first + near.start, first + near.end, near.score))
    for n in range(longest - 1, -1, -1):
        first = max(0, found[0].start - gaps[n + 1].room - 2 * len(parts[n]))
        near = nearest(parts[n], text[first : found[0].start])
        if near is None or near.score < PARTLY:
            return None
        found.insert(0, Near(first + near.start, first + near.end, near.score))
    weight = sum(map(len, parts))
    score = sum(near.score * len(part) for near, part in zip(found, parts, strict=True)) / weight
    return Near(found[0].start, found[-1].end, score)
