"""The two fields by which a page or its data is asked as of a day; in the filter of the ledger they are two of many."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.as_of import TRUE, AsOf
from commitments.enums import Dates
from policydesk.lib.filters import NotUnderstood


class AsksForDay(forms.Form):
    """A form with the fields `as_of` and `dates`."""

    def clean_as_of(self) -> date | None:
        """The day asked for. Nothing is known of one to come."""
        day = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    @property
    def asof(self) -> AsOf | None:
        """The day and the dates asked for; None for now, and while the day is not understood."""
        found = self.cleaned_data if self.is_valid() else {}
        return AsOf(found["as_of"], found["dates"] or TRUE) if found.get("as_of") else None


class DayForm(AsksForDay):
    """The day as of which one commitment is asked for."""

    as_of = forms.DateField(label=_("As it stood on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    dates = forms.ChoiceField(label=_("By what was"), required=False, choices=Dates.choices)

    def understood(self) -> "DayForm":
        """Itself. Raises NotUnderstood, for data, which have no form to show the sentence beside."""
        if self.errors:
            raise NotUnderstood(" ".join(sentence for told in self.errors.values() for sentence in told))
        return self
