"""The rows below a commitment's form that lead elsewhere: to other commitments, and to claims that report it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commitments.fields import ClaimField, CommitmentField
from commitments.models import Link, Report
from policydesk.lib.admin_rows import RowInline
from policydesk.lib.datalists import SharedListInput
from policydesk.lib.row_forms import RowForm

COMMITMENTS, CLAIMS = "offered-commitments", "offered-claims"  # datalists of the page


class LinkForm(RowForm):
    """How it hangs together with another commitment."""

    told_apart_by = ("other", "kind")

    other = CommitmentField(
        label=_("Other commitment"),
        required=True,
        widget=SharedListInput(COMMITMENTS),
        help_text=_("Its title, or as the list offers it. Readers are led there and back."),
    )

    class Meta:
        model = Link
        fields = ("kind", "other")


class LinkInline(RowInline):
    """“This one … the other one”: readers see it from both ends."""

    model, form, fk_name = Link, LinkForm, "commitment"
    fields = (("kind", "other"),)
    verbose_name_plural = _("Links to other commitments")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the titles of the others."""
        return super().get_queryset(request).select_related("other")


class ReportForm(RowForm):
    """A claim of one of our stories that reports it; `user` is who asks."""

    told_apart_by = ("claim",)
    user: Any = None
    claim = ClaimField(None)

    class Meta:
        model = Report
        fields = ("claim",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"] = ClaimField(
            self.user,
            required=True,
            label=_("Claim"),
            widget=SharedListInput(CLAIMS),
            help_text=_("Its number, or as the list offers it. Readers find the story beside the commitment."),
        )


class ReportInline(RowInline):
    """Claims of stories that the asker may read; the others stay where they are, unseen."""

    model, form = Report, ReportForm
    fields = ("claim",)
    verbose_name_plural = _("Claims of our stories that report it")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Of stories that the asker may read."""
        return super().get_queryset(request).select_related("claim").readable_by(request.user)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[forms.BaseInlineFormSet]:
        """Forms that know who asks."""
        kwargs["form"] = type("ReportForm", (self.form,), {"user": request.user})
        return super().get_formset(request, obj, **kwargs)
