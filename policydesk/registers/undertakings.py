"""What an actor undertook and what others undertook towards it: counted, the newest of each, and with whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from actors.models import Actor
from articles.enums import Reading
from commitments.enums import READINGS
from commitments.facing import pairs
from commitments.listing import Line, ledger, lines, summarised
from commitments.models import Party
from policydesk.registers.mentions import merged

SHOWN = 12


@dataclass(frozen=True)
class Promises:
    """Commitments of one kind: how many, the newest of them, and how they stand."""

    count: int
    lines: tuple[Line, ...]
    standings: tuple[tuple[Reading, int], ...]


@dataclass(frozen=True)
class Undertakings:
    """Commitments made and received, and by the key of each other one how many stand between the two."""

    made: Promises
    received: Promises
    others: dict[int, int]


@dataclass(frozen=True)
class _Part:
    """A party that undertakes something: its key, its commitment with the day, and how it stands."""

    key: int
    commitment: int
    made_on: date
    status: str


def undertakings(actor: Actor) -> Undertakings:
    """The public commitments of the actor and of those merged into it, either way, as the ledger filters them; in five
    queries however many they are."""
    said = ("pk", "commitment", "commitment__made_on_earliest", "status")
    mine = Party.objects.undertaking().filter(merged(actor), commitment__public=True).order_by()
    made = {_Part(*row) for row in mine.values_list(*said)}
    either = pairs(None).filter(Q(frm=actor.pk) | Q(to=actor.pk), commitment__public=True)
    received, others = set(), set()
    for frm, to, *row in either.values_list("frm", "to", *said):
        part = _Part(*row)
        others.add((to if frm == actor.pk else frm, part.commitment))
        if to == actor.pk:
            received.add(part)
    newest = {*_newest(made), *_newest(received)}
    shown = {line.key: line for line in lines(summarised(ledger().filter(pk__in=newest)))}
    return Undertakings(_promises(made, shown), _promises(received, shown), Counter(other for other, _each in others))


def _newest(parts: Iterable[_Part]) -> list[int]:
    """The commitments of these parties in the order of the ledger, as many as are shown."""
    dated = {(part.made_on, part.commitment) for part in parts}
    return [commitment for _day, commitment in sorted(dated, reverse=True)[:SHOWN]]


def _promises(parts: set[_Part], shown: dict[int, Line]) -> Promises:
    counts = Counter(status for _commitment, status in {(part.commitment, part.status) for part in parts})
    standings = tuple((reading, counts[key]) for key, reading in READINGS.items() if counts[key])
    count = len({part.commitment for part in parts})
    return Promises(count, tuple(shown[key] for key in _newest(parts)), standings)
