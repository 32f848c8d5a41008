"""What edited words became: followed through the difference of two texts, and never onto a look-alike. Pure."""

from functools import cached_property

from rapidfuzz.distance import Indel

from articles.aligning import Alignment, Likeness, Pairs, Span, Trace

KEPT = 0.5  # share of the letters that must stand for words to count as edited, not replaced
SHORTENED, FILLED = 0.3, 0.75
ALIKE = 0.6  # how alike words must be that are found elsewhere, to count as moved and edited
HINT = 0.25  # share of their pairs of neighbouring words by which such a place is found
MARGIN = 0.1  # by how much the words must be more alike than any other passage
RIVAL = 0.6  # a passage that shares fewer pairs of words than this is no look-alike
FEW, MOST_FIGURE = 2, 5  # so few words, or with a figure so many, were edited though none of them was kept
TELLING = 24  # so long a passage does not stand in two places by chance
MOST_GROWTH = 3  # an edited span may grow so many times; more is text put into its middle


class Edits:
    """Two squeezed texts and their difference by words."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.words = Alignment(old, new)

    @cached_property
    def old_pairs(self) -> Pairs:
        return Pairs(self.words.old_words)

    @cached_property
    def new_pairs(self) -> Pairs:
        return Pairs(self.words.new_words)

    def similarity(self, words: str, span: Span) -> float:
        """How alike `words` and the new text at `span` are, 0 to 1 (normalised Indel similarity)."""
        return Indel.normalized_similarity(words, self.new[slice(*span)])

    def follow(self, start: int, end: int) -> Span | None:
        """The span of the new text that old text[start:end] became, or None when it is gone or not to be told."""
        words = self.old[start:end]
        found = self._in_place(start, end) or self._elsewhere(start, end)
        if found is None or self.new[slice(*found)] == words or self._stood_elsewhere(start, end, found):
            return None
        return found if self.words.held(start, end, found) or not self._has_rival(start, end, found) else None

    def _stood_elsewhere(self, start: int, end: int, found: Span) -> bool:
        """Whether what was found is, word for word, another passage of the old text: then it is that one's."""
        text = self.new[slice(*found)]
        at = self.old.find(text) if len(text) >= TELLING else -1
        while start <= at and at + len(text) <= end:
            at = self.old.find(text, at + 1)
        return at >= 0

    def _in_place(self, start: int, end: int) -> Span | None:
        trace = self.words.trace(start, end)
        if trace and _stands(trace) and trace.end - trace.start <= MOST_GROWTH * (end - start):
            return trace.start, trace.end
        return self._replaced(start, end)

    def _replaced(self, start: int, end: int) -> Span | None:
        """A name or a figure in place of another, between words that stand."""
        words = self._old_words(start, end)
        if len(words) > MOST_FIGURE:
            return None
        span = self.words.between(start, end, MOST_FIGURE)
        figures = any(map(str.isdigit, words)) and span and any(map(str.isdigit, self.new[slice(*span)]))
        return span if len(words) <= FEW or figures else None

    def _elsewhere(self, start: int, end: int) -> Span | None:
        """Where words that were moved and edited stand now: among those that came from nowhere."""
        wanted = self._old_words(start, end)
        found = self.new_pairs.like(wanted, lambda at: self.words.to_old[at] < 0) if len(wanted) > 3 else None
        if found is None or found.covers < HINT:
            return None
        slack = len(wanted) // 2
        first, last = max(0, found.first - slack), min(len(self.words.new_words), found.last + slack)
        at, until = self.words.new_spans[first][0], self.words.new_spans[last - 1][1]
        trace = Alignment(self.old[start:end], self.new[at:until]).trace(0, end - start, alone=True)
        if trace is None or trace.kept < KEPT:
            return None
        span = at + trace.start, at + trace.end
        return span if self.similarity(self.old[start:end], span) >= ALIKE else None

    def _has_rival(self, start: int, end: int, found: Span) -> bool:
        """Whether another old passage reads as much like what was found, or another new one like what was sought."""
        mine = self.words.words_of(self.words.old_spans, start, end)
        theirs = self.words.words_of(self.words.new_spans, *found)
        now, before = self.words.new_words[slice(*theirs)], self._old_words(start, end)
        own = self.old_pairs.like(now, lambda at: mine[0] <= at < mine[1] - 1)
        other = self.old_pairs.like(now, lambda at: not mine[0] - 1 <= at < mine[1])
        if _rivals(own, other):
            return True
        own = self.new_pairs.like(before, lambda at: theirs[0] <= at < theirs[1] - 1)
        other = self.new_pairs.like(
            before, lambda at: not theirs[0] - 1 <= at < theirs[1] and self.words.to_old[at] < 0
        )
        return _rivals(own, other)

    def _old_words(self, start: int, end: int) -> list[str]:
        return self.words.old_words[slice(*self.words.words_of(self.words.old_spans, start, end))]


def _stands(trace: Trace) -> bool:
    """Whether enough was kept: half of it, or, where it was shortened, a third that is nearly all there is now."""
    return trace.kept >= KEPT or (trace.kept >= SHORTENED and trace.fills >= FILLED)


def _rivals(own: Likeness | None, other: Likeness | None) -> bool:
    return other is not None and other.covers >= max(RIVAL, (own.covers if own else 0.0) - MARGIN)
