"""Reading the log: what it says of a commitment and of each who undertook it. Asks; writes nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commitments.enums import Fulfilment
from commitments.models import Commitment, Party, StatusChange


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


def is_overdue(commitment: Commitment, at: datetime | None = None) -> bool:
    """Whether its day has passed while one who undertook it has neither kept, broken nor otherwise settled it."""
    return commitment.is_due(at) and any(not party.is_settled for party in commitment.pledgers)


def standing_entries(commitment: Commitment) -> list[StatusChange]:
    """The entries of the log that hold, the latest first: those taken back and those that take back left out."""
    entries = list(commitment.status_changes.all())
    gone = {entry.retracts_id for entry in entries}
    return [entry for entry in entries if entry.retracts_id is None and entry.pk not in gone]


def misfits(commitment: Commitment, to_status: str, since: Any) -> dict[str, str]:
    """Which dates of this commitment forbid that a status holds `since` (a PartialDate), each with its sentence."""
    found = {}
    if since.definitely_before(commitment.made_on):
        found["made_on"] = _("The status would hold before the commitment was made.")
    if to_status == Fulfilment.LAPSED and not commitment.is_due():
        found["due_on"] = _("It lapses only when a date that its words give has passed.")
    return found


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
