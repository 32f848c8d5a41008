"""The filter by what somebody should look at: the queues of the ledger."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from commitments import awaiting, falling
from commitments.admin.filters import ChoiceFilter
from commitments.publishing import check_can_publish
from policydesk.lib.errors import may

QUEUES: dict[str, tuple[Any, Callable[[QuerySet], QuerySet]]] = {
    "overdue": (gettext_lazy("Overdue"), lambda rows: rows.overdue()),
    "review": (gettext_lazy("Time to look again"), lambda rows: rows.to_review()),
    "proposal": (gettext_lazy("A proposal waits"), awaiting.to_confirm),
    "unanswered": (gettext_lazy("A proposal was left lying for two weeks"), awaiting.left_lying),
    "rerate": (gettext_lazy("Rated before its words, its term or how we read it were changed"), awaiting.to_rate_anew),
    "fallen": (gettext_lazy("Stands on a retracted source"), falling.on_retracted),
    "contested": (gettext_lazy("Contested"), lambda rows: rows.exclude(contested_by=None)),
}
PUBLISH = "publish"  # the queue of one person


class NeedsFilter(ChoiceFilter):
    """Commitments that somebody should look at, and why."""

    title = gettext_lazy("what needs a look")
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Each queue of the ledger, by its name."""
        own = (
            [(PUBLISH, gettext_lazy("For you to confirm and publish"))] if may(check_can_publish, request.user) else []
        )
        return [*own, *((key, label) for key, (label, _rows) in QUEUES.items())]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The commitments of the chosen queue; the first one is of whoever asks."""
        if self.value() == PUBLISH and may(check_can_publish, request.user):
            return awaiting.to_publish(queryset, request.user)
        return super().queryset(request, queryset)

    def chosen(self, queryset: QuerySet, value: Any) -> QuerySet:
        """The commitments of that queue."""
        return QUEUES[value][1](queryset)
