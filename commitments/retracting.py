"""Taking an entry of the log back: proposed like any status, confirmed by another person into a further entry."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.enums import ProposalState
from commitments.evidencing import Evidence, evidence_of
from commitments.models import StatusChange, StatusProposal
from commitments.rating import said_without
from commitments.tracking import check_can_propose, save_proposal
from commitments.weighing import lacks_to_take_back
from policydesk.lib.errors import Refused


@transaction.atomic
def propose_retraction(
    change: StatusChange, *, by: Any, rationale: str, evidence: Iterable[Evidence] = ()
) -> StatusProposal:
    """Propose to take an entry of the log back; another person confirms that too.

    It stands on `evidence`, or else on the passages of the entry itself, read again. What is given beyond those is
    weighed: one source that nobody names takes nothing back. Raises NotAllowed, Refused, or
    ValidationError by field.
    """
    check_can_retract(change, by)
    proposal = StatusProposal(
        commitment=change.commitment,
        party=change.party,
        to_status=said_without(change),
        effective_on=change.effective_on,
        rationale=rationale,
        retracts=change,
        proposed_by=by,
    )
    proposal.full_clean()
    given = list({each.excerpt.pk: each for each in evidence}.values()) or evidence_of(change)
    if found := lacks_to_take_back(change, given):
        raise Refused("\n".join(found))
    return save_proposal(proposal, given, by=by)


def check_can_retract(change: StatusChange, by: Any) -> None:
    """Raises a sentence unless `by` may propose to take this entry back, and nobody has yet."""
    check_can_propose(by)
    if change.retracts_id:
        raise Refused(_("This entry takes another back. Propose the status anew instead."))
    if hasattr(change, "retracted_by"):
        raise Refused(_("This entry was taken back already."))
    if any(proposal.state == ProposalState.OPEN for proposal in change.retraction_proposals.all()):
        raise Refused(_("Somebody proposed already to take this entry back: it waits for a second person."))
