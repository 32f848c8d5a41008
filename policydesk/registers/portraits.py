"""What the register tells about one actor: who it is, offices, claims, commitments, sources, stories."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from actors.enums import ActorKind, AliasKind
from actors.models import Actor, Tenure
from articles.enums import Reading
from articles.listing import Story, stories, summarised
from articles.listing import lines as story_lines
from articles.wording import When, day
from commitments.enums import PartyRole
from commitments.listing import Line, Who, ledger, lines, who
from commitments.listing import summarised as summed
from commitments.models import Party
from commitments.quoting import Work, work
from policydesk.registers.mentions import (
    Group,
    commitments_of,
    groups,
    merged,
    said_by,
    status_counts,
    stories_naming,
)
from sources.models import Source

SHOWN = 20  # of each kind on one page; the lists that it links to have all
PROMISES = 12
CLAIMS = 8  # under each label
NAMES = 60
OFFICES = 100


@dataclass(frozen=True)
class Name:
    """Another name, in its language, with its kind."""

    text: str
    lang: str
    kind: str
    since: When | None
    until: When | None


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
class Promises:
    """Commitments of one kind: how many, the newest of them, and how they stand."""

    count: int
    lines: tuple[Line, ...]
    standings: tuple[tuple[Reading, int], ...]


@dataclass(frozen=True)
class Portrait:
    """All that the page of one actor shows."""

    actor: Actor
    kind: str
    country: Who | None
    names: tuple[Name, ...]
    offices: tuple[Office, ...]
    holders: tuple[Office, ...]
    claims: tuple[Group, ...]
    made: Promises
    received: Promises
    works: tuple[Work, ...]
    stories: tuple[Story, ...]


def register() -> QuerySet[Actor]:
    """The actors that readers may see, in the order of their sort names."""
    sort = Lower(Coalesce(NullIf(F("sort_name"), Value("")), F("name")))
    return Actor.objects.public().select_related("country__merged_into").order_by(sort, "pk")


def shown_of(actors: Iterable[Actor | None]) -> set[int]:
    """The keys of those among `actors`, of merged ones those that stay, that readers may see, in one query."""
    keys = {actor.present.pk for actor in actors if actor}
    return set(Actor.objects.public().filter(pk__in=keys).values_list("pk", flat=True))


def portrait(actor: Actor, *, on: date | None = None) -> Portrait:
    """Everything public about the actor, in a fixed number of queries; `on` keeps offices held on that day."""
    offices = _held(Q(person=actor) | Q(person__merged_into=actor), on)
    holders = _held(Q(organisation=actor) | Q(organisation__merged_into=actor), on)
    shown = shown_of([actor.country, *(row.organisation for row in offices), *(row.person for row in holders)])
    naming = stories_naming(stories(), actor)
    return Portrait(
        actor=actor,
        kind=str(ActorKind(actor.kind).label),
        country=who(actor.country) if actor.country_id and actor.country.present.pk in shown else None,
        names=tuple(_name(alias) for alias in actor.aliases.all()[:NAMES]),
        offices=tuple(_office(row, shown) for row in offices),
        holders=tuple(_office(row, shown) for row in holders if row.person.present.pk in shown),
        claims=tuple(groups(said_by(actor), newest=CLAIMS)),
        made=_promises(actor, PartyRole.PLEDGER, merged(actor)),
        received=_promises(actor, PartyRole.COUNTERPARTY, ~merged(actor)),
        works=tuple(_works(actor)),
        stories=tuple(story_lines(summarised(naming)[:SHOWN])),
    )


def _held(whose: Q, on: date | None) -> list[Tenure]:
    rows = Tenure.objects.filter(whose).select_related("person__merged_into", "organisation__merged_into")
    return list((rows.on(on) if on else rows).newest_first()[:OFFICES])


def _name(alias: Any) -> Name:
    kind = str(AliasKind(alias.kind).label)
    return Name(alias.text, alias.lang, kind, day(str(alias.valid_from)), day(str(alias.valid_to)))


def _office(row: Tenure, shown: set[int]) -> Office:
    """The office; a body that readers do not know is not named for it."""
    person, body = (who(actor) if actor.present.pk in shown else None for actor in (row.person, row.organisation))
    return Office(row.office, person, body, str(row.start), str(row.end), row.acting)


def _promises(actor: Actor, role: PartyRole, whose: Q) -> Promises:
    """The public commitments in which the actor has that part, and how those pledgers stand whom `whose` keeps."""
    found = commitments_of(ledger(), actor, role)
    parties = Party.objects.filter(whose, role=PartyRole.PLEDGER, commitment__in=found.order_by().values("pk"))
    return Promises(found.count(), tuple(lines(summed(found)[:PROMISES])), tuple(status_counts(parties)))


def _works(actor: Actor) -> Iterable[Work]:
    published = Q(publisher=actor) | Q(publisher__merged_into=actor)
    rows = Source.objects.public().filter(published).select_related("publisher__merged_into")
    newest = F("published_latest").desc(nulls_last=True)
    return [work(source) for source in rows.order_by(newest, "-pk")[:SHOWN]]
