"""Proposing what came of a commitment: the status, since when, why, and the passages that show it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.admin.commitment_form import explained
from commitments.admin.evidence_form import WORDS, EvidenceFields
from commitments.admin.passages import SOURCES
from commitments.enums import Fulfilment
from commitments.evidencing import evidence_of
from commitments.models import Commitment, Party
from commitments.tracking import check_can_propose, propose
from policydesk.lib.admin_forms import posted, problems_of, settle
from policydesk.lib.date_fields import PartialDateFormField
from policydesk.lib.errors import NotAllowed
from sources.fields import offered_sources

TERMS = ("to_status", "effective_on", "rationale", "rebuttal", "party")


class ProposalForm(EvidenceFields):
    """What holds since when, why, and why what speaks against it does not change it."""

    reading = forms.CharField(required=False, widget=forms.HiddenInput)  # under which the person weighs the passages
    party = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        required=False,
        label=gettext_lazy("Of whom"),
        empty_label=gettext_lazy("All who undertook it"),
        help_text=gettext_lazy("Choose one where the sides stand differently: it touches that one alone."),
    )
    to_status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        widget=forms.RadioSelect,
        choices=[choice for choice in explained(Fulfilment) if choice[0] != Fulfilment.NOT_YET_RATED],
    )
    effective_on = PartialDateFormField(
        label=gettext_lazy("Since"),
        help_text=gettext_lazy("From when it holds, as the evidence dates it: 2024, 2024-03 or 2024-03-01."),
    )
    rationale = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=WORDS,
        help_text=gettext_lazy("Why the evidence carries this status. Readers see it once it is confirmed."),
    )

    rebuttal = forms.CharField(
        label=gettext_lazy("What speaks against it"),
        required=False,
        widget=WORDS,
        help_text=gettext_lazy(
            "Once a passage speaks against it: why that does not change the status. Readers see it beside the reason."
        ),
    )

    def __init__(self, commitment: Commitment, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(commitment, user, *args, **kwargs)
        self.fields["party"].queryset = commitment.parties.undertaking().select_related("actor")

    def terms(self) -> dict[str, Any]:
        """The cleaned form as what `propose` takes, but for the passages."""
        return {name: self.cleaned_data[name] for name in TERMS}


def propose_view(site: Any, request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Ask for the status and its evidence; a second person answers it."""
    user, data = request.user, posted(request)
    try:
        check_can_propose(user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    begun = _as_rated(commitment, request) | {"reading": commitment.reading}
    form = ProposalForm(commitment, user, data, initial=begun)
    if data is not None and settle(form, commitment, lambda: _propose(commitment, form, user)):
        messages.success(request, _("Proposed. It waits for a second person; readers see nothing of it until then."))
        return redirect("admin:commitments_commitment_change", commitment.pk)
    if data is not None:
        form.data["reading"] = commitment.reading  # type: ignore[index]  # a copy of what was posted; the page shows it now
    return site.page(
        request,
        "admin/commitments/commitment/propose.html",
        original=commitment,
        form=form,
        problems=problems_of(form),
        title=_("Propose a status"),
        datalists={SOURCES: offered_sources},
    )


def _as_rated(commitment: Commitment, request: HttpRequest) -> dict[str, Any]:
    """What the form begins with to rate anew what an entry of the log says: its terms, and the same passages."""
    asked = request.GET.get("again", "")
    entry = commitment.status_changes.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
    if entry is None:
        return {}
    terms = {name: getattr(entry, name) for name in TERMS} | {"effective_on": str(entry.effective_on)}
    return terms | ProposalForm.as_typed(evidence_of(entry))


@transaction.atomic
def _propose(commitment: Commitment, form: ProposalForm, user: Any) -> Any:
    """The passages and the proposal: all or nothing."""
    seen = form.cleaned_data["reading"] or None
    return propose(commitment, by=user, evidence=form.evidence(by=user), reading=seen, **form.terms())
