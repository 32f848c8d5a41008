"""Marking a claim: by pasting its words, or by choosing a sentence of the story."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.claim_forms import KIND_HELP
from articles.anchoring import find_words
from articles.claiming import mark_claim
from articles.enums import ClaimKind, Part
from articles.models import Article, Claim
from policydesk.lib.admin_forms import RefusableForm

PLACE = re.compile(rf"({'|'.join(Part.values)}):([0-9]{{1,9}}):([0-9]{{1,9}})")  # what the buttons of the page send
AROUND = 40  # characters shown before and after each place where words stand more than once


class MarkForm(RefusableForm, forms.Form):
    """New claim: its words and what it is. `place` comes from a button and picks one place of several."""

    do, blames = "mark", "words"
    words = forms.CharField(
        label=gettext_lazy("Words of the claim"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Copied from the story."),
    )
    part = forms.ChoiceField(
        label=gettext_lazy("They stand in the"),
        choices=Part.choices,
        initial=Part.BODY.value,
        help_text=gettext_lazy("The words are looked for there and nowhere else."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ClaimKind.choices, initial=ClaimKind.FACT.value, help_text=KIND_HELP
    )
    place = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, article: Article, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **{"auto_id": "id_mark-%s"} | kwargs)
        self.article = article

    def clean(self) -> dict[str, Any]:
        """Ask for words; a place that was chosen brings its own."""
        cleaned = super().clean()
        if cleaned.get("place"):
            cleaned |= self._chosen(cleaned["place"])
        elif not cleaned.get("words", "").strip():
            self.add_error("words", _("Paste the words of the claim, or choose a sentence."))
        return cleaned

    def _chosen(self, place: str) -> dict[str, Any]:
        if not (match := PLACE.fullmatch(place)):
            raise ValidationError(_("Choose a sentence of the story."))
        part, start, end = match.groups()
        words = self.article.text_of(part)[int(start) : int(end)]
        if not words.strip():
            raise ValidationError(_("The text changed meanwhile. Choose the sentence again."))
        return {"part": part, "words": words, "start": int(start)}

    def apply(self, *, by: Any) -> Claim:
        """Mark the claim."""
        cleaned = self.cleaned_data
        return mark_claim(
            self.article,
            cleaned["words"],
            by=by,
            part=cleaned["part"],
            start=cleaned.get("start"),
            kind=cleaned["kind"],
        )

    def places(self) -> list[tuple[str, str, str, str]]:
        """Where the typed words stand more than once: (value of the button, before, words, after)."""
        if not self.is_bound or self.is_valid() or not self.data.get("words", "").strip():
            return []
        part = self.data.get("part", "")
        text = self.article.text_of(part) if part in Part.values else ""
        found = find_words(text, self.data["words"].strip())
        return [] if len(found) < 2 else [
            (f"{part}:{start}:{end}", text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])
            for start, end in found
        ]  # fmt: skip
