"""PURE  A text without what anchors do not count, and the way back to its offsets."""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from policydesk.lib.text import normalise_same_length

SPACE = re.compile(r"\s+")
GAP = re.compile(r"\s{2,}")
# Where a word or a number runs on: between letters or digits, and in "31|.5", "31.|5", "31|%".
RUNS_ON = re.compile(r"(?<=\w)(?=\w)|(?<=\d)(?=[.,]\d|%)|(?<=\d[.,])(?=\d)")


def squeeze(text: str) -> str:
    """`text` with plain quotes and dashes, and one space for each run of white space."""
    return SPACE.sub(" ", normalise_same_length(text))


class Squeezed:
    """A text and its squeezed form `text`; offsets of the one are known in the other."""

    def __init__(self, original: str) -> None:
        plain = normalise_same_length(original)
        self.text = SPACE.sub(" ", plain)
        gaps = [found.span() for found in GAP.finditer(plain)]
        self.gap_ends = [end for _start, end in gaps]
        self.removed = [0, *accumulate(end - start - 1 for start, end in gaps)]
        self.spaces = [start - gone for (start, _end), gone in zip(gaps, self.removed, strict=False)]

    def squeezed(self, offset: int) -> int:
        """Where the character at `offset` of the original, no white space, stands in `text`."""
        return offset - self.removed[bisect_right(self.gap_ends, offset)]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that text[start:end], which begins and ends with a word, stands for."""
        first, last = (at + self.removed[bisect_left(self.spaces, at)] for at in (start, end - 1))
        return first, last + 1

    def places(self, words: str, most: int | None = None) -> list[int]:
        """Every place of `words` in `text`, or the first `most`, overlapping ones too; none for no words."""
        found, at = [], self.text.find(words) if words else -1
        while at >= 0 and len(found) != most:
            found.append(at)
            at = self.text.find(words, at + 1)
        return found

    def cut(self, at: int) -> bool:
        """Whether a word or a number runs on across the place `at` of `text`."""
        return RUNS_ON.match(self.text, at) is not None


def alike_after(a: str, at_a: int, b: str, at_b: int, most: int) -> int:
    """How many characters from `at_a` in `a` and from `at_b` in `b` on are equal, `most` at most."""
    same, beyond = 0, min(most, len(a) - at_a, len(b) - at_b) + 1
    while beyond - same > 1:  # bisecting compares long stretches at memory speed
        middle = (same + beyond) // 2
        if a[at_a + same : at_a + middle] == b[at_b + same : at_b + middle]:
            same = middle
        else:
            beyond = middle
    return same


def alike_before(a: str, at_a: int, b: str, at_b: int, most: int) -> int:
    """How many characters that end before `at_a` in `a` and before `at_b` in `b` are equal, `most` at most."""
    same, beyond = 0, min(most, at_a, at_b) + 1
    while beyond - same > 1:
        middle = (same + beyond) // 2
        if a[at_a - middle : at_a - same] == b[at_b - middle : at_b - same]:
            same = middle
        else:
            beyond = middle
    return same
