"""Reading the log: what it says of a commitment and of each who undertook it, now or as of a day. Writes nothing."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _

from commitments.as_of import AsOf
from commitments.enums import Fulfilment
from commitments.models import Commitment, Party, StatusChange

SAME = ("commitment", "to_status", "effective_on", "reading")  # beside of whom: what two that say the same share


def status_of(commitment: Commitment) -> Fulfilment | None:
    """The status that all who undertook it share; None where they differ. Reads the parties' copies alone."""
    found = {Fulfilment(party.status) for party in commitment.pledgers} or {Fulfilment.NOT_YET_RATED}
    return found.pop() if len(found) == 1 else None


def statuses_in_words(commitment: Commitment) -> list[str]:
    """The status in one label, or one sentence for each who undertook it where they differ."""
    shared = status_of(commitment)
    if shared is not None:
        return [str(shared.label)]
    return [
        _("%(actor)s: %(status)s") % {"actor": party.actor, "status": party.get_status_display()}
        for party in commitment.pledgers
    ]


def is_overdue(commitment: Commitment, at: Any = None) -> bool:
    """Whether at `at` (a day or a moment; now) its day has passed while one who undertook it has not settled it."""
    return commitment.is_due(at) and not are_settled(commitment.parties.all())


def are_settled(parties: Iterable[Party]) -> bool:
    """Whether of none of these who undertook it anything is to come."""
    return all(party.is_settled for party in parties if party.undertakes)


def entries_by(commitment: Commitment, asof: AsOf | None) -> list[StatusChange]:
    """The entries of the log that count on the day asked for, the latest first; without one, all."""
    return [entry for entry in commitment.status_changes.all() if asof is None or asof.holds(entry)]


def standing_entries(commitment: Commitment, asof: AsOf | None = None) -> list[StatusChange]:
    """The entries of the log that hold, the latest first: those taken back and those that take back left out."""
    entries = entries_by(commitment, asof)
    gone = {entry.retracts_id for entry in entries}
    return [entry for entry in entries if entry.retracts_id is None and entry.pk not in gone]


def misfits(commitment: Commitment, to_status: str, since: Any) -> dict[str, str]:
    """Which dates of this commitment forbid that a status holds `since` (a PartialDate), each with its sentence."""
    found = {}
    if since.definitely_before(commitment.made_on):
        found["made_on"] = _("The status would hold before the commitment was made.")
    if to_status == Fulfilment.LAPSED and not commitment.is_due():
        found["due_on"] = _("It lapses only when a date that its words give has passed.")
    elif to_status == Fulfilment.LAPSED and not since.definitely_after(commitment.due_on):
        found["due_on"] = _("It lapses only after the last day of its term: it would hold before that.")
    return found


def saying_the_same(rows: QuerySet, proposal: Any) -> QuerySet:
    """Of entries of the log, or of proposals, those that say what this proposal says."""
    return rows.filter(party=proposal.party, **{name: getattr(proposal, name) for name in SAME})


def overtaking(commitment: Commitment, party: Party | None, since: Any) -> StatusChange | None:
    """An entry that would hold on against one of `party`, or of all, that is dated so roughly (`since`) that it may be
    the later one: an entry counts from the first day that its date may mean."""
    between = {"effective_on_earliest__gt": since.earliest, "effective_on_earliest__lte": since.latest}
    log = StatusChange.objects.standing().filter(commitment=commitment, **between)
    return (log.about(party) if party else log).first()


def said_of(party: Party, entries: Iterable[StatusChange]) -> Fulfilment:
    """What these entries, the latest first, say of one who undertook it."""
    about = (entry for entry in entries if entry.party_id in (None, party.pk))
    return next((Fulfilment(entry.to_status) for entry in about), Fulfilment.NOT_YET_RATED)


def said(commitment: Commitment, party: Party | None, entries: list[StatusChange]) -> Fulfilment:
    """What these entries say of `party`; of all who undertook it, what they share, else what was said of all."""
    parties = [party] if party else commitment.pledgers
    found = {said_of(each, entries) for each in parties} or {Fulfilment.NOT_YET_RATED}
    if len(found) == 1:
        return found.pop()
    of_all = (Fulfilment(entry.to_status) for entry in entries if entry.party_id is None)
    return next(of_all, Fulfilment.NOT_YET_RATED)


def rated(parties: QuerySet[Party], asof: AsOf | None) -> QuerySet[Party]:
    """These parties, each with what the log says of it on that day as `stood`; without a day, the copy of now."""
    if asof is None:
        return parties.annotate(stood=F("status"))
    latest = entries_about(asof).values("to_status")[:1]
    return parties.annotate(stood=Coalesce(Subquery(latest), Value(Fulfilment.NOT_YET_RATED.value)))


def told(parties: QuerySet[Party], asof: AsOf | None) -> QuerySet[Party]:
    """These parties as `rated`, each with whether nobody but the side that undertook it says so as `alone`."""
    return rated(parties, asof).annotate(alone=Subquery(entries_about(asof).values("self_reported")[:1]))


def entries_about(asof: AsOf | None = None) -> QuerySet[StatusChange]:
    """The entries that hold of the party in the outer query, the one that says how it stands first."""
    entries = StatusChange.objects.standing(asof).about(OuterRef("pk")).filter(commitment=OuterRef("commitment"))
    return entries.order_by("-effective_on_earliest", "-pk")


def term(asof: AsOf | None) -> Any:
    """The last day of the term of a commitment; as known on a day, of the term that the desk had written by then."""
    if asof is None or not asof.known:
        return F("due_on_latest")
    past = _known_by(asof)
    return Case(When(Exists(past), then=Subquery(past.values("due_on_latest")[:1])), default=F("due_on_latest"))


def there(commitments: QuerySet[Commitment], asof: AsOf | None) -> QuerySet[Commitment]:
    """Those that readers saw on the day asked for, or that may have been made by then; without a day, all."""
    if asof is None:
        return commitments
    if not asof.known:
        return commitments.filter(made_on_earliest__lte=asof.day)
    since_published = _known_by(asof).filter(published_at__isnull=False)
    seen = Coalesce(Subquery(since_published.values("public")[:1]), Value(True))
    return commitments.alias(seen=seen).filter(published_at__lt=asof.end, seen=True)


def _known_by(asof: AsOf) -> QuerySet:
    """What the history keeps of the commitment in the outer query, as of the end of that day; the newest first."""
    past = Commitment.history.model.objects.filter(id=OuterRef("pk"), history_date__lt=asof.end)
    return past.order_by("-history_date", "-history_id")


def contested(asof: AsOf | None) -> Q:
    """Commitments of which somebody disputes what came of it: on that day so far as the passage that disputes it, or
    the desk, was there already."""
    there = Q(contested_by__isnull=False)
    if asof is None:
        return there
    if asof.known:
        newest = _known_by(asof).values("contested_by")[:1]
        return there & Q(IsNull(Subquery(newest), False))
    paths = ("contested_by__source", "contested_by__snapshot__source")
    return there & ~reduce(or_, (Q(**{f"{path}__published_earliest__gt": asof.day}) for path in paths))


def said_without(change: StatusChange) -> Fulfilment:
    """What the log says of whom this entry is about, were the entry not there."""
    entries = [entry for entry in standing_entries(change.commitment) if entry.pk != change.pk]
    return said(change.commitment, change.party, entries)
