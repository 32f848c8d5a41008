"""From a claim to the ledger: the page on which it joins a commitment that stands."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.admin.begin import claim_asked_for
from commitments.admin.links import COMMITMENTS
from commitments.fields import CommitmentField
from commitments.permitting import check_can_add
from commitments.reporting import join_claim
from policydesk.lib.admin_forms import RefusableForm, posted, problems_of, settle
from policydesk.lib.datalists import SharedListInput
from policydesk.lib.errors import NotAllowed


class JoinForm(RefusableForm, forms.Form):
    """Which commitment the claim reports."""

    blames = "commitment"
    commitment = CommitmentField(
        label=gettext_lazy("Commitment"),
        required=True,
        widget=SharedListInput(COMMITMENTS),
        help_text=gettext_lazy("Its title, or as the list offers it."),
    )


def join_view(site: Any, request: HttpRequest) -> HttpResponse:
    """Ask for the commitment that a claim reports, and enter that it does."""
    user, data = request.user, posted(request)
    try:
        check_can_add(user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    claim = claim_asked_for(request)
    if claim is None:
        raise Http404
    form = JoinForm(data)
    if data is not None and settle(form, claim, lambda: join_claim(form.cleaned_data["commitment"], claim, by=user)):
        messages.success(request, _("Entered: the claim reports this commitment."))
        return redirect("admin:commitments_commitment_change", form.cleaned_data["commitment"].pk)
    return site.page(
        request,
        "admin/commitments/commitment/join.html",
        original=None,
        claim=claim,
        form=form,
        problems=problems_of(form),
        title=_("Which commitment does the claim report?"),
        datalists={COMMITMENTS: CommitmentField().offered},
    )
