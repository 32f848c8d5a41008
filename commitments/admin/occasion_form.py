"""The form of an occasion, and the rows of who took part in it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actors.fields import ActorField
from actors.models import Tenure
from actors.serving import in_words, offices_on
from commitments.admin.parties import ACTORS, ONE_ACTOR
from commitments.models import Occasion, Participant
from policydesk.lib.admin_forms import RecordForm
from policydesk.lib.admin_rows import RowInline
from policydesk.lib.datalists import SharedListInput
from policydesk.lib.row_forms import RowForm


class OccasionForm(RecordForm):
    """Where commitments are made."""

    slug = forms.SlugField(
        label=_("Slug"),
        required=False,
        max_length=80,
        help_text=_("Its short name in dossiers and in the ledger's filter. Empty: made from the name."),
        error_messages={"invalid": _("Write letters from a to z, digits and hyphens only.")},
    )

    class Meta:
        model = Occasion
        fields = ("name", "kind", "date", "place", "slug")

    def fields_given(self) -> dict[str, Any]:
        """The fields as the rule takes them."""
        given = {name: self.cleaned_data[name] for name in ("name", "kind", "date", "place", "slug")}
        return given | {"slug": given["slug"] or self.initial.get("slug", "")}  # emptied: as it was


class ParticipantForm(RowForm):
    """One who took part."""

    told_apart_by = ("actor",)

    actor = ActorField(label=_("Actor"), required=True, widget=SharedListInput(ACTORS), help_text=ONE_ACTOR)

    class Meta:
        model = Participant
        fields = ("actor",)


class ParticipantInline(RowInline):
    """Who took part; readers find it on each actor's page once a commitment made there is public."""

    model, form = Participant, ParticipantForm
    fields = (("actor", "office"),)
    readonly_fields = ("office",)
    verbose_name_plural = _("Who took part")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held: dict[int, list[Tenure]] | None = None  # asked once a page

    def get_extra(self, request: HttpRequest, obj: Occasion | None = None, **kwargs: Any) -> int:
        """A few rows to begin with; one more where somebody is there already."""
        return 1 if obj else 3

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the actors' names."""
        return super().get_queryset(request).select_related("actor__merged_into", "occasion")

    @admin.display(description=_("office on the day"))
    def office(self, participant: Participant) -> str:
        """What they were on the day of the occasion, by the offices that the desk knows."""
        if not participant.pk:
            return "–"
        if self.held is None:
            day: Any = participant.occasion.date
            there = participant.occasion.participants.select_related("actor__merged_into")
            self.held = offices_on([row.actor for row in there], day)
        return "; ".join(in_words(row) for row in self.held.get(participant.actor_id, [])) or "–"
