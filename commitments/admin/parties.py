"""The rows below a commitment's form: who has which part in it, on which side."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actors.fields import ActorField, with_way_to_add
from commitments.admin.passages import as_typed, passage_fields
from commitments.enums import Side
from commitments.models import Party
from policydesk.lib.admin_rows import RowInline
from policydesk.lib.datalists import SharedListInput
from policydesk.lib.row_forms import Row, RowForm

ACTORS = "offered-actors"  # the datalist of the page
ONE_ACTOR = with_way_to_add(_("Any name of an actor the desk has. Missing here?"))


class PartyForm(RowForm):
    """An actor's part, its side, and how its own side puts it."""

    told_apart_by, more = ("actor", "role"), ("side",)
    twice = _("This actor has this part already: once is enough.")

    actor = ActorField(label=_("Actor"), required=True, widget=SharedListInput(ACTORS), help_text=ONE_ACTOR)
    wording_source, wording_words, wording_place = passage_fields(
        _("Its own wording stands in"),
        _("Its own wording"),
        _("Only where this side puts it in other words. Readers see both."),
        rows=2,
    )

    class Meta:
        model = Party
        fields = ("actor", "role", "side")
        help_texts = {"role": _("Only who undertakes it gets a status: kept, broken, and so on.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(as_typed("wording", self.instance.own_wording))

    def given(self) -> Row:
        """The row as the rule takes it; the passage is made when the whole form is saved."""
        return super().given() | {"own_wording": self}

    @classmethod
    def as_given(cls, row: Party) -> Row:
        """A row that stands, with its passage."""
        return super().as_given(row) | {"own_wording": row.own_wording}


class PartyInline(RowInline):
    """Who undertakes it and towards whom: the first side, the second, and who stands on neither."""

    model, form = Party, PartyForm
    readonly_fields = ("stands",)
    verbose_name_plural = _("Parties: who undertakes it, and towards whom")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Who undertakes it and towards whom, to begin with; one more where the parties stand."""
        return 1 if obj else 2

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """By side."""
        by_side = Case(When(side=Side.FIRST, then=Value(1)), When(side=Side.SECOND, then=Value(2)), default=Value(3))
        found = super().get_queryset(request).select_related(
            "actor", "own_wording__source", "own_wording__snapshot__source"
        )  # fmt: skip
        return found.order_by(by_side, "pk")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is asked; who may only read sees the wording as it stands, and the status."""
        if obj and not self.parent_admin(request, obj):
            return [(None, {"fields": ("actor", "role", "side", "own_wording", "stands")})]
        return [
            (None, {"fields": (("actor", "role", "side"),)}),
            (
                _("Its own wording, where the sides put it differently"),
                {"fields": ("wording_source", "wording_words", "wording_place"), "classes": ("collapse",)},
            ),
        ]

    @admin.display(description=_("status"))
    def stands(self, party: Party) -> str:
        """What came of it for this one; who undertook nothing has no status."""
        return party.get_status_display() if party.undertakes else "–"
