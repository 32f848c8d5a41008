"""How the start page counts what waits and shows the first of it.

One question for all boxes, and one for each kind of row: twelve with those of the frame, whatever the amount.
"""

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, F, IntegerField, Model, QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, RowNumber
from django.urls import reverse
from django.utils import timezone

from policydesk.lib.prepared import PreparedInTime

NOTHING = Value("")
NOBODY = 2_086_753_098  # the key of a person that there is not; a larger one finds nothing by Django's own rule
MOST_PREPARED = 64  # questions that are kept: one for each set of rights, of which a desk has about six, and kinds
PREPARED: dict[Any, PreparedInTime] = {}
ROWS = 5  # of a box; its list has them all


@dataclass(frozen=True)
class Kind:
    """A kind of row: its model, and its rows with everything that the page says of them."""

    model: type[Model]
    told: Callable[[QuerySet, datetime], QuerySet]


@dataclass(frozen=True)
class Box:
    """A queue. `rows(user, at)` are those of its list for that person, in the order in which they are shown.

    `say` is what stands beside the link of a row, and `more` what stands below it, as pairs of a sentence and an
    address or "". `of` leads from a row to the `kind` that `name`s it; where that one does not know the name, `named`
    is what gives it in the query of the rows themselves. Only who has the `right` is shown the box; with `within` only
    where it holds more than that other box.
    """

    key: str
    title: Any
    rows: Callable[[Any, datetime], QuerySet]
    kind: Kind
    leads: str
    place: str
    query: str
    right: str
    say: Callable[[Any, datetime], str] = lambda _row, _at: ""
    more: Callable[[Any], list[tuple[str, str]]] = lambda _row: []
    name: Callable[[Any], str] = str
    named: Any = NOTHING
    help: Any = ""
    of: str = "pk"
    within: str = ""

    @property
    def list_address(self) -> str:
        """The list that holds all of it."""
        return reverse(f"admin:{self.place}_changelist") + self.query


@dataclass(frozen=True)
class Line:
    """One row of a box, as the page shows it."""

    address: str
    name: str
    said: str
    more: list[tuple[str, str]]


@dataclass(frozen=True)
class Filled:
    """A box with what it holds for one person at one moment."""

    box: Box
    count: int
    lines: list[Line]


@dataclass(frozen=True)
class _Found:
    number: int
    total: int
    key: int
    of: int
    name: str


def filled(boxes: Sequence[Box], user: Any, at: datetime) -> list[Filled]:
    """The boxes that `user` may see, in their order, empty ones too."""
    shown = [box for box in boxes if user.has_perm(box.right)]
    found = _first_of_each(shown, user, at)
    rows = _rows(shown, found, at)
    made = [_fill(box, [each for each in found if each.number == number], rows, at) for number, box in enumerate(shown)]
    counts = {each.box.key: each.count for each in made}
    return [each for each in made if not each.box.within or each.count > counts.get(each.box.within, 0)]


def _first_of_each(boxes: Sequence[Box], user: Any, at: datetime) -> list[_Found]:
    """The keys of the first rows of each box, with how many rows it has. One query."""
    if not boxes:
        return []
    answers = prepared(tuple(boxes), user).rows(user.pk, at)
    return [_Found(number, total, key, of, name) for number, _place, total, key, of, name in sorted(answers)]


def prepared(boxes: tuple[Box, ...], user: Any) -> PreparedInTime:
    """The question for people with the same rights: what else it hangs on is a setting."""
    rights = frozenset(user.get_all_permissions())
    key = (boxes, rights, user.is_superuser, settings.DESK_FOUR_EYES, timezone.get_current_timezone_name())
    nobody = copy.copy(user)
    nobody.pk = NOBODY
    return _kept(key, lambda: PreparedInTime(lambda _key, when: questions(boxes, nobody, when), NOBODY))


def _kept(key: Any, make: Callable[[], PreparedInTime]) -> PreparedInTime:
    if key not in PREPARED:
        if len(PREPARED) >= MOST_PREPARED:
            PREPARED.clear()
        PREPARED[key] = make()
    return PREPARED[key]


def questions(boxes: Sequence[Box], user: Any, at: datetime) -> QuerySet:
    """What `filled` asks first, as it is built anew."""
    first, *rest = (question(number, box, user, at) for number, box in enumerate(boxes))
    return first.union(*rest, all=True)


def question(number: int, box: Box, user: Any, at: datetime) -> QuerySet:
    """The part of one box: the keys of its first rows, each with its place and how many there are."""
    rows = box.rows(user, at)
    order: Any = list(rows.query.order_by)
    placed = rows.order_by().annotate(
        box_number=Value(number, output_field=IntegerField()),
        box_place=Window(RowNumber(), order_by=order),
        box_total=Window(Count("*")),
        box_of=F(box.of),
        box_name=Cast(box.named, TextField()),
    )
    first = placed.filter(box_place__lte=ROWS)
    return first.values_list("box_number", "box_place", "box_total", "pk", "box_of", "box_name")


def _rows(boxes: Sequence[Box], found: Iterable[_Found], at: datetime) -> dict[type[Model], dict[int, Any]]:
    """What the keys stand for. One query for each kind that is there."""
    wanted: dict[type[Model], tuple[Kind, set[int]]] = {}
    for each in found:
        kind = boxes[each.number].kind
        wanted.setdefault(kind.model, (kind, set()))[1].add(each.of)
    return {model: {row.pk: row for row in _told(kind, sorted(keys), at)} for model, (kind, keys) in wanted.items()}


def _told(kind: Kind, keys: list[int], at: datetime) -> list[Any]:
    """The rows of these keys, by a question that has room for a power of two of them."""
    room = 1 << (len(keys) - 1).bit_length()
    places = range(-room, 0)

    def build(*given: Any) -> QuerySet:
        *some, when = given
        return kind.told(kind.model._default_manager.filter(pk__in=some), when)

    prepared = _kept((kind, room, timezone.get_current_timezone_name()), lambda: PreparedInTime(build, *places))
    return prepared.rows(*keys, *keys[:1] * (room - len(keys)), at)


def _fill(box: Box, found: list[_Found], rows: dict[type[Model], dict[int, Any]], at: datetime) -> Filled:
    lines = []
    for each in found:
        row = rows[box.kind.model].get(each.of)
        if row is not None:  # else it went away between the two questions
            address = reverse(f"admin:{box.leads}", args=[each.key])
            lines.append(Line(address, each.name or box.name(row), box.say(row, at), box.more(row)))
    return Filled(box, found[0].total if found else 0, lines)
