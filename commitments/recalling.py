"""What says the same as what is to be proposed: commitments of the ledger, and earlier rows of the same sheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from articles.likening import keys_of, say_the_same
from commitments.models import Commitment, Occasion, Party
from sources.terming import folded_words

MOST = 3  # commitments that are told of one row


@dataclass(frozen=True)
class Said:
    """Words, and the keys of those who undertake it: of merged ones those that stay."""

    words: str
    by: frozenset[int]

    def is_told_by(self, other: "Said") -> bool:
        """Whether the other says the same: in the same words, whoever it is, or in nearly the same of one of these."""
        if not say_the_same(self.words, other.words):
            return False
        return bool(self.by & other.by) or [*folded_words(self.words)] == [*folded_words(other.words)]


@dataclass(frozen=True)
class Twins:
    """What says the same as one row: commitments, and rows before it, counted from 0."""

    commitments: tuple[Commitment, ...]
    rows: tuple[int, ...]

    @property
    def key(self) -> str:
        """What a person has seen who says that it is another one all the same."""
        return " ".join([*(f"c{made.pk}" for made in self.commitments), *(f"r{row}" for row in self.rows)])


def twins_of(occasion: Occasion, rows: Sequence[Said]) -> dict[int, Twins]:
    """By the number of the row: what says the same of all that was made at the occasion or is undertaken by the same,
    and among the rows before it. Three queries."""
    known: dict[tuple[int, str], list[tuple[int, Said]]] = {}
    for pk, said in _in_ledger(occasion, rows):
        for key in _keys(said):
            known.setdefault(key, []).append((pk, said))
    found: dict[int, tuple[list[int], list[int]]] = {}
    for number, said in enumerate(rows):
        near = dict(pair for key in _keys(said) for pair in known.get(key, ()))
        made = sorted(pk for pk, other in near.items() if said.is_told_by(other))[:MOST]
        before = [at for at, other in enumerate(rows[:number]) if said.is_told_by(other)]
        if made or before:
            found[number] = (made, before)
    shown = Commitment.objects.select_related("undertaking").in_bulk(
        {pk for made, _rows in found.values() for pk in made}
    )
    return {at: Twins(tuple(shown[pk] for pk in made), tuple(before)) for at, (made, before) in found.items()}


def _keys(said: Said) -> Iterator[tuple[int, str]]:
    return ((place, key) for place, key in enumerate(keys_of(said.words)) if key)


def _in_ledger(occasion: Occasion, rows: Iterable[Said]) -> Iterator[tuple[int, Said]]:
    pledgers = Party.objects.undertaking().order_by().annotate(stays=Coalesce("actor__merged_into", "actor"))
    same = pledgers.filter(stays__in={key for said in rows for key in said.by}).values("commitment")
    near = Commitment.objects.filter(Q(occasion=occasion) | Q(pk__in=same)).order_by()
    by: dict[int, set[int]] = {}
    for commitment, actor in pledgers.filter(commitment__in=near.values("pk")).values_list("commitment", "stays"):
        by.setdefault(commitment, set()).add(actor)
    for pk, words in near.values_list("pk", "undertaking__exact"):
        yield pk, Said(words, frozenset(by.get(pk, ())))
