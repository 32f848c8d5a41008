"""The matrix of the ledger: who undertook towards whom, and in each cell how many stand how."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from actors.models import Actor
from articles.enums import Reading
from commitments.enums import READINGS
from commitments.filters import CommitmentFilter
from commitments.listing import Who, who


@dataclass(frozen=True)
class Tally:
    """How many commitments of a cell have one status; `query` is the filter of the ledger that lists them, or empty
    where one of the two is not named."""

    reading: Reading
    count: int
    query: str


@dataclass(frozen=True)
class Cell:
    """What one undertook towards another; `two` leads to the page of both, where both are named and it counts any."""

    to: Who
    tallies: tuple[Tally, ...]
    two: str


@dataclass(frozen=True)
class Row:
    """What one undertook, cell by cell in the order of the columns."""

    by: Who
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Who undertook in rows, towards whom in columns, both by name."""

    columns: tuple[Who, ...]
    rows: tuple[Row, ...]


def matrix(found: CommitmentFilter) -> Matrix:
    """The matrix of all commitments of the filter, in two queries. A commitment of two counts in the cell of each."""
    counted = found.pairs.values_list("frm", "to", "stood").annotate(n=Count("commitment", distinct=True))
    counts: dict[tuple[int, int], dict[str, int]] = {}
    for one, other, status, count in counted:
        counts.setdefault((one, other), {})[status] = count
    actors = Actor.objects.in_bulk({key for pair in counts for key in pair})
    others = found.query_with(view="", by="", to="", status="")
    rows, columns = (_by_name(actors, {pair[place] for pair in counts}) for place in (0, 1))
    day = f"?{found.asof.query}" if found.asof else ""
    return Matrix(
        tuple(other for _key, other in columns),
        tuple(
            Row(one, tuple(_cell(others, day, one, other, counts.get((key, to), {})) for to, other in columns))
            for key, one in rows
        ),
    )


def _by_name(actors: dict[int, Actor], keys: Iterable[int]) -> list[tuple[int, Who]]:
    return sorted(((key, who(actors[key])) for key in keys), key=lambda each: (each[1].name.casefold(), each[0]))


def _cell(others: str, day: str, one: Who, other: Who, counts: dict[str, int]) -> Cell:
    """`others` is the filter beside the two and the status, `day` what asks the page of both for the same day."""
    asked = {"by": one.slug, "to": other.slug}
    query = f"{others}&{urlencode(asked)}".lstrip("&") if all(asked.values()) else ""
    tallies = (
        Tally(reading, counts[key], query and f"{query}&status={key}")
        for key, reading in READINGS.items()
        if key in counts
    )
    two = reverse("actors:two", args=sorted(asked.values())) + day if query and counts else ""
    return Cell(other, tuple(tallies), two)
