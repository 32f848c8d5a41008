"""Where a commitment stands and what comes next: what a person may do as a way to do it, the rest as a sentence."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.enums import ProposalState
from commitments.models import Commitment, StatusChange, StatusProposal
from commitments.permitting import check_can_change
from commitments.publishing import check_can_publish
from commitments.rating import is_overdue, standing_entries, status_of, statuses_in_words
from commitments.tracking import check_can_propose, check_can_retract
from policydesk.lib.options import Option, option


@dataclass(frozen=True)
class Entry:
    """One entry of the log, whether it holds, and the way to take it back."""

    change: StatusChange
    stands: bool
    taking_back: Option


@dataclass(frozen=True)
class Panel:
    """What stands above the form: the status in words, what to know beside it, what comes next; and the log."""

    statuses: list[str]
    sentence: str
    overdue: bool
    may_not_change: str
    options: list[Option]
    proposals: list[StatusProposal]
    entries: list[Entry]


def panel(commitment: Commitment, user: Any) -> Panel:
    """What `user` sees of the state of `commitment`."""
    shared = status_of(commitment)
    open_ones = commitment.proposals.filter(state=ProposalState.OPEN).select_related("proposed_by", "party__actor")
    return Panel(
        statuses_in_words(commitment),
        str(shared.sentence) if shared else "",
        is_overdue(commitment),
        option("", "", partial(check_can_change, commitment, user)).sentence,
        [_proposing(commitment, user), _publishing(commitment, user)],
        list(open_ones.prefetch_related("evidence__excerpt__source", "evidence__excerpt__snapshot__source")),
        log_entries(commitment, user),
    )


def _proposing(commitment: Commitment, user: Any) -> Option:
    url = reverse("admin:commitments_commitment_propose", args=[commitment.pk])
    return option(_("Propose a status"), url, partial(check_can_propose, user))


def _publishing(commitment: Commitment, user: Any) -> Option:
    page, label = ("take_back", _("Take it back")) if commitment.public else ("publish", _("Publish"))
    url = reverse(f"admin:commitments_commitment_{page}", args=[commitment.pk])
    return option(label, url, partial(check_can_publish, user))


def log_entries(commitment: Commitment, user: Any) -> list[Entry]:
    """The log, the latest first, with its evidence."""
    changes = commitment.status_changes.select_related(
        "party__actor", "proposed_by", "confirmed_by", "retracts", "retracted_by"
    ).prefetch_related("evidence__excerpt__source", "evidence__excerpt__snapshot__source", "retraction_proposals")
    stand = {change.pk for change in standing_entries(commitment)}
    return [Entry(change, change.pk in stand, _retracting(change, user)) for change in changes]


def _retracting(change: StatusChange, user: Any) -> Option:
    url = reverse("admin:commitments_statuschange_retract", args=[change.pk])
    return option(_("Take this entry back"), url, partial(check_can_retract, change, user))
