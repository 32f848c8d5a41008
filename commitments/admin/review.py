"""The page on which somebody says that they looked again and nothing had changed."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.admin.passages import SOURCES
from commitments.models import Commitment
from commitments.reviewing import check_can_review, review_unchanged
from policydesk.lib.admin_forms import RefusableForm, VersionField, beside, posted, problems_of, settle
from policydesk.lib.datalists import SharedListInput
from policydesk.lib.date_fields import DayField
from policydesk.lib.errors import NotAllowed
from sources.fields import offered_sources
from sources.models import Source
from sources.registering import find_source

LOOKED_IN = ("first", "second", "third")


def source_field(label: Any) -> forms.CharField:
    """A source by its title, number or address."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=1000,
        widget=SharedListInput(SOURCES),
        help_text=gettext_lazy("Its title, its number, or its address. A new address becomes a draft source."),
    )


class ReviewForm(RefusableForm, forms.Form):
    """Where somebody looked, and when to look the next time."""

    version = VersionField(required=False)
    looked_at = forms.CharField(
        label=gettext_lazy("Where you looked"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("As “the ministry's notices since March; nothing on ports”. It stays at the desk."),
    )
    first = source_field(gettext_lazy("A source in which you looked"))
    second = source_field(gettext_lazy("A second source"))
    third = source_field(gettext_lazy("A third source"))
    review_by = DayField(label=gettext_lazy("Look again by"))

    def sources(self, *, by: Any) -> list[Source]:
        """The sources that were named. Raises ValidationError for the field that names none."""
        typed = {name: self.cleaned_data[name].strip() for name in LOOKED_IN}
        return [beside(name, partial(find_source, said, by=by)) for name, said in typed.items() if said]


def review_view(site: Any, request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Ask where they looked; the entry stands, and readers see when it was last reviewed."""
    user, data = request.user, posted(request)
    try:
        check_can_review(user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    form = ReviewForm(data, initial={"version": commitment.version})
    if data is not None and settle(form, commitment, lambda: _review(commitment, form, user)):
        messages.success(request, _("Entered. Readers see that it was reviewed today."))
        return redirect("admin:commitments_commitment_change", commitment.pk)
    return site.page(
        request,
        "admin/commitments/commitment/review.html",
        original=commitment,
        form=form,
        problems=problems_of(form),
        title=_("Reviewed, no change"),
        reviews=commitment.reviews.select_related("reviewed_by")[:5],
        datalists={SOURCES: offered_sources},
    )


@transaction.atomic
def _review(commitment: Commitment, form: ReviewForm, user: Any) -> Any:
    """The sources and the entry: all or nothing."""
    given = {name: form.cleaned_data[name] for name in ("looked_at", "review_by", "version")}
    return review_unchanged(commitment, by=user, sources=form.sources(by=user), **given)
