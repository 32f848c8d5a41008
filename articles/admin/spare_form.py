"""The form that waives a sentence which no claim touches, and takes that back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.story_forms import StoryForm
from articles.enums import DeedKind
from articles.grounds import Ground
from articles.models import Claim, Waiver
from articles.sparing import ask_for, sentence_of, spare
from articles.undoing import remember
from articles.wording import quoted
from policydesk.lib.errors import Refused


class SpareForm(StoryForm):
    """A ground, and the sentence: its `words` from the script, its key from the list of the page as `sentence`.

    A button named `again` takes a waiver back.
    """

    do = "spare"
    words = forms.CharField(required=False, widget=forms.HiddenInput)
    sentence = forms.CharField(required=False, widget=forms.HiddenInput)
    ground = forms.ChoiceField(label=gettext_lazy("Why it need not be a claim"), choices=Ground.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a sentence and a ground, unless a waiver is taken back."""
        cleaned = super().clean()
        if "again" in self.data:
            return cleaned
        words = cleaned.get("words") or sentence_of(self.article, cleaned.get("sentence", ""))
        if not words:
            raise ValidationError(_("Choose a sentence of the story."))
        if not cleaned.get("ground"):
            self.add_error("ground", _("Say why it need not be a claim."))
        return cleaned | {"words": words}

    @transaction.atomic
    def apply(self, *, by: Any) -> tuple[str, Claim | None]:
        """Waive the sentence, or take its waiver back."""
        if again := self.data.get("again", ""):
            waiver = self.article.waivers.filter(claim=None, pk=again if again.isdecimal() else None).first()
            if waiver is None:
                raise Refused(_("That was taken back already."))
            went = waiver.pk
            ask_for(waiver, by=by)
            row = Waiver.history.filter(id=went).latest("history_id").history_id
            remember(waiver, DeedKind.ASKED, by=by, row=row)
            return _("The waiver was taken back."), None
        ground = Ground(self.cleaned_data["ground"])
        words = self.cleaned_data["words"]
        waiver = spare(self.article, words, ground, by=by)
        remember(waiver, DeedKind.WAIVED, by=by, row=waiver.history.latest("history_id").history_id)
        return _("Waived: %(ground)s. %(words)s") % {"ground": ground.label, "words": quoted(words)}, None
