"""The forms of what is offered: suggestions to accept or reject, and what the same claim stands on elsewhere."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.admin.claim_forms import OfClaimForm
from articles.admin.story_forms import StoryForm
from articles.considering import accept, offer_again, reject
from articles.enums import DeedKind
from articles.models import Claim
from articles.recalling import reuse
from articles.rephrasing import decline_words, take_words
from articles.undoing import remember
from policydesk.lib.errors import Refused

WORDS = "words:"  # what the keys of suggested words begin with


class SuggestForm(StoryForm):
    """Its buttons are named `accept` and `reject`, with the key of the suggestion, and `again`."""

    do = "suggest"

    @transaction.atomic
    def apply(self, *, by: Any) -> tuple[str, Claim | None]:
        """Do what its button says."""
        if "again" in self.data:
            offer_again(self.article, by=by)
            return _("What was rejected is suggested again."), None
        asked = self.data.get("reject", "") or self.data.get("accept", "")
        if asked.startswith(WORDS):
            return self._settle(asked.removeprefix(WORDS), by)
        if key := self.data.get("reject", ""):
            if rejection := reject(self.article, key, by=by):
                row = rejection.history.latest("history_id").history_id
                remember(rejection, DeedKind.REJECTED, by=by, row=row)
            return _("Rejected: it is not suggested again in this story."), None
        claim = accept(self.article, self.data.get("accept", ""), by=by)
        return _("Accepted: %(kind)s.") % {"kind": claim.get_kind_display()}, claim

    def _settle(self, key: str, by: Any) -> tuple[str, Claim | None]:
        """Take or decline the words that somebody suggested."""
        proposed = self.article.proposed_words.filter(pk=key if key.isdecimal() else None).first()
        if proposed is None:
            raise Refused(_("These words are not suggested any more."))
        if "reject" in self.data:
            decline_words(proposed, by=by)
            return _("Declined: the story stays as it is."), None
        take_words(proposed, by=by)
        return _("The words stand in the story."), None


class ReuseForm(OfClaimForm):
    """What the same claim stands on elsewhere: its button names the source."""

    do = "reuse"

    @transaction.atomic
    def apply(self, claim: Claim, *, by: Any) -> str:
        """Attach it."""
        citation = reuse(claim, self.data.get("value", ""), by=by, version=self.cleaned_data["version"])
        remember(claim, DeedKind.ATTACHED, by=by, row=citation.history.latest("history_id").history_id)
        return _("Attached, with the passage and what it does as they stand there. Read both before you confirm.")
