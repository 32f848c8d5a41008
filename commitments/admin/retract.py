"""Taking an entry of the log back: what was wrong, and the words that show it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.admin.evidence_form import WORDS, EvidenceFields
from commitments.admin.passages import SOURCES
from commitments.evidencing import evidence_of
from commitments.models import StatusChange
from commitments.retracting import check_can_retract, propose_retraction
from policydesk.lib.admin_forms import posted, problems_of, settle
from policydesk.lib.errors import NotAllowed, Refused
from sources.fields import offered_sources


class RetractionForm(EvidenceFields):
    """Why the entry was wrong, and the words that show it."""

    rationale = forms.CharField(
        label=gettext_lazy("What was wrong"),
        widget=WORDS,
        help_text=gettext_lazy("Readers see it beside the entry once a second person has confirmed it."),
    )
    field_order = ("rationale",)


def retract_view(site: Any, request: HttpRequest, change: StatusChange) -> HttpResponse:
    """Ask what was wrong; a second person confirms that too."""
    data, why_not = posted(request), ""
    form = RetractionForm(change.commitment, request.user, data)
    try:
        check_can_retract(change, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        why_not = str(refusal)
    if data is not None and settle(form, change.commitment, lambda: _retract(change, form, request.user)):
        messages.success(request, _("Proposed. The entry holds until a second person confirms that it was wrong."))
        return redirect("admin:commitments_commitment_change", change.commitment_id)
    return site.page(
        request,
        "admin/commitments/statuschange/retract.html",
        original=change,
        form=form,
        problems=problems_of(form),
        title=_("Take this entry back"),
        why_not=why_not,
        evidence=evidence_of(change),
        datalists={SOURCES: offered_sources},
    )


@transaction.atomic
def _retract(change: StatusChange, form: RetractionForm, user: Any) -> Any:
    """The passages and the proposal: all or nothing."""
    given = form.cleaned_data["rationale"]
    return propose_retraction(change, by=user, rationale=given, evidence=form.evidence(by=user))
