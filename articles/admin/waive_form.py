"""The form that lets the second test pass over an item of a claim, and takes that back."""

from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.claim_forms import OfClaimForm
from articles.models import Claim
from articles.waiving import ask_again, waive
from policydesk.lib.errors import Refused


class WaiveForm(OfClaimForm):
    """A reason, and one button for each item: `item` is the key of a doubt, `again` that of a waiver."""

    do, blames = "waive", "reason"
    reason = forms.CharField(
        label=gettext_lazy("Why the passages need not say it"),
        required=False,
        help_text=gettext_lazy("It stands in the history with your name. The gate passes over the item then."),
    )

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Waive the item, or take its waiver back."""
        if again := self.data.get("again", ""):
            waiver = claim.waivers.filter(pk=again if again.isdecimal() else None).first()
            if waiver is None:
                raise Refused(_("That was taken back already."))
            ask_again(waiver, by=by)
            return _("The waiver was taken back.")
        # Enter in the field presses no button: then the one item that is asked about is meant.
        item = dict(parse_qsl(self.data.get("item", "")))
        kind, words, other = (item.get(part, "") for part in ("kind", "words", "other"))
        said = {"reason": self.cleaned_data["reason"], "version": self.cleaned_data["version"]}
        waive(claim, kind, words, other=other, by=by, **said)
        return _("Waived.")
