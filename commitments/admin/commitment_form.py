"""The form of a commitment: what was undertaken in whose words, when it is due, and who disputes what came of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.admin.tag_list import TaggedForm
from commitments.admin.passages import as_typed, passage_fields, passage_of
from commitments.enums import Bindingness, Verifiability
from commitments.fields import OccasionField
from commitments.models import Commitment
from policydesk.lib.admin_forms import RecordForm
from policydesk.lib.date_fields import DayField
from policydesk.lib.enums import WordedChoices

FIELDS = (
    *("title", "summary", "slug", "occasion", "made_on", "due_words", "due_on", "review_by", "bindingness"),
    *("verifiability", "interpretive_note", "own_act", "tag_list", "contested_note"),
)
PASSAGES = {"undertaking": "undertaking", "contested": "contested_by"}  # the fields of the form, that of the record


def explained(choices: type[WordedChoices]) -> list[tuple[str, Any]]:
    """Choices with the sentence that tells them apart."""
    return [
        (choice.value, format_html('{} <span class="help">{}</span>', choice.label, choice.sentence))
        for choice in choices
    ]


class CommitmentForm(TaggedForm, RecordForm):
    """Everything of a commitment but its rows and what came of it."""

    undertaking_source, undertaking_words, undertaking_place = passage_fields(
        gettext_lazy("Source of the exact words"),
        gettext_lazy("Exact words"),
        without=(
            gettext_lazy("Name the source that gives the exact words."),
            gettext_lazy("Give the exact words: without them there is nothing to track."),
        ),
    )
    contested_source, contested_words, contested_place = passage_fields(
        gettext_lazy("Source of the challenge"),
        gettext_lazy("Words of the challenge"),
        gettext_lazy("The passage in which somebody disputes what came of it. A flag beside the status, not a status."),
    )
    occasion = OccasionField(
        label=gettext_lazy("Occasion"),
        help_text=gettext_lazy("The meeting or call at which it was made. Missing here? Add it under Occasions first."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Slug"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "The last part of its public address. Empty: made from the title. A new one leaves a redirect once readers "
            "know the old."
        ),
        error_messages={"invalid": gettext_lazy("Write letters from a to z, digits and hyphens only.")},
    )
    bindingness = forms.ChoiceField(
        label=gettext_lazy("How binding it is"),
        widget=forms.RadioSelect,
        choices=explained(Bindingness),
        help_text=gettext_lazy("Readers see it, with its sentence."),
    )
    verifiability = forms.ChoiceField(
        label=gettext_lazy("Can it be verified"),
        widget=forms.RadioSelect,
        choices=explained(Verifiability),
    )

    class Meta:
        model = Commitment
        fields = FIELDS
        field_classes = {"review_by": DayField}
        labels = {"tag_list": gettext_lazy("Topics")}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "interpretive_note": forms.Textarea(attrs={"rows": 3}),
            "contested_note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for what, name in PASSAGES.items():
            self.initial.update(as_typed(what, getattr(self.instance, f"{name}_id") and getattr(self.instance, name)))

    def clean(self) -> dict[str, Any]:
        """A challenge has its words and its note, or there is none."""
        cleaned = super().clean()
        if cleaned.get("contested_words") and not cleaned.get("contested_note"):
            self.add_error("contested_note", _("Write who disputes what: readers see it."))
        if cleaned.get("contested_note") and not cleaned.get("contested_words"):
            self.add_error("contested_words", _("Give the words in which it is disputed, or take the note away."))
        return cleaned

    def overtaken(self) -> list[str]:
        """Names of the record's fields whose typed value differs from what stands now."""
        names = [name for name in super().overtaken() if name in FIELDS]
        changed = {name.partition("_")[0] for name in self.changed_data if name not in FIELDS}
        return names + [name for what, name in PASSAGES.items() if what in changed]

    def fields_given(self, *, by: Any) -> dict[str, Any]:
        """The fields as the rule takes them, with the passages looked up or made. Raises as `passage_of` does."""
        given = {name: self.cleaned_data[name] for name in FIELDS}
        given["slug"] = given["slug"] or self.initial.get("slug", "")  # emptied: as it was
        for what, name in PASSAGES.items():
            stands = getattr(self.instance, name) if getattr(self.instance, f"{name}_id") else None
            given[name] = passage_of(self.cleaned_data, what, by=by, stands=stands)
        return given


def own_wordings(rows: list[dict[str, Any]], *, by: Any) -> list[dict[str, Any]]:
    """Rows of parties whose form became the passage that it means. Raises ValidationError that names the party."""
    return [row | {"own_wording": _own_wording(row, by)} for row in rows]


def _own_wording(row: dict[str, Any], by: Any) -> Any:
    form = row["own_wording"]
    if not isinstance(form, RecordForm):  # a row that the form did not show: as it stands
        return form
    try:
        return passage_of(form.cleaned_data, "wording", by=by, stands=form.instance.own_wording)
    except ValidationError as refusal:
        told = {"actor": row["actor"], "sentence": " ".join(refusal.messages)}
        raise ValidationError(_("The own wording of %(actor)s: %(sentence)s") % told) from refusal
