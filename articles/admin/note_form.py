"""The form of a note on the claim that is worked on."""

from typing import Any

from django.utils.translation import gettext as _

from articles.admin.claim_forms import OfClaimForm
from articles.admin.notes import NoteForm
from articles.models import Claim
from articles.noting import add_note, resolve_note
from policydesk.lib.errors import Refused


class ClaimNoteForm(OfClaimForm):
    """A note on the claim that is worked on; its button `resolve` names one that is dealt with."""

    do, blames = "note", "text"
    version = None  # a note overwrites nothing
    text = NoteForm.base_fields["text"]

    def apply(self, claim: Claim, *, by: Any) -> str:
        """Write the note, or resolve one."""
        if key := self.data.get("resolve", ""):
            note = claim.notes.filter(pk=key if key.isdecimal() else None).first()
            if note is None:
                raise Refused(_("That note is not on this claim."))
            resolve_note(note, by=by)
            return _("The note is resolved.")
        add_note(claim.article, self.cleaned_data["text"], by=by, claim=claim)
        return _("The note is written.")
