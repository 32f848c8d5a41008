"""An occasion in the admin, with who took part in it and what was undertaken there."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from actors.fields import offered_actors
from commitments.admin.occasion_form import OccasionForm, ParticipantInline
from commitments.admin.parties import ACTORS
from commitments.admin.sheet import sheet_view
from commitments.models import Occasion, Participant
from commitments.permitting import can_change_occasion
from commitments.registering import change_occasion, register_occasion
from policydesk.lib.admin_rows import WithRowsAdmin
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.histories import Beside
from policydesk.lib.row_forms import Row


@admin.register(Occasion)
class OccasionAdmin(TableAdmin, WithRowsAdmin):
    """Summits, meetings, calls."""

    form = OccasionForm
    change_form_template = "admin/commitments/occasion/change_form.html"
    inlines = (ParticipantInline,)
    list_display = ("name", "kind", "date", "place", "made")
    list_filter = ("kind",)
    ordering = ("-date_earliest", "-pk")  # counting commitments drops the order of the model
    search_fields = ("name", "place", "slug", "participants__actor__name")
    fields = ("name", "kind", "date", "place", "slug")
    history_beside = (Beside(Participant, "occasion", "actor"),)
    table: ClassVar[dict[str, Any]] = {
        "name": "name", "kind": "kind", "date": "date", "place": "place", "commitments": "made_count",
        "participants": lambda row: "; ".join(str(each.actor.present) for each in row.participants.all()),
    }  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Occasions with the number of commitments made there."""
        return super().get_queryset(request).annotate(made_count=Count("commitments", distinct=True))

    def with_table(self, rows: QuerySet) -> QuerySet:
        """With who took part."""
        return rows.prefetch_related("participants__actor__merged_into")

    @admin.display(description=_("commitments"), ordering="made_count")
    def made(self, occasion: Occasion) -> int:
        """How many were made there."""
        return occasion.made_count

    def has_change_permission(self, request: HttpRequest, obj: Occasion | None = None) -> bool:
        """Who may change this occasion, by the rule."""
        return can_change_occasion(obj, request.user) if obj else super().has_change_permission(request)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The form, and what its rows offer."""
        context["datalists"] = {ACTORS: offered_actors}
        return super().render_change_form(request, context, *args, **kwargs)

    def register(self, request: HttpRequest, form: OccasionForm, rows: dict[type[Model], list[Row]]) -> Occasion:
        """Nothing of it is public before a commitment made there is."""
        return register_occasion(by=request.user, participants=self._actors(rows), **form.fields_given())

    def change(self, request: HttpRequest, form: OccasionForm, rows: dict[type[Model], list[Row]]) -> None:
        """By the rule, with the version that was seen."""
        version, given = form.cleaned_data["version"], form.fields_given()
        change_occasion(form.instance, by=request.user, version=version, participants=self._actors(rows), **given)

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the sheet on which many commitments are made at once."""
        view = self.admin_site.admin_view(self.sheet_view)
        return [path("<path:object_id>/sheet/", view, name="commitments_occasion_sheet"), *super().get_urls()]

    def sheet_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The communiqué beside a grid of rows."""
        return sheet_view(self, request, self.allowed_object(request, object_id))

    def _actors(self, rows: dict[type[Model], list[Row]]) -> list[Any]:
        return [row["actor"] for row in rows[Participant]]
