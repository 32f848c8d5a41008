"""Proposed statuses: the queue of what waits for a second person."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.admin.answer import answer_view
from commitments.awaiting import beside_others
from commitments.enums import ProposalState
from commitments.models import StatusProposal
from policydesk.lib.admin import ReadingAdmin, RecordAdmin
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.people import desk_name
from policydesk.lib.queues import QueueFilter


class ProposalFilter(QueueFilter):
    """Proposals that wait for a second person, until somebody asks for the others."""

    states = ProposalState


class OthersFilter(admin.SimpleListFilter):
    """Proposals that the asker may answer, since somebody else made them."""

    title = gettext_lazy("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice beside all."""
        return [("others", _("Wait for me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """All, or those that wait for another person than their author."""
        return queryset.waiting_for(request.user) if self.value() == "others" else queryset


@admin.register(StatusProposal)
class StatusProposalAdmin(TableAdmin, ReadingAdmin, RecordAdmin):
    """What waits comes first; the answered ones are asked for."""

    list_display = ("commitment", "to_status", "of_whom", "effective_on", "proposer", "state", "beside", "created")
    list_display_links = ("commitment",)
    list_filter = (ProposalFilter, OthersFilter, "to_status")
    ordering = ("-pk",)
    search_fields = ("commitment__title", "rationale", "party__actor__name")
    table: ClassVar[dict[str, Any]] = {
        "commitment": lambda row: row.commitment.title,
        "status": "get_to_status_display",
        "of": lambda row: row.party.actor if row.party_id else "",
        "since": "effective_on",
        "reason": "rationale",
        "speaks_against": "rebuttal",
        "proposed_by": lambda row: desk_name(row.proposed_by) if row.proposed_by_id else "",
        "proposed_at": lambda row: row.created.isoformat(),
        "state": "state",
        "answered_by": lambda row: desk_name(row.answered_by) if row.answered_by_id else "",
        "answered_at": lambda row: row.answered_at.isoformat() if row.answered_at else "",
        "answer": "answer",
        "takes_back": lambda row: "yes" if row.retracts_id else "",
    }

    @admin.display(description=gettext_lazy("of whom"))
    def of_whom(self, proposal: StatusProposal) -> str:
        """One who undertook it, or all."""
        return str(proposal.party.actor) if proposal.party_id else _("All who undertook it")

    @admin.display(description=gettext_lazy("proposed by"), ordering="proposed_by")
    def proposer(self, proposal: StatusProposal) -> str:
        """The name colleagues know; an import has no person."""
        return desk_name(proposal.proposed_by) if proposal.proposed_by_id else _("An import")

    @admin.display(description=gettext_lazy("said twice"))
    def beside(self, proposal: StatusProposal) -> str:
        """Whether the log, or another one that waits, says the same."""
        if proposal.state != ProposalState.OPEN:
            return ""
        found = [_("The log says it already")] if proposal.is_said else []
        return "; ".join([*found, *([_("Proposed twice")] if proposal.is_twin else [])])

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what the list and the page of one name."""
        named = ("commitment__undertaking", "party__actor", "proposed_by", "answered_by", "retracts")
        return beside_others(super().get_queryset(request).select_related(*named))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Nothing of a proposal changes but its answer."""
        return answer_view(self, request, self.allowed_object(request, object_id))
