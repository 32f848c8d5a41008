"""PURE  Words of a text, found again after the text has changed.

Anchors live on plain text (see projecting), in code points. Quotes, dashes and the length of white space do
not count, so splitting or merging paragraphs and straightening quotes leave every anchor where it was. What
cannot be told apart is lost, never guessed: two look-alikes with the same neighbours are no answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel

from articles.aligning import TOKEN
from articles.squeezing import Squeezed, alike_after, alike_before, squeeze
from articles.tracing import Edits

SAME, CHANGED, LOST = "same", "changed", "lost"
CONTEXT = 32
TELLING = 24  # words this long, once in each text, need no neighbour to vouch for them
MOST_TWINS = 500  # words that stand in so many places are no claim, and weighing them all takes its time
FEW_PLACES = 16  # so many places are weighed by all the words around them, too, not only by the nearest
AROUND, ALIKE_AROUND, APART = (
    96,
    0.5,
    0.2,
)  # characters each side; share of their words; by how much more than elsewhere
VOUCH = 8  # agreeing characters around that vouch for shorter words, or that tell one place from the next


@dataclass(frozen=True)
class Anchor:
    """Words with their neighbours (at most 32 characters each side) and their place in the text."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True)
class Outcome:
    """Where an anchor is now: `same` with its place in the new text, `changed` with the place of what its words
    became, or `lost` with the place it had.

    `score` is 1.0 for the same words, 0.0 for lost ones, else how alike old and new words are (Indel similarity).
    """

    state: str
    start: int
    end: int
    score: float


def make_anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of text[start:end], without the white space at its ends.

    Raises ValueError when nothing but white space is left, or the span is not within the text.
    """
    exact = text[start:end].strip() if 0 <= start <= end <= len(text) else ""
    if not exact:
        raise ValueError("an anchor needs words")
    start = text.index(exact, start)
    end = start + len(exact)
    return Anchor(exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def find_words(text: str, words: str, *, whole_only: bool = False) -> list[tuple[int, int]]:
    """Every place (start, end) of `words` in `text`, in order; quotes, dashes and white space may differ.

    Places inside longer words or numbers ("US" in "USTR", "31" in "31.5") count only when there is no other,
    and never with `whole_only`.
    """
    squeezed, wanted = Squeezed(text), squeeze(words).strip()
    found = squeezed.places(wanted)
    whole = [at for at in found if not (squeezed.cut(at) or squeezed.cut(at + len(wanted)))]
    return [squeezed.original(at, at + len(wanted)) for at in whole or ([] if whole_only else found)]


def reanchor(old: str, new: str, anchors: Sequence[Anchor]) -> list[Outcome]:
    """One outcome for each of `anchors`, which were made on `old`, in the text `new`.

    Tells places apart by what did not change around them, then by prefix and suffix. An anchor whose words and
    neighbours do not stand at its place in `old` was lost before: it is tried again by its prefix and suffix.
    After `same` and `changed`, make a new anchor at the new place; after `lost`, keep the anchor as it is.
    """
    change = _Change(old, new)
    return [change.outcome(anchor) for anchor in anchors]


class _Change:
    """Two texts and what they share: `ahead` characters at the beginning, `behind` at the end."""

    def __init__(self, old: str, new: str) -> None:
        self.old = Squeezed(old)
        self.new = self.old if new == old else Squeezed(new)
        shorter = min(len(self.old.text), len(self.new.text))
        self.ahead = alike_after(self.old.text, 0, self.new.text, 0, shorter)
        ends = len(self.old.text), len(self.new.text)
        self.behind = alike_before(self.old.text, ends[0], self.new.text, ends[1], shorter - self.ahead)

    def outcome(self, anchor: Anchor) -> Outcome:
        words = squeeze(anchor.exact).strip()
        was = self.old.squeezed(anchor.start)
        stood = bool(words) and self.stood(was, words, anchor)
        place = self.find(was, words) if stood else self.returned(anchor, words)
        if place is not None:
            return Outcome(SAME, *self.new.original(place, place + len(words)), 1.0)
        if stood and (span := self.edits.follow(was, was + len(words))):
            return Outcome(CHANGED, *self.new.original(*span), self.edits.similarity(words, span))
        return Outcome(LOST, anchor.start, anchor.end, 0.0)

    @cached_property
    def edits(self) -> Edits:
        """What was edited; asked only where words do not stand any more."""
        return Edits(self.old.text, self.new.text)

    def find(self, was: int, words: str) -> int | None:
        """The place in the new text of `words`, which stood at `was` in the old one, or None."""
        whole = not self.old.cut(was), not self.old.cut(was + len(words))
        if (kept := self.kept(was, words)) is not None:
            return next(iter(self.whole_places([kept], words, *whole)), None)
        before, after = self.old.places(words, MOST_TWINS + 1), self.new.places(words, MOST_TWINS + 1)
        if len(before) + len(after) > MOST_TWINS:
            return None
        # Look-alikes in the unchanged ends of the text are where they were: they are not ours.
        free = set(after) - {self.kept(at, words) for at in before}
        return self.chosen(was, before, self.whole_places(sorted(free), words, *whole), len(words))

    def stood(self, at: int, words: str, anchor: Anchor) -> bool:
        """Whether words and neighbours are at their place in the old text, so that the anchor was not lost."""
        text, end = self.old.text, at + len(words)
        before, after = squeeze(anchor.prefix), squeeze(anchor.suffix)
        return text.startswith(words, at) and text.endswith(before, 0, at) and text.startswith(after, end)

    def whole_places(self, places: list[int], words: str, whole_before: bool, whole_after: bool) -> list[int]:
        """Those of `places` of `words` in the new text where no word or number that was whole now runs on."""
        return [
            at
            for at in places
            if not (whole_before and self.new.cut(at)) and not (whole_after and self.new.cut(at + len(words)))
        ]

    def kept(self, at: int, words: str) -> int | None:
        """The new place of what stood at `at` in the old text, if it lies in an unchanged end of the text."""
        if at + len(words) <= self.ahead:
            return at
        if at >= len(self.old.text) - self.behind:
            return at + len(self.new.text) - len(self.old.text)
        return None

    def chosen(self, was: int, before: list[int], after: list[int], size: int) -> int | None:
        """Which of the places `after` stood at `was`; `before` are all places of the words in the old text."""
        if not after:
            return None
        scores = {at: self.agreement(was, at, size) for at in after}
        best = max(scores, key=scores.__getitem__)
        if len(before) == len(after) == 1:
            vouched = size >= TELLING or scores[best] >= VOUCH
            return best if vouched or self.alike_around(was, best, size) >= ALIKE_AROUND else None
        rivals = [scores[at] for at in after if at != best]
        rivals += [self.agreement(at, best, size) for at in before if at != was]
        if scores[best] >= max(rivals) + VOUCH:
            return best
        return self.likeliest(was, before, after, size) if len(before) + len(after) <= FEW_PLACES else None

    def likeliest(self, was: int, before: list[int], after: list[int], size: int) -> int | None:
        """The one of the places `after` around which most words are those around `was`, by far."""
        scores = {at: self.alike_around(was, at, size) for at in after}
        best = max(scores, key=scores.__getitem__)
        rivals = [scores[at] for at in after if at != best]
        rivals += [self.alike_around(at, best, size) for at in before if at != was]
        return best if scores[best] >= max(ALIKE_AROUND, *(one + APART for one in rivals)) else None

    def alike_around(self, was: int, at: int, size: int) -> float:
        """The share of words, in their order, that are the same around two places: the mean of both sides."""
        old, new = self.old.text, self.new.text
        before = _words_alike(old[max(0, was - AROUND) : was], new[max(0, at - AROUND) : at])
        after = _words_alike(old[was + size :][:AROUND], new[at + size :][:AROUND])
        return (before + after) / 2

    def agreement(self, was: int, at: int, size: int) -> int:
        """How many characters around two places agree, up to 256 each side."""
        old, new = self.old.text, self.new.text
        return alike_before(old, was, new, at, 256) + alike_after(old, was + size, new, at + size, 256)

    def returned(self, anchor: Anchor, words: str) -> int | None:
        """Where lost words are back: at the one place they have, if new, or between their stored neighbours."""
        if not words:
            return None
        before, after = squeeze(anchor.prefix), squeeze(anchor.suffix)
        around, end = before + words + after, len(before) + len(words)
        whole = not Squeezed(around).cut(len(before)), not Squeezed(around).cut(end)
        places = self.whole_places(self.new.places(words, MOST_TWINS + 1), words, *whole)
        if len(places) == 1 and len(words) >= TELLING and not self.old.places(words):
            return places[0]
        new = self.new.text
        scores = {
            at: alike_before(around, len(before), new, at, CONTEXT)
            + alike_after(around, end, new, at + len(words), CONTEXT)
            for at in places
        }
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)
        if not ranked or len(ranked) > MOST_TWINS or scores[ranked[0]] * 2 < len(before) + len(after):
            return None
        return ranked[0] if len(ranked) == 1 or scores[ranked[0]] >= scores[ranked[1]] + VOUCH else None


def _words_alike(old: str, new: str) -> float:
    """How alike two texts are by words, 0 to 1 (normalised Indel similarity); two empty ones are alike."""
    return Indel.normalized_similarity(TOKEN.findall(old), TOKEN.findall(new))
