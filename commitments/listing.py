"""Commitments as the ledger shows them: the public ones, each with its parties, its term and what came of it.

Ledger, data, feed, home and the pages of actors and tags all ask here; no list of commitments is made anywhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from actors.models import Actor
from articles.enums import Reading
from articles.wording import When, day, day_of
from commitments.as_of import AsOf
from commitments.enums import OVERDUE, OVERDUE_UNSEEN, READINGS, Bindingness, PartyRole
from commitments.falling import fallen
from commitments.models import Commitment, CommitmentTag, Party, StatusChange
from commitments.rating import are_settled, contested, term, there, told

# What a line says of its parties: the rest of an actor stays where it is.
NAMED = ("name", "slug", "kind", "described_as", "merged_into")
SHOWN = (
    *("commitment", "role", "side", "status"),
    *(f"actor__{name}" for name in NAMED),
    *(f"actor__merged_into__{name}" for name in NAMED),
)


@dataclass(frozen=True)
class Who:
    """An actor as readers may know it; somebody who is not named has no page."""

    name: str
    slug: str

    @property
    def path(self) -> str:
        return reverse("actors:actor", args=[self.slug]) if self.slug else ""


@dataclass(frozen=True)
class Standing:
    """One status and those of whom it holds."""

    reading: Reading
    of: tuple[Who, ...]

    @property
    def names(self) -> str:
        """Those of whom it holds."""
        return ", ".join(each.name for each in self.of)


@dataclass(frozen=True)
class Line:
    """One line of the ledger. `standings` has one row while all who undertook it stand alike."""

    asof: AsOf | None
    key: int  # for what must stay the same under another address
    slug: str
    path: str
    title: str
    summary: str
    by: tuple[Who, ...]
    to: tuple[Who, ...]
    each_other: bool
    made_on: str
    due_words: str
    due_on: str
    standings: tuple[Standing, ...]
    overdue: Reading | None
    self_reported: bool  # of somebody nobody but who undertook it says how it stands
    contested: bool
    fallen: bool  # it stands on a source that was retracted
    bindingness: str
    occasion: str
    evidence: int
    tags: tuple[dict[str, str], ...]
    published_at: datetime
    changed_at: datetime
    edited_at: datetime | None
    latest: Reading | None
    latest_at: datetime | None
    latest_reason: str

    @property
    def address(self) -> str:
        """Its path, as of the same day."""
        return f"{self.path}?{self.asof.query}" if self.asof else self.path

    @property
    def towards(self) -> tuple[Who, ...]:
        """Those to whom it was undertaken, by name: of a mutual one with sides alone, those who undertake it."""
        return self.by if self.each_other and not self.to else self.to

    @property
    def standings_in_words(self) -> str:
        """How those who undertook it stand, in one label where they stand alike."""
        if len(self.standings) == 1:
            return str(self.standings[0].reading.label)
        apart = ({"actor": each.names, "status": each.reading.label} for each in self.standings)
        return "; ".join(_("%(actor)s: %(status)s") % each for each in apart)

    @property
    def flags(self) -> tuple[str, ...]:
        """What is said beside the status, in every form: that it is overdue, self-reported, contested, or stands on
        what fell."""
        overdue = [str(self.overdue.label)] if self.overdue else []
        beside = (
            (self.self_reported, _("Self-reported")),
            (self.contested, _("Contested")),
            (self.fallen, _("A source was retracted")),
        )
        return (*overdue, *(label for holds, label in beside if holds))

    @property
    def made(self) -> When | None:
        """When it was made."""
        return day(self.made_on)

    @property
    def due(self) -> When | None:
        """Until when it is to be done, where its words give a date."""
        return day(self.due_on)

    @property
    def changed(self) -> When:
        """The day on which it was published, its log last grew, or what it says was last changed."""
        return day_of(self.changed_at)

    @property
    def published(self) -> When:
        """The day on which readers first saw it."""
        return day_of(self.published_at)

    @property
    def edited(self) -> When | None:
        """The day on which what it says was last changed, its log aside, after it was published."""
        return day_of(self.edited_at) if self.edited_at else None

    @property
    def latest_on(self) -> When | None:
        """The day on which its log last grew."""
        return day_of(self.latest_at) if self.latest_at else None


def ledger(asof: AsOf | None = None) -> QuerySet[Commitment]:
    """The commitments that readers may see, newest first, each with the moment it last moved; of a day, those that
    were there then. What came of them is rebuilt for that day; what they say is told as it reads now."""
    recorded = Coalesce(Subquery(_log(asof).values("recorded_at")[:1]), "published_at")
    moved = Greatest(recorded, Coalesce("edited_at", "published_at"), "published_at")
    rows: QuerySet = there(Commitment.objects.public(), asof).annotate(changed_at=moved)
    return rows.order_by("-made_on_earliest", "-pk")


def _log(asof: AsOf | None) -> QuerySet[StatusChange]:
    """The log of the commitment in the outer query, as it was recorded, newest first."""
    return StatusChange.objects.by(asof).filter(commitment=OuterRef("pk")).order_by("-pk")


def summarised(commitments: QuerySet[Commitment], asof: AsOf | None = None) -> QuerySet[Commitment]:
    """Add what a line shows, in three queries however many lines."""
    standing = StatusChange.objects.standing(asof).order_by().filter(commitment=OuterRef("pk"))
    counted = standing.values("commitment").annotate(n=Count("evidence")).values("n")
    return (
        commitments.select_related("occasion")
        .annotate(
            evidence=Coalesce(Subquery(counted), 0),
            ended=term(asof),
            is_contested=ExpressionWrapper(contested(asof), output_field=BooleanField()),
            is_fallen=ExpressionWrapper(fallen(asof), output_field=BooleanField()),
            latest_status=Subquery(_log(asof).values("to_status")[:1]),
            latest_reason=Subquery(_log(asof).values("rationale")[:1]),
            latest_at=Subquery(_log(asof).values("recorded_at")[:1]),
        )
        .prefetch_related(*listed(told(Party.objects.select_related("actor__merged_into").only(*SHOWN), asof)))
    )


def listed(parties: QuerySet[Party]) -> tuple[Prefetch, Prefetch]:
    """The parties of a line as `seats` and its tags as `topics`, both as lists: managers, each with a query that is
    never asked, took half the time of the whole ledger."""
    tags = CommitmentTag.objects.select_related("tag").order_by("tag__name")
    return Prefetch("parties", parties, to_attr="seats"), Prefetch("tagged", tags, to_attr="topics")


def lines(commitments: Iterable[Any], asof: AsOf | None = None) -> list[Line]:
    """Turn commitments that were summarised as of that day, or of now, into the lines of a list."""
    return [_line(row, asof) for row in commitments]


def moved(most: int) -> list[Line]:
    """The commitments that were published, changed, or whose log grew last."""
    return lines(summarised(ledger().order_by("-changed_at", "-pk"))[:most])


def who(actor: Actor) -> Who:
    """The actor as readers may know it: of one that was merged, the one that stays. Asks for `merged_into`."""
    actor = actor.present
    return Who(actor.public_name, actor.slug if actor.is_named else "")


def _overdue_reading(row: Any, asof: AsOf | None) -> Reading | None:
    """What is said beside the status once its day has passed and somebody has not settled it; else None."""
    if not row.is_due(asof.day if asof else None) or are_settled(row.seats):
        return None
    return OVERDUE if row.evidence else OVERDUE_UNSEEN


def _line(row: Any, asof: AsOf | None) -> Line:
    parties = row.seats
    by = _once(who(party.actor) for party in parties if party.undertakes)
    to = _once(who(party.actor) for party in parties if party.role == PartyRole.COUNTERPARTY)
    return Line(
        asof=asof,
        key=row.pk,
        slug=row.slug,
        path=reverse("commitments:commitment", args=[row.slug]),
        title=row.title,
        summary=row.summary,
        by=by,
        to=to,
        each_other=_each_other(parties),
        made_on=str(row.made_on),
        due_words=row.due_words,
        due_on=str(row.due_on),
        standings=standings(parties),
        overdue=_overdue_reading(row, asof),
        self_reported=any(party.alone for party in parties if party.undertakes),
        contested=row.is_contested,
        fallen=row.is_fallen,
        bindingness=str(Bindingness(row.bindingness).label),
        occasion=row.occasion.name if row.occasion_id else "",
        evidence=row.evidence,
        tags=tuple({"name": tagged.tag.name, "slug": tagged.tag.slug} for tagged in row.topics),
        published_at=row.published_at,
        changed_at=row.changed_at,
        edited_at=row.edited_at,
        latest=READINGS[row.latest_status] if row.latest_status else None,
        latest_at=row.latest_at,
        latest_reason=row.latest_reason or "",
    )


def _each_other(parties: list[Party]) -> bool:
    """Whether those who undertake it undertake it towards one another."""
    pledgers = {party.actor.present.pk for party in parties if party.undertakes}
    sides = {party.side for party in parties if party.undertakes and party.side}
    others = {party.actor.present.pk for party in parties if party.role == PartyRole.COUNTERPARTY}
    return len(pledgers) > 1 and (others == pledgers or (not others and len(sides) > 1))


def standings(parties: Iterable[Party]) -> tuple[Standing, ...]:
    """The statuses of those who undertake it, each with those of whom it holds, in the order of the parties."""
    found: dict[str, list[Who]] = {}
    for party in parties:
        if party.undertakes:
            found.setdefault(party.stands, []).append(who(party.actor))
    return tuple(Standing(READINGS[status], _once(names)) for status, names in found.items())


def _once(names: Iterable[Who]) -> tuple[Who, ...]:
    """Each name once: two parties may have become one actor."""
    return tuple(dict.fromkeys(names))
