"""The page on which a second person answers a proposal: confirm it into the log, or return it with a reason."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.enums import ProposalState
from commitments.models import StatusProposal
from commitments.tracking import (
    check_can_confirm,
    check_can_return,
    check_can_withdraw,
    confirm,
    evidence_troubles,
    passages_of,
    return_proposal,
    withdraw_proposal,
)
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.errors import NotAllowed
from policydesk.lib.options import Option, option

CHECKS: dict[str, tuple[Any, Callable[..., None]]] = {
    "confirm": (gettext_lazy("Confirm it"), check_can_confirm),
    "return": (gettext_lazy("Return it"), check_can_return),
    "withdraw": (gettext_lazy("Withdraw it"), check_can_withdraw),
}


class AnswerForm(RefusableForm, forms.Form):
    """The version that was seen, and what to say to who proposed it."""

    version = VersionField(required=False)
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For colleagues. Whoever returns it says what is missing; else it may stay empty."),
    )


def answer_view(site: Any, request: HttpRequest, proposal: StatusProposal) -> HttpResponse:
    """The evidence beside the words that were undertaken, and what one may answer."""
    data = posted(request)
    form = AnswerForm(data, initial={"version": proposal.version})
    if data is not None and (answer := _answered(request, proposal, form)):
        return answer
    waits = proposal.state == ProposalState.OPEN
    options = {key: _option(key, proposal, request.user) for key in CHECKS if waits}
    return site.page(
        request,
        "admin/commitments/statusproposal/answer.html",
        original=proposal,
        title=_("Proposed status"),
        form=form,
        problems=problems_of(form),
        passages=passages_of(proposal),
        troubles=evidence_troubles(proposal) if waits else [],
        answers=[(key, each.label) for key, each in options.items() if not each.sentence],
        may_not=[(each.label, each.sentence) for each in options.values() if each.sentence],
    )


def _option(key: str, proposal: StatusProposal, user: Any) -> Option:
    label, check = CHECKS[key]
    return option(str(label), "", partial(check, proposal, user))


def _answered(request: HttpRequest, proposal: StatusProposal, form: AnswerForm) -> HttpResponse | None:
    """Do what was chosen; None when the rule or the form said no."""
    chosen = next((key for key in CHECKS if key in request.POST), None)
    if chosen is None:
        return None
    try:
        CHECKS[chosen][1](proposal, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except ValueError:
        pass  # not possible now: the form says so
    if not settle(form, proposal, lambda: _act(chosen, proposal, form.cleaned_data, request.user)):
        return None
    messages.success(request, _done(chosen))
    return redirect("admin:commitments_commitment_change", proposal.commitment_id)


def _act(chosen: str, proposal: StatusProposal, given: dict[str, Any], user: Any) -> Any:
    words, version = given["answer"], given["version"]
    if chosen == "confirm":
        return confirm(proposal, by=user, answer=words, version=version)
    if chosen == "return":
        return return_proposal(proposal, by=user, reason=words, version=version)
    return withdraw_proposal(proposal, by=user, reason=words, version=version)


def _done(chosen: str) -> str:
    return {
        "confirm": _("Confirmed. It stands in the log, and the status follows from it."),
        "return": _("Returned. Whoever proposed it finds your answer there."),
        "withdraw": _("Withdrawn. The status stays as it was."),
    }[chosen]
