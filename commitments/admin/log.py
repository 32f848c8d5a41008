"""The log of all commitments: read by whoever reads the desk, changed by nobody; a wrong entry is taken back."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.admin.retract import retract_view
from commitments.enums import Bearing, Nature
from commitments.evidencing import evidence_of
from commitments.models import StatusChange
from policydesk.lib.admin import ReadingAdmin, person
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.people import desk_name

PROPOSED_BY = person("proposed_by", gettext_lazy("proposed by"))
CONFIRMED_BY = person("confirmed_by", gettext_lazy("confirmed by"))


@admin.register(StatusChange)
class StatusChangeAdmin(TableAdmin, ReadingAdmin):
    """Every change of a status, with its evidence and the two people."""

    list_display = ("commitment", "of_whom", "from_status", "to_status", "effective_on", "recorded_at", CONFIRMED_BY)
    list_filter = ("to_status", "recorded_at")
    list_select_related = ("commitment", "party__actor", "proposed_by", "confirmed_by")
    search_fields = ("commitment__title", "rationale", "party__actor__name")
    fields = (
        "commitment", "of_whom", "from_status", "to_status", "effective_on", "rationale", "rebuttal", "shown_by",
        "self_reported", "recorded_at", PROPOSED_BY, CONFIRMED_BY, "retracts",
    )  # fmt: skip
    readonly_fields = ("of_whom", "shown_by", PROPOSED_BY, CONFIRMED_BY)
    table: ClassVar[dict[str, Any]] = {
        "commitment": lambda change: change.commitment.title,
        "of": lambda change: change.party.actor if change.party_id else "",
        "from": "get_from_status_display",
        "to": "get_to_status_display",
        "since": "effective_on",
        "reason": "rationale",
        "speaks_against": "rebuttal",
        "recorded_at": lambda change: change.recorded_at.isoformat(),
        "proposed_by": lambda change: desk_name(change.proposed_by) if change.proposed_by_id else "",
        "confirmed_by": lambda change: desk_name(change.confirmed_by),
        "takes_back": lambda change: "yes" if change.retracts_id else "",
    }

    @admin.display(description=gettext_lazy("of whom"))
    def of_whom(self, change: StatusChange) -> str:
        """One who undertook it, or all."""
        return str(change.party.actor) if change.party_id else _("All who undertook it")

    @admin.display(description=gettext_lazy("evidence"))
    def shown_by(self, change: StatusChange) -> str:
        """Each passage with its source."""
        rows = (
            (each.excerpt.exact, each.source, Bearing(each.bearing).label, Nature(each.nature).label)
            for each in evidence_of(change)
        )
        return format_html_join("", "<blockquote>{}</blockquote><p>{} · {} · {}</p>", rows)

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the page that takes an entry back."""
        view = self.admin_site.admin_view(self.retract_view)
        return [path("<path:object_id>/retract/", view, name="commitments_statuschange_retract"), *super().get_urls()]

    def retract_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask what was wrong."""
        return retract_view(self, request, self.allowed_object(request, object_id))
