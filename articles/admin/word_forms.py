"""The form that writes other words for a sentence into the story, or suggests them to who may write there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.mark_forms import PLACE
from articles.admin.story_forms import StoryForm
from articles.editing import can_edit
from articles.models import Article, Claim
from articles.rephrasing import propose_words, reword


class RewordForm(StoryForm):
    """`place` is where the sentence stood when it was opened, and `base` what it read."""

    do, blames = "reword", "words"
    place = forms.CharField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("The sentence"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        """Read the place."""
        cleaned = super().clean()
        if not (match := PLACE.fullmatch(cleaned.get("place", ""))):
            raise ValidationError(_("Choose a sentence of the story."))
        return cleaned | {"part": match[1], "start": int(match[2])}

    def apply(self, *, by: Any) -> tuple[str, Claim | None]:
        """Write the words where the person may, else suggest them."""
        cleaned = self.cleaned_data
        change = (self.article, cleaned["part"], cleaned["start"], cleaned["base"], cleaned["words"])
        if not can_edit(self.article, by):
            propose_words(*change, by=by)
            return _("Suggested. Who may write in the story takes the words over, or declines them."), None
        followed = reword(*change, by=by).claims
        if followed.changed or followed.lost:
            return _("Saved in the story. Claims that read differently now ask for a look."), None
        return _("Saved in the story."), None


def opened_words(article: Article, place: str, words: str) -> RewordForm:
    """The form as it opens for the sentence that reads `words` at `place`."""
    return RewordForm(article, initial={"place": place, "base": words, "words": words})
