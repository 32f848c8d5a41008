"""Where could this be from? The sources in whose copies words stand, or words like them, the likest first.

The index of terms finds the stretches that share most of the rare words; the passage is then laid on the text around
them, and graded as when it is cited. It only offers: nothing here says that a source carries a claim.
"""

from dataclasses import dataclass
from math import log
from typing import Any

from django.db import connections, router
from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from policydesk.lib.differing import Piece, word_diff
from sources.enums import Grade, SnapshotKind, TextKind
from sources.flattening import Flat
from sources.grading import FOUND
from sources.hyphens import as_set
from sources.keeping import readable_sources
from sources.matching import Match, match
from sources.models import SnapshotText, Source, TextStretch
from sources.nearing import PARTLY
from sources.rewording import likest_sentence, pairs
from sources.terming import telling_words, term_of
from sources.word_index import Wanted, counts, heaviest

LONGEST = 1_000  # characters that are looked up; what lies behind them is not
COMMON = 5_000  # stretches: a term that stands in so many tells something only beside others
BUDGET = 20_000  # stretches that are weighed, those of rare terms first
HEAVIEST = 200  # stretches of which some may not be for the asker
TEXTS = 40  # that are looked into
COMPARED = 12  # of these, letter by letter
RARE, ALWAYS_RARE = 0.05, 5  # share of the stretches, and stretches: a word that stands in more is shared by chance
FEWER = 0.4  # of the pairs of words that the closest text shares: with fewer a text is not like the passage
LIGHT = 0.35  # of the heaviest place: what weighs less shares too little to be like the passage
REACH = 2_000  # characters between two stretches over which one passage may go, with marked cuts in it
OFFERED = 10  # sources
BESIDE = ("copy_of", "publisher", "interview")  # the source, when it is shown
LEAST = 0.15  # share of what tells that a sentence must hold to be worth showing


@dataclass(frozen=True)
class Candidate:
    """A source, the copy of it that the words may be from, and what stands there. `likeness` is 0 to 1."""

    source: Source
    text: SnapshotText  # without its words
    grade: Grade
    likeness: float
    words: str
    locator: str
    sought: str

    @property
    def told(self) -> str:
        """How it was found, in a sentence."""
        if self.translated:
            return _("In a translation, which proves no passage: look for it in the original.")
        if self.grade == Grade.ABSENT:
            return _("In other words: it shares the telling words.")
        return str(self.grade.sentence)

    @property
    def differences(self) -> tuple[Piece, ...]:
        """The words that were sought against those of the copy, where these are nearly the same."""
        return word_diff(self.sought, self.words) if self.grade in (Grade.CLOSE, Grade.PARTLY) else ()

    @property
    def translated(self) -> bool:
        """Whether it stands in a translation, which proves no passage."""
        return self.text.kind == TextKind.TRANSLATION


def candidates(words: str, *, user: Any) -> list[Candidate]:
    """The sources that `words` may be from, at most `OFFERED`, the likest first, with the likest passage of each.

    Of confidential sources only those whose copies `user` may read. Takes any words; of long ones the beginning.
    Where some copy holds the passage or most of it, sources that say something alike are left out.
    """
    words = words.strip()[:LONGEST].strip()
    told = _told(words)
    texts = _around(_places(_heaviest(told), readable_sources(user), margin=len(words) + 100))
    found = [one for row in _closest(words, texts) if (one := _candidate(row, words, _laid(words, row.around)))]
    if not found:
        weights = {one.word: one.weight for one in told}
        rare = {one.word for one in told if one.is_rare}
        nearest = ((row, _in_other_words(row.around, weights, rare)) for row in texts[:COMPARED])
        found = [one for row, sentence in nearest if (one := _candidate(row, words, sentence))]
    first: dict[int, Candidate] = {}
    for candidate in sorted(found, key=_rank):
        first.setdefault(candidate.source.pk, candidate)
    return list(first.values())[:OFFERED]


def _rank(candidate: Candidate) -> tuple[Any, ...]:
    """The likest first; of equals what is retracted or translated last, then by grade, then the newest copy."""
    source, text = candidate.source, candidate.text
    aside = (bool(source.retraction), candidate.translated)
    grade = list(Grade).index(candidate.grade)
    return (-candidate.likeness, aside, grade, bool(source.copy_of_id), -text.snapshot.taken_at.timestamp(), -text.pk)


# --- By rare words -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Told:
    """A word of the passage: in how many stretches it stands, up to `COMMON`, and how much that tells."""

    word: str
    count: int
    weight: float
    is_rare: bool


def _connection() -> Any:
    return connections[router.db_for_read(TextStretch)]


def _told(words: str) -> list[_Told]:
    """The telling words of a passage, the rarest first; those that no copy holds tell as much as the rarest."""
    if not (telling := telling_words(words)):
        return []
    held = zip(telling, counts(_connection(), [term_of(word) for word in telling], most=COMMON), strict=True)
    keys = TextStretch.objects.order_by("pk").values_list("pk", flat=True)
    about = (keys.last() or 0) - (keys.first() or 1) + 1  # stretches: counting them would read them all
    often = max(ALWAYS_RARE, RARE * about)
    told = [_Told(word, count, log(1 + about / max(count, 1)), count <= often) for word, count in held]
    return sorted(told, key=lambda one: one.count)


def _heaviest(told: list[_Told]) -> dict[int, float]:
    """The stretches that hold most of what tells, with how much. Costs the same however many copies there are."""
    wanted: list[Wanted] = []
    left = BUDGET
    for one in told:
        left -= one.count
        if left >= 0 and 0 < one.count < COMMON:
            wanted.append(([term_of(one.word)], one.weight))
    if common := [one for one in told if one.count == COMMON]:
        wanted.append(([term_of(one.word) for one in common], sum(one.weight for one in common)))
    return dict(heaviest(_connection(), wanted, most=HEAVIEST, each=COMMON)) if wanted else {}


def _places(weighed: dict[int, float], sources: QuerySet[Source], *, margin: int) -> dict[int, tuple[int, int]]:
    """Of each text, by its key, the place where most of it stands; `margin` characters around belong to it."""
    rows = TextStretch.objects.filter(pk__in=weighed, text__snapshot__source__in=sources)
    texts: dict[int, list[tuple[float, int, int]]] = {}
    for pk, text, start, end in rows.values_list("pk", "text", "start", "end"):
        texts.setdefault(text, []).append((weighed[pk], start, end))
    found = []
    for text, stretches in texts.items():
        at = max(stretches)[1]
        near = sorted((row for row in stretches if abs(row[1] - at) <= REACH), reverse=True)[:2]  # over a border
        place = max(0, min(row[1] for row in near) - margin), max(row[2] for row in near) + margin
        found.append((sum(row[0] for row in near), text, place))
    found.sort(reverse=True)
    return {text: place for weight, text, place in found[:TEXTS] if weight >= LIGHT * found[0][0]}


# --- Word by word --------------------------------------------------------------------------------------------
def _around(places: dict[int, tuple[int, int]]) -> list[SnapshotText]:
    """The texts with the words at their places as `around`, which begins at `start`; without the rest of the words.

    In the order of the places.
    """
    if not places:
        return []
    starts = Case(*(When(pk=pk, then=Value(start + 1)) for pk, (start, _end) in places.items()))
    length = Case(*(When(pk=pk, then=Value(end - start)) for pk, (start, end) in places.items()))
    rows = SnapshotText.objects.filter(pk__in=places).annotate(around=Substr("text", starts, length)).defer("text")
    found = {row.pk: row for row in rows.select_related(*(f"snapshot__source__{name}" for name in BESIDE))}
    for pk, row in found.items():
        row.start = places[pk][0]
    return [found[pk] for pk in places if pk in found]


def _closest(words: str, texts: list[SnapshotText]) -> list[SnapshotText]:
    """The texts that share most pairs of words with the passage: laying it on a text takes longer than this."""
    sought = pairs(words)
    shared = sorted(((len(sought & pairs(row.around)), -at) for at, row in enumerate(texts)), reverse=True)
    return [texts[-at] for count, at in shared[:COMPARED] if count >= FEWER * shared[0][0]]


def _laid(words: str, text: str) -> Match:
    """As `match`, but what is too short to prove anything is shown where it stands: it is no other words."""
    found = match(words, text)
    if found.grade != Grade.TOO_SHORT:
        return found
    held = Flat(text)
    place = as_set(Flat(words).text, held.text)
    return Match(Grade.TOO_SHORT, *held.original(*place), 1.0) if place else found


def _candidate(row: SnapshotText, sought: str, found: Match | None) -> Candidate | None:
    if found is None or found.start is None:
        return None
    page = row.page_at(row.start + found.start)
    return Candidate(
        source=row.snapshot.source,
        text=row,
        grade=_graded(found.grade, row),
        likeness=found.score,
        words=row.around[found.start : found.end],
        locator=_("p. %(page)d") % {"page": page} if page else "",
        sought=sought,
    )


def _in_other_words(text: str, weights: dict[str, float], rare: set[str]) -> Match | None:
    """The sentence of `text` that shares most of the words that tell, where it shares enough, of rare ones too."""
    sentence = likest_sentence(text, weights, rare)
    if sentence is None or sentence[2] < LEAST:
        return None
    start, end, share = sentence
    return Match(Grade.ABSENT, start, end, PARTLY * share)


def _graded(grade: Grade, text: SnapshotText) -> Grade:
    """Words that the desk typed prove nothing, however well it stands in them."""
    return Grade.EXTRACT if text.snapshot.kind == SnapshotKind.EXTRACT and grade in FOUND else grade
