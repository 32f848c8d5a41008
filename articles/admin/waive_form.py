"""The form that lets the second test pass over an item of a claim, and asks for one again."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.claim_forms import OfClaimForm
from articles.models import Claim
from articles.waiving import ask_again, waive
from policydesk.lib.errors import Refused


class WaiveForm(OfClaimForm):
    """A reason, and one button for each item: `item` is “kind:words”, `again` the key of a waiver."""

    do, blames = "waive", "reason"
    reason = forms.CharField(
        label=gettext_lazy("Why the passages need not say it"),
        required=False,
        help_text=gettext_lazy("It stands in the history with your name. The gate passes over the item then."),
    )

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Waive the item, or ask for it again."""
        if again := self.data.get("again", ""):
            waiver = claim.waivers.filter(pk=again if again.isdecimal() else None).first()
            if waiver is None:
                raise Refused(_("That was taken back already."))
            ask_again(waiver, by=by)
            return _("It is asked for again.")
        kind, _colon, words = self.data.get("item", "").partition(":")
        waive(claim, kind, words, by=by, reason=self.cleaned_data["reason"], version=self.cleaned_data["version"])
        return _("Waived.")
