"""The pages that put a commitment before readers and take it back: what stands in the way, what follows."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.gating import doubts, to_publish
from commitments.models import Commitment
from commitments.publishing import check_can_publish, publish_commitment, take_back
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.errors import NotAllowed


class PublishForm(RefusableForm, forms.Form):
    """The version that was seen."""

    version = VersionField(required=False)


class TakeBackForm(PublishForm):
    """Why it goes."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in the history, for the desk. Readers do not see it."),
    )


def publish_view(site: Any, request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Show what stands in the way, and publish; the rule decides, whatever the page showed."""
    form = _form(PublishForm, request, commitment)
    rule = lambda: publish_commitment(commitment, by=request.user, version=form.cleaned_data["version"])  # noqa: E731 - the cleaned form exists only inside settle()
    if form.is_bound and settle(form, commitment, rule):
        messages.success(request, _("Published. Readers see the commitment, its log and the passages it stands on."))
        return redirect("admin:commitments_commitment_change", commitment.pk)
    more = {"gate": [] if commitment.public else to_publish(commitment), "doubts": doubts(commitment)}
    return _shown(site, request, commitment, "publish.html", form, title=_("Publish"), **more)


def take_back_view(site: Any, request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Take it away from readers, with a reason."""
    form = _form(TakeBackForm, request, commitment)
    rule = lambda: take_back(  # noqa: E731 - the cleaned form exists only inside settle()
        commitment, by=request.user, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"]
    )
    if form.is_bound and settle(form, commitment, rule):
        messages.success(request, _("Taken back. Readers do not see the commitment any more; its log stays."))
        return redirect("admin:commitments_commitment_change", commitment.pk)
    return _shown(site, request, commitment, "take_back.html", form, title=_("Take it back from readers"))


def _form(kind: Any, request: HttpRequest, commitment: Commitment) -> Any:
    """The form, for who may publish; a page for nobody else."""
    try:
        check_can_publish(request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return kind(posted(request), initial={"version": commitment.version})


def _shown(site: Any, request: HttpRequest, commitment: Commitment, name: str, form: Any, **more: Any) -> HttpResponse:
    context = {"original": commitment, "form": form, "problems": problems_of(form)}
    return site.page(request, f"admin/commitments/commitment/{name}", **context | more)
