"""What two actors undertook towards each other: side by side, occasion by occasion, in the order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from actors.models import Actor
from articles.wording import When as Day
from articles.wording import day
from commitments.as_of import AsOf
from commitments.enums import OccasionKind
from commitments.facing import pairs
from commitments.listing import Line, Who, ledger, lines, summarised, who

SHOWN = 200  # on the page, the newest; table and data have them all


@dataclass(frozen=True)
class Chapter:
    """What was undertaken on one occasion, by the first alone, by the second alone, and by both; or on none that is
    named, when `name` is empty."""

    name: str
    slug: str
    kind: str
    edtf: str
    place: str
    first: tuple[Line, ...]
    second: tuple[Line, ...]
    both: tuple[Line, ...]

    @property
    def date(self) -> Day | None:
        """When it took place."""
        return day(self.edtf)


@dataclass(frozen=True)
class Between:
    """The two, in the order of their slugs, and what stands between them, now or on the day asked for. `count` is of
    all, also those not shown."""

    first: Who
    second: Who
    asof: AsOf | None
    count: int
    chapters: tuple[Chapter, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all of it is shown."""
        return self.count == sum(len(each.first) + len(each.second) + len(each.both) for each in self.chapters)


def between(first: Actor, second: Actor, asof: AsOf | None = None, *, most: int | None = SHOWN) -> Between:
    """What each undertook towards the other, as it stands or stood on that day, in a fixed number of queries: the
    newest, at `most` so many, or all of it."""
    keys = (first.pk, second.pk)
    there = ledger(asof)
    facing = pairs(asof).filter(commitment__in=there.order_by().values("pk"), frm__in=keys, to__in=keys)
    by: dict[int, set[int]] = {}
    for commitment, frm in facing.values_list("commitment", "frm"):
        by.setdefault(commitment, set()).add(frm)
    newest = list(summarised(there.filter(pk__in=list(by)), asof)[:most])
    newest.sort(key=lambda row: (row.made_on.earliest, row.pk))
    shown = {row.pk: line for row, line in zip(newest, lines(newest, asof), strict=True)}
    return Between(who(first), who(second), asof, len(by), tuple(_chapters(newest, shown, by, keys)))


def _chapters(
    rows: list[Any], shown: dict[int, Line], by: dict[int, set[int]], keys: tuple[int, int]
) -> Iterable[Chapter]:
    """The occasions by their days; what has none stands last."""
    met: dict[int | None, list[Any]] = {}
    for row in rows:
        met.setdefault(row.occasion_id, []).append(row)
    occasions = [each[0].occasion for key, each in met.items() if key is not None]
    occasions.sort(key=lambda occasion: (occasion.date.earliest, occasion.pk))
    for occasion in [*occasions, None]:
        if found := met.get(occasion.pk if occasion else None):
            yield _chapter(occasion, {row.pk: shown[row.pk] for row in found}, by, keys)


def _chapter(occasion: Any, shown: dict[int, Line], by: dict[int, set[int]], keys: tuple[int, int]) -> Chapter:
    first, second = keys

    def undertaken(*whose: int) -> tuple[Line, ...]:
        return tuple(line for key, line in shown.items() if by[key] == set(whose))

    return Chapter(
        name=occasion.name if occasion else "",
        slug=occasion.slug if occasion else "",
        kind=str(OccasionKind(occasion.kind).label) if occasion else "",
        edtf=str(occasion.date) if occasion else "",
        place=occasion.place if occasion else "",
        first=undertaken(first),
        second=undertaken(second),
        both=undertaken(first, second),
    )
