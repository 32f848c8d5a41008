"""With whom an actor has commitments, either way, and in which order two of them stand in an address."""

from collections.abc import Iterable
from dataclasses import dataclass

from actors.models import Actor
from commitments.listing import Who, who

OTHERS = 12


@dataclass(frozen=True)
class Other:
    """Somebody with whom an actor has commitments, either way: how many, and the page of the two."""

    who: Who
    count: int
    slugs: tuple[str, str]


def others(actor: Actor, counts: dict[int, int], met: Iterable[Actor]) -> list[Other]:
    """Of those `met` whose keys are counted, whom readers may know, the most first, with the page of the two."""
    found = [row for row in met if row.pk in counts and row.is_named]
    found.sort(key=lambda row: (-counts[row.pk], row.name.casefold(), row.pk))
    return [Other(who(row), counts[row.pk], ordered(actor.slug, row.slug)) for row in found[:OTHERS]]


def ordered(one: str, other: str) -> tuple[str, str]:
    """Two slugs in the order in which they stand in an address."""
    return (one, other) if one < other else (other, one)
