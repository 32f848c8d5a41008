"""The passages that show what came of a commitment, in the form of a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from commitments.admin.passages import passage_fields, passage_of
from policydesk.lib.admin_forms import RefusableForm
from sources.models import Excerpt

SHOWS = ("first", "second", "third")
WORDS = forms.Textarea(attrs={"rows": 3})


class EvidenceFields(RefusableForm, forms.Form):
    """Up to three passages of sources; the first one cannot be left out."""

    first_source, first_words, first_place = passage_fields(
        gettext_lazy("Source that shows it"), gettext_lazy("Words that show it")
    )
    second_source, second_words, second_place = passage_fields(
        gettext_lazy("Second source"), gettext_lazy("Words of the second source")
    )
    third_source, third_words, third_place = passage_fields(
        gettext_lazy("Third source"), gettext_lazy("Words of the third source")
    )

    def passages(self, *, by: Any) -> list[Excerpt]:
        """The passages that were given. Raises as `passage_of` does."""
        found = [passage_of(self.cleaned_data, what, by=by) for what in SHOWS]
        return [passage for passage in found if passage]

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each passage, for the page."""
        return [[self[f"{what}_{part}"] for part in ("source", "words", "place")] for what in SHOWS]
