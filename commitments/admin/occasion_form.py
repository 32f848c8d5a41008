"""The form of an occasion, and the rows of who took part in it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actors.fields import ActorField
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
    fields = ("actor",)
    extra = 3
    verbose_name_plural = _("Who took part")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the actors' names."""
        return super().get_queryset(request).select_related("actor")
