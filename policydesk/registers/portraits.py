"""What the register tells about one actor: who it is, offices, claims, commitments, sources, stories."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from actors.enums import ActorKind, AliasKind
from actors.models import Actor, Tenure
from articles.listing import Story, stories, summarised
from articles.listing import lines as story_lines
from articles.wording import When, day
from commitments.listing import Who, who
from commitments.quoting import Work, work
from policydesk.registers.mentions import Group, groups, said_by, stories_naming
from policydesk.registers.others import Other, others
from policydesk.registers.undertakings import Promises, undertakings
from sources.models import Source

SHOWN = 20  # of each kind on one page; the lists that it links to have all
CLAIMS = 8  # under each label
NAMES = 60  # of one actor, and its parts
BELONGS_TO = ("country__merged_into", "parent__merged_into")
OFFICES = 100


@dataclass(frozen=True)
class Name:
    """Another name, in its language, with its kind."""

    text: str
    lang: str
    kind: str
    valid_from: str
    valid_to: str

    @property
    def since(self) -> When | None:
        return day(self.valid_from)

    @property
    def until(self) -> When | None:
        return day(self.valid_to)


@dataclass(frozen=True)
class Office:
    """An office: who holds it, where (None where readers know no such body), from when to when."""

    title: str
    person: Who | None
    body: Who | None
    start: str
    end: str
    acting: bool

    @property
    def since(self) -> When | None:
        return day(self.start)

    @property
    def until(self) -> When | None:
        return day(self.end)


@dataclass(frozen=True)
class Listed:
    """Who an actor is: its kind in words, the state and the body that it belongs to where readers may know them, and
    its other names."""

    actor: Actor
    kind: str
    country: Who | None
    parent: Who | None
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Portrait:
    """All that the page of one actor shows."""

    who: Listed
    parts: tuple[Who, ...]
    offices: tuple[Office, ...]
    holders: tuple[Office, ...]
    claims: tuple[Group, ...]
    made: Promises
    received: Promises
    others: tuple[Other, ...]
    works: tuple[Work, ...]
    stories: tuple[Story, ...]


def register() -> QuerySet[Actor]:
    """The actors that readers may see, in the order of their sort names."""
    sort = Lower(Coalesce(NullIf(F("sort_name"), Value("")), F("name")))
    return Actor.objects.public().select_related(*BELONGS_TO).order_by(sort, "pk")


def listed(actors: Iterable[Actor]) -> list[Listed]:
    """Those actors with what the register says of each. Their names cost a query unless they were prefetched."""
    rows = list(actors)
    shown = shown_of(other for row in rows for other in (row.country, row.parent))
    return [_listed(row, shown) for row in rows]


def _listed(row: Actor, shown: set[int]) -> Listed:
    country, parent = (_shown(other, shown) for other in (row.country, row.parent))
    names = tuple(_name(alias) for alias in row.aliases.all()[:NAMES])
    return Listed(row, str(ActorKind(row.kind).label), country, parent, names)


def _shown(actor: Actor | None, shown: set[int]) -> Who | None:
    return who(actor) if actor and actor.present.pk in shown else None


def shown_of(actors: Iterable[Actor | None]) -> set[int]:
    """The keys of those among `actors`, of merged ones those that stay, that readers may see, in one query."""
    keys = {actor.present.pk for actor in actors if actor}
    return set(Actor.objects.public().filter(pk__in=keys).values_list("pk", flat=True))


def portrait(actor: Actor, *, on: date | None = None) -> Portrait:
    """Everything public about the actor, in a fixed number of queries; `on` keeps offices held on that day."""
    held = _held(actor, on)
    promises = undertakings(actor)
    near = {other.present.pk for row in held for other in (row.organisation, row.person)}
    near |= {other.present.pk for other in (actor.country, actor.parent) if other}
    met = _met(actor, near | promises.others.keys())
    shown = {other.pk for other in met} | {actor.pk}
    is_person = actor.kind == ActorKind.PERSON
    return Portrait(
        who=_listed(actor, shown),
        parts=tuple(who(other) for other in met if other.parent and other.parent.present == actor)[:NAMES],
        offices=tuple(_office(row, shown) for row in held if is_person),
        holders=tuple(_office(row, shown) for row in held if not is_person and row.person.present.pk in shown),
        claims=tuple(groups(said_by(actor), newest=CLAIMS)),
        made=promises.made,
        received=promises.received,
        others=tuple(others(actor, promises.others, met)),
        works=tuple(_works(actor)),
        stories=tuple(story_lines(summarised(stories_naming(stories(), actor))[:SHOWN])),
    )


def _met(actor: Actor, keys: set[int]) -> list[Actor]:
    """The actors of these keys, and the parts of the actor, that readers may see, by name."""
    parts = Q(parent=actor) | Q(parent__merged_into=actor)
    found = Actor.objects.public().filter(Q(pk__in=keys) | parts).select_related("parent__merged_into")
    return list(found.order_by("name", "pk"))


def _held(actor: Actor, on: date | None) -> list[Tenure]:
    """The offices that the person held, or those that people held there."""
    end = "person" if actor.kind == ActorKind.PERSON else "organisation"
    rows = Tenure.objects.filter(Q(**{end: actor}) | Q(**{f"{end}__merged_into": actor}))
    rows = rows.select_related("person__merged_into", "organisation__merged_into")
    return list((rows.on(on) if on else rows).newest_first()[:OFFICES])


def _name(alias: Any) -> Name:
    kind = str(AliasKind(alias.kind).label)
    return Name(alias.text, alias.lang, kind, str(alias.valid_from), str(alias.valid_to))


def _office(row: Tenure, shown: set[int]) -> Office:
    """The office; a body that readers do not know is not named for it."""
    person, body = (_shown(actor, shown) for actor in (row.person, row.organisation))
    return Office(row.office, person, body, str(row.start), str(row.end), row.acting)


def _works(actor: Actor) -> Iterable[Work]:
    published = Q(publisher=actor) | Q(publisher__merged_into=actor)
    rows = Source.objects.public().filter(published).select_related("publisher__merged_into", "copy_of")
    newest = F("published_latest").desc(nulls_last=True)
    return [work(source) for source in rows.order_by(newest, "-pk")[:SHOWN]]
