"""The small forms that add to a source: an extract typed by the desk, a passage that claims stand on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policydesk.lib.admin_forms import RefusableForm
from policydesk.lib.errors import Refused
from sources.excerpting import add_excerpt, take_extract
from sources.models import Source


class Adding(RefusableForm, forms.Form):
    """Runs its rule when it is valid; a refusal becomes the error of the field it is about."""

    title: Any = ""
    what = ""

    def __init__(self, *args: Any, source: Source | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": self.what} | kwargs)
        if source:
            self.about(source)

    def about(self, source: Source) -> None:
        """Fit the fields to the source."""

    def possible(self) -> bool:
        """Whether the source has what the form is about."""
        return True

    def add_to(self, source: Source, *, by: Any) -> Any:
        """The new row, or None with the errors of the form filled in."""
        if not self.is_valid():
            return None
        try:
            return self.rule(source, by=by)
        except (ValidationError, Refused) as refusal:
            self.add_refusal(refusal)
        return None

    def rule(self, source: Source, *, by: Any) -> Any:
        """What adds the words."""
        raise NotImplementedError


class ExtractForm(Adding):
    """Words of the source, typed or pasted by the desk."""

    title, what, blames = _("Add an extract"), "extract", "text"
    text = forms.CharField(
        label=_("Words of the source"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Kept as an extract: never changed, and never shown as a saved copy."),
    )
    note = forms.CharField(label=_("Note"), required=False, help_text=_("Where these words stand, for the desk."))

    def rule(self, source: Source, *, by: Any) -> Any:
        """Keep the extract."""
        return take_extract(source, self.cleaned_data["text"], by=by, note=self.cleaned_data["note"])


class PassageForm(Adding):
    """A passage that a claim may stand on."""

    title, what, blames = _("Add a passage"), "passage", "exact"
    exact = forms.CharField(
        label=_("Passage"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Copied, not retold. It is looked for in the copies we hold."),
    )
    locator = forms.CharField(label=_("Place"), required=False, max_length=80, help_text=_("As “p. 2” or “00:14:05”."))

    def rule(self, source: Source, *, by: Any) -> Any:
        """Keep the passage, found in a copy where it stands in one."""
        return add_excerpt(source, self.cleaned_data["exact"], by=by, locator=self.cleaned_data["locator"])
