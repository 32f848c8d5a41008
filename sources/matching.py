"""PURE  Where a passage stands in the text of a copy, and how well: the grades of the product.

Word for word first; then without what printing does to a text (`flattening`); then in parts, where the passage marks
what it leaves out; then the likest place. A place that cuts a word or a number in two is not word for word: “5 million”
is not in “15 million”. So what differs in a number, a date or a name is close at best.
"""

from dataclasses import dataclass
from functools import cached_property

from sources.enums import Grade
from sources.flattening import Flat
from sources.hyphens import as_set
from sources.nearing import CLOSE, PARTLY, Near
from sources.parting import in_parts, parts_of
from sources.placing import BESIDE, places, runs_on
from sources.rejoining import nearest_in_parts

MINIMUM = 12  # characters; a shorter passage is found anywhere and proves nothing


@dataclass(frozen=True)
class Match:
    """How a passage was found in a text: text[start:end], in code points; both None where it was not.

    `score` is the share of characters in common with that place, 1 for all grades above `close`.
    """

    grade: Grade
    start: int | None = None
    end: int | None = None
    score: float = 0.0


class Text:
    """A text in which several passages are looked for: it is flattened once, and only where one asks for that."""

    def __init__(self, words: str) -> None:
        self.words = words

    @cached_property
    def flat(self) -> Flat:
        """The text as it is compared where the words do not stand in it as they are."""
        return Flat(self.words)


def match(passage: str, text: str | Text) -> Match:
    """Grade `passage` against `text`: exact, normalised, cuts, close, partly, absent, or too_short.

    Of several places the first counts, of several grades the best. `no_copy`, `no_text` and `extract` say nothing of
    words and are the caller's.
    """
    passage = passage.strip()
    if len("".join(parts_of(Flat(passage).text)[0])) < MINIMUM:
        return Match(Grade.TOO_SHORT)
    text = Text(text) if isinstance(text, str) else text
    start = next(places(passage, text.words), None)
    if start is not None:
        return Match(Grade.EXACT, start, start + len(passage), 1.0)
    wanted, held = Flat(passage).text, text.flat
    for words in dict.fromkeys((wanted, wanted.strip('"'))):
        if place := as_set(words, held.text):
            return Match(Grade.NORMALISED, *held.original(*place), 1.0)
    if place := in_parts(wanted, held.text):
        return Match(Grade.CUTS, *held.original(*place), 1.0)
    return _graded(nearest_in_parts(wanted, held.text), wanted, held)


def _graded(near: Near | None, wanted: str, held: Flat) -> Match:
    if near is None or near.score < PARTLY:
        return Match(Grade.ABSENT, score=near.score if near else 0.0)
    near = _widened(near, wanted, held.text)
    grade = Grade.CLOSE if near.score >= CLOSE else Grade.PARTLY
    return Match(grade, *held.original(near.start, near.end), near.score)


def _widened(near: Near, wanted: str, text: str) -> Near:
    """The place with the words and numbers at its ends whole, so that a comparison shows what was cut off."""
    start, end = near.start, near.end
    while start > max(0, near.start - BESIDE) and runs_on(text, start):
        start -= 1
    while end < min(len(text), near.end + BESIDE) and runs_on(text, end):
        end += 1
    more, both = (end - start) - (near.end - near.start), 2 * len(wanted)
    return Near(start, end, near.score * both / (both + more))
