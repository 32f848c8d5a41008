"""PURE  Passages that mark what they leave out or put in: “…”, “[...]”, “[the minister]”."""

import re
from dataclasses import dataclass

from sources.placing import Place, places

FARTHEST = 1_500  # characters that one marked omission may leave out
INSERTED = 200  # characters that one insertion in brackets may stand for
MOST_PARTS = 40  # of a passage with marked cuts; more is no quotation
OMISSION = r"[\[(]\s*(?:\.\s?){2,}\.?\s*[\])]|(?:\.\s?){2,}\."
CUT = re.compile(rf"\s*(?:(?P<omission>{OMISSION})|(?P<insertion>\[[^\[\]]{{1,80}}\]))\s*")
CASED = re.compile(r"\[(?P<letter>[^\W\d_])\](?=[^\W\d_])")  # “[T]he”: only the case of the letter was changed
TELLING = re.compile(r"\d[\d.,]*|(?<![.!?]\s)\b[A-Z]\w+")  # figures and names; not the first word of a sentence


@dataclass(frozen=True)
class Gap:
    """What may lie before a part: so many characters, in the place of the words `inserted` or of an omission."""

    room: int = 0
    inserted: str = ""

    def takes(self, words: str) -> bool:
        """Whether the mark stands for `words`: an insertion in brackets may not replace a number or a name."""
        return not self.inserted or all(word in self.inserted for word in TELLING.findall(words))


def parts_of(words: str) -> tuple[list[str], list[Gap]]:
    """The parts of a passage between marked cuts, and the gap before each; the first has none."""
    parts: list[str] = []
    gaps: list[Gap] = []
    at, gap = 0, Gap()
    for cut in [*CUT.finditer(words), None]:
        part = words[at : cut.start() if cut else len(words)].strip()
        if part:
            gaps.append(gap if parts else Gap())
            parts.append(part)
            gap = Gap()
        if cut and (cut["omission"] or gap.room == FARTHEST):
            gap = Gap(FARTHEST)
        elif cut:
            gap = Gap(INSERTED, gap.inserted + cut["insertion"])
        at = cut.end() if cut else at
    return parts, gaps


def in_parts(words: str, text: str) -> Place | None:
    """The tightest place where the parts of a passage with marked cuts follow one another."""
    if not CUT.search(words):
        return None
    for case in (str.lower, str.upper) if CASED.search(words) else (str,):
        spelled = CASED.sub(lambda found, case=case: case(found["letter"]), words)
        if place := _chained(*parts_of(spelled), text):
            return place
    return None


def _chained(parts: list[str], gaps: list[Gap], text: str) -> Place | None:
    """The shortest stretch of `text` in which the parts stand in order, none farther from the last than it may."""
    if len(parts) > MOST_PARTS:
        return None
    chains: list[Place] = []  # (where a chain begins, where it ends so far)
    for part, gap in zip(parts, gaps, strict=True):
        found = [(start, start + len(part)) for start in places(part, text)]
        chains = _joined(chains, found, gap, text) if gap.room else found
    return min(chains, key=lambda place: place[1] - place[0], default=None)


def _joined(chains: list[Place], found: list[Place], gap: Gap, text: str) -> list[Place]:
    """Each place of a part with the chain before it that ends last."""
    joined, n = [], 0
    for start, end in found:
        while n < len(chains) and chains[n][1] <= start:
            n += 1
        first, last = chains[n - 1] if n else (0, -gap.room - 1)
        if start - last <= gap.room and gap.takes(text[last:start]):
            joined.append((first, end))
    return joined
