"""The page on which a second person answers a proposal: confirm it into the log, or return it with a reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.enums import ProposalState
from commitments.evidencing import evidence_of
from commitments.models import StatusChange, StatusProposal
from commitments.rating import saying_the_same
from commitments.tracking import (
    check_can_confirm,
    check_can_return,
    check_can_withdraw,
    confirm,
    evidence_troubles,
    return_proposal,
    withdraw_proposal,
)
from policydesk.lib.admin_forms import posted, problems_of
from policydesk.lib.answers import Answer, AnswerForm, answered, offered

ANSWERS = {
    "confirm": Answer(
        gettext_lazy("Confirm it"),
        check_can_confirm,
        confirm,
        gettext_lazy("Confirmed. It stands in the log, and the status follows from it."),
        words_as="answer",
    ),
    "return": Answer(
        gettext_lazy("Return it"),
        check_can_return,
        return_proposal,
        gettext_lazy("Returned. Whoever proposed it finds your answer there."),
    ),
    "withdraw": Answer(
        gettext_lazy("Withdraw it"),
        check_can_withdraw,
        withdraw_proposal,
        gettext_lazy("Withdrawn. The status stays as it was."),
    ),
}


def answer_view(site: Any, request: HttpRequest, proposal: StatusProposal) -> HttpResponse:
    """The evidence beside the words that were undertaken, and what one may answer."""
    data = posted(request)
    form = AnswerForm(data, initial={"version": proposal.version})
    way = ("admin:commitments_commitment_change", proposal.commitment_id)
    if data is not None and (answer := answered(request, proposal, form, ANSWERS, *way)):
        return answer
    waits = proposal.state == ProposalState.OPEN
    return site.page(
        request,
        "admin/commitments/statusproposal/answer.html",
        original=proposal,
        title=_("Proposed status"),
        form=form,
        problems=problems_of(form),
        evidence=evidence_of(proposal),
        troubles=evidence_troubles(proposal) if waits else [],
        **(_said_too(proposal) if waits and not proposal.retracts_id else {}),
        **offered(proposal, request.user, ANSWERS if waits else {}),
    )


def _said_too(proposal: StatusProposal) -> dict[str, Any]:
    """The entries that hold and the other proposals that wait which say the same."""
    waiting = StatusProposal.objects.filter(state=ProposalState.OPEN, retracts=None).exclude(pk=proposal.pk)
    return {
        "said": saying_the_same(StatusChange.objects.standing(), proposal).select_related("confirmed_by"),
        "twins": saying_the_same(waiting, proposal).select_related("proposed_by"),
    }
