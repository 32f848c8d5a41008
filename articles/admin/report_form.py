"""The form on which a report of a reader is worked: who does, and what was decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.deciding import assign_report, decide_report, reopen_report
from articles.models import ReaderReport
from articles.report_states import ReportState
from policydesk.lib.admin_forms import RefusableForm, VersionField
from policydesk.lib.people_fields import PersonField, who_may


class ReportForm(RefusableForm, forms.Form):
    """Who works on it, and what was decided; its buttons say which of the two is meant."""

    blames = "decided"
    version = VersionField()
    assigned_to = PersonField(
        queryset=None,
        required=False,
        label=gettext_lazy("Worked on by"),
        help_text=gettext_lazy("A checker, an editor or a publisher. They find it on their start page."),
    )
    decided = forms.CharField(
        required=False,
        label=gettext_lazy("What was decided"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the desk: what changes or why nothing does. Corrections are made in the story."),
    )

    def __init__(self, data: Any, report: ReaderReport, user: Any) -> None:
        chosen = report.assigned_to_id or user.pk
        super().__init__(data, initial={"version": report.version, "assigned_to": chosen, "decided": report.decided})
        self.fields["assigned_to"].queryset = who_may("articles.work_report")

    def clean(self) -> dict[str, Any]:
        """Ask for the person where one is to work on it."""
        cleaned = super().clean()
        if "assign" in self.data and not cleaned.get("assigned_to"):
            self.add_error("assigned_to", _("Choose who works on it."))
        return cleaned

    def apply(self, report: ReaderReport, *, by: Any) -> str:
        """Do what its button says."""
        said, version = self.cleaned_data, self.cleaned_data["version"]
        if "reopen" in self.data:
            reopen_report(report, by=by, version=version)
            return _("It waits again.")
        if "assign" in self.data:
            assign_report(report, said["assigned_to"], by=by, so_far=said["decided"], version=version)
            return _("Assigned.")
        state = ReportState.ANSWERED if "answered" in self.data else ReportState.CLOSED
        decide_report(report, state, said["decided"], by=by, version=version)
        return _("Decided: %(state)s.") % {"state": state.label}
