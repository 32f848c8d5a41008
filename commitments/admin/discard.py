"""The page that asks before a mistaken commitment is discarded: what goes with it, and why not where it may not."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commitments.admin.publish import PublishForm
from commitments.discarding import check_can_discard, discard
from commitments.models import Commitment
from policydesk.lib.admin_forms import posted, problems_of, settle
from policydesk.lib.errors import NotAllowed, Refused


def discard_view(site: Any, request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Say what goes, and discard the commitment when that is confirmed; the rule decides."""
    why_not, title, user = "", str(commitment), request.user
    try:
        check_can_discard(commitment, user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        why_not = str(refusal)
    form = PublishForm(data := posted(request), initial={"version": commitment.version})
    if data is not None and settle(
        form, commitment, lambda: discard(commitment, by=user, version=form.cleaned_data["version"])
    ):
        messages.success(request, _("“%(title)s” is discarded.") % {"title": title})
        return redirect("admin:commitments_commitment_changelist")
    return site.page(
        request,
        "admin/commitments/commitment/discard.html",
        original=commitment,
        form=form,
        problems=problems_of(form),
        title=_("Discard the commitment"),
        why_not=why_not,
    )
