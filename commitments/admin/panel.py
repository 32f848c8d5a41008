"""Where a commitment stands and what comes next: what a person may do as a way to do it, the rest as a sentence."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import EditionClaim
from commitments.awaiting import rated_otherwise
from commitments.discarding import check_can_discard
from commitments.enums import ProposalState
from commitments.falling import retracted_under
from commitments.models import Commitment, Party, Review, StatusChange, StatusProposal
from commitments.permitting import check_can_change
from commitments.publishing import check_can_publish
from commitments.rating import is_overdue, standing_entries, status_of, statuses_in_words
from commitments.reporting import editions_that_report
from commitments.retracting import check_can_retract
from commitments.reviewing import check_can_review
from commitments.tracking import check_can_propose
from policydesk.lib.options import Option, option
from sources.models import Source


@dataclass(frozen=True)
class Entry:
    """One entry of the log, whether it holds, and the way to take it back."""

    change: StatusChange
    stands: bool
    taking_back: Option


@dataclass(frozen=True)
class RatedOtherwise:
    """One whose status was rated under another reading, and the way to rate it anew."""

    party: Party
    url: str


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
    to_rate_anew: list[RatedOtherwise]
    reviews: list[Review]
    printed: list[EditionClaim]
    fallen: list[Source]


def panel(commitment: Commitment, user: Any) -> Panel:
    """What `user` sees of the state of `commitment`."""
    shared = status_of(commitment)
    open_ones = commitment.proposals.filter(state=ProposalState.OPEN).select_related("proposed_by", "party__actor")
    return Panel(
        statuses_in_words(commitment),
        str(shared.sentence) if shared else "",
        is_overdue(commitment),
        option("", "", partial(check_can_change, commitment, user)).sentence,
        _steps(commitment, user),
        list(open_ones.prefetch_related("evidence__excerpt__source", "evidence__excerpt__snapshot__source")),
        log_entries(commitment, user),
        _rated_otherwise(commitment),
        list(commitment.reviews.select_related("reviewed_by")),
        editions_that_report(commitment, user),
        retracted_under(commitment),
    )


def _rated_otherwise(commitment: Commitment) -> list[RatedOtherwise]:
    propose = reverse("admin:commitments_commitment_propose", args=[commitment.pk])
    found = rated_otherwise(commitment.parties.select_related("actor"))
    return [RatedOtherwise(party, f"{propose}?again={party.decided_by}") for party in found]


def _steps(commitment: Commitment, user: Any) -> list[Option]:
    """What may be done with it, and why not where it may not; a mistake that readers never saw may be discarded."""
    found = [_proposing(commitment, user), _reviewing(commitment, user), _publishing(commitment, user)]
    return found if commitment.published_at else [*found, _discarding(commitment, user)]


def _discarding(commitment: Commitment, user: Any) -> Option:
    url = reverse("admin:commitments_commitment_discard", args=[commitment.pk])
    return option(_("Discard it"), url, partial(check_can_discard, commitment, user))


def _proposing(commitment: Commitment, user: Any) -> Option:
    url = reverse("admin:commitments_commitment_propose", args=[commitment.pk])
    return option(_("Propose a status"), url, partial(check_can_propose, user))


def _reviewing(commitment: Commitment, user: Any) -> Option:
    url = reverse("admin:commitments_commitment_review", args=[commitment.pk])
    return option(_("Reviewed, no change"), url, partial(check_can_review, user))


def _publishing(commitment: Commitment, user: Any) -> Option:
    page, label = ("take_back", _("Take it back from readers")) if commitment.public else ("publish", _("Publish"))
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
