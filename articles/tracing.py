"""PURE  What edited words became: followed through the difference of two texts, and never onto a look-alike."""

from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from articles.aligning import Alignment, Likeness, Pairs, Span, Trace

KEPT = 0.5  # share of the letters that must stand for words to count as edited, not replaced
SHORTENED, FILLED = 0.3, 0.75
HELD, REWORDED = 0.4, 1.15  # the least of both shares between words that stand; their sum where those do not
RETOUCHED = 0.7  # how alike letters must be between words that stand, where too few words are: typing errors
LONGEST_RETOUCHED = 600  # characters; finding the best window takes cubic time
ALIKE = 0.6  # how alike words must be that are found elsewhere, to count as moved and edited
LONG, ALIKE_FEW = 40, 0.75  # shorter ones, of which three common words are half, must be more alike
HINT = 0.25  # share of their pairs of neighbouring words by which such a place is found
MARGIN = 0.1  # by how much the words must be more alike than any other passage
RIVAL = 0.4  # a passage that shares fewer pairs of words than this is no look-alike
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
        there, words = self._in_place(start, end), self.old[start:end]
        if there and self.words.held(start, end, there):
            return there if self._may_be(start, end, there) else None
        elsewhere = self._elsewhere(start, end)
        found = [span for span in (there, elsewhere) if span and self._may_be(start, end, span)]
        best = max(
            found, key=lambda span: self.similarity(words, span) + (MARGIN if span == there else 0), default=None
        )
        return None if best is None or self._has_rival(start, end, best) else best

    def _may_be(self, start: int, end: int, found: Span) -> bool:
        return self.new[slice(*found)] != self.old[start:end] and not self._stood_elsewhere(start, end, found)

    def _stood_elsewhere(self, start: int, end: int, found: Span) -> bool:
        """Whether what was found is, word for word, another passage of the old text: then it is that one's."""
        text = self.new[slice(*found)]
        at = self.old.find(text) if len(text) >= TELLING else -1
        while start <= at and at + len(text) <= end:
            at = self.old.find(text, at + 1)
        return at >= 0

    def _in_place(self, start: int, end: int) -> Span | None:
        trace = self.words.trace(start, end)
        if trace and self._stands(start, end, trace):
            grown = trace.end - trace.start > MOST_GROWTH * (end - start)
            return None if grown else (trace.start, trace.end)
        return self._replaced(start, end) or self._retouched(start, end)

    def _stands(self, start: int, end: int, trace: Trace) -> bool:
        """Whether enough was kept: half of it; where it was shortened a third that is nearly all there is now; and
        less where the words on both sides show that nothing else can be meant."""
        kept, fills = trace.kept, trace.fills
        least = min(kept, fills)
        if kept >= KEPT or (kept >= SHORTENED and fills >= FILLED) or (least >= HELD and kept + fills >= REWORDED):
            return True
        few = max(len(self._old_words(start, end)), len(self._new_words(trace.start, trace.end))) <= MOST_FIGURE
        return (few or least >= HELD) and self.words.held(start, end, (trace.start, trace.end))

    def _replaced(self, start: int, end: int) -> Span | None:
        """A name or a figure in place of another, between words that stand."""
        words = self._old_words(start, end)
        if len(words) > MOST_FIGURE:
            return None
        span = self.words.between(start, end, MOST_FIGURE)
        figures = any(map(str.isdigit, words)) and span and any(map(str.isdigit, self.new[slice(*span)]))
        return span if len(words) <= FEW or figures else None

    def _retouched(self, start: int, end: int) -> Span | None:
        """The stretch between words that stand that reads like the old words letter by letter."""
        gap, words = self.words.gap(start, end), self.old[start:end]
        if gap is None or max(end - start, (gap[1] - gap[0]) // MOST_GROWTH) > LONGEST_RETOUCHED:
            return None
        found = self._closest(words, gap)
        return found if self.similarity(words, found) >= RETOUCHED else None

    def _closest(self, words: str, span: Span) -> Span:
        """The whole words within `span` of the new text that read most like `words`, letter by letter."""
        text = self.new[slice(*span)]
        window = fuzz.partial_ratio_alignment(words, text) if len(text) > len(words) else None
        if window is None or max(len(words), len(text) // MOST_GROWTH) > LONGEST_RETOUCHED:
            return span
        first, last = self.words.words_of(self.words.new_spans, span[0] + window.dest_start, span[0] + window.dest_end)
        return (self.words.new_spans[first][0], self.words.new_spans[last - 1][1]) if last > first else span

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
        words, span = self.old[start:end], (at + trace.start, at + trace.end)
        span = max((span, self._closest(words, span)), key=lambda each: self.similarity(words, each))
        return span if self.similarity(words, span) >= (ALIKE if len(words) >= LONG else ALIKE_FEW) else None

    def _has_rival(self, start: int, end: int, found: Span) -> bool:
        """Whether another old passage reads as much like what was found, or another new one like what was sought."""
        mine = self.words.words_of(self.words.old_spans, start, end)
        theirs = self.words.words_of(self.words.new_spans, *found)
        own, was, now = self.similarity(self.old[start:end], found), self.old[start:end], self.new[slice(*found)]
        other = self.old_pairs.like(self._new_words(*found), lambda at: not mine[0] - 1 <= at < mine[1])
        if other and _as_alike(now, self.old, self.words.old_spans, other, mine, own):
            return True
        other = self.new_pairs.like(
            self._old_words(start, end),
            lambda at: not theirs[0] - 1 <= at < theirs[1] and self.words.to_old[at] < 0,
        )
        return other is not None and _as_alike(was, self.new, self.words.new_spans, other, theirs, own)

    def _new_words(self, start: int, end: int) -> list[str]:
        return self.words.new_words[slice(*self.words.words_of(self.words.new_spans, start, end))]

    def _old_words(self, start: int, end: int) -> list[str]:
        return self.words.old_words[slice(*self.words.words_of(self.words.old_spans, start, end))]


def _as_alike(wanted: str, text: str, spans: list[Span], other: Likeness, own: Span, least: float) -> bool:
    """Whether the `other` stretch of a text, of which `own` words are left out, reads almost as much like what is
    `wanted` as the found one, which is alike by `least`."""
    if other.covers < RIVAL:
        return False
    slack = (other.last - other.first) // 2 + 1
    first, last = max(0, other.first - slack), min(len(spans), other.last + slack)
    first, last = (max(first, own[1]), last) if other.first >= own[1] else (first, min(last, own[0]))
    near = text[spans[first][0] : spans[last - 1][1]] if first < last else ""
    if max(len(wanted), len(near) // MOST_GROWTH) > LONGEST_RETOUCHED:
        return other.covers >= least - MARGIN
    return fuzz.partial_ratio(wanted, near) / 100 >= least - MARGIN
