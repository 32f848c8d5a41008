"""What the lists of the ledger are filtered by."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.enums import Fulfilment, ProposalState
from commitments.models import Party


class ChoiceFilter(admin.SimpleListFilter):
    """A filter that passes over values nobody offered."""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows of the chosen value."""
        offered = {str(value) for value, _label in self.lookup_choices}
        return self.chosen(queryset, self.value()) if self.value() in offered else queryset

    def chosen(self, queryset: QuerySet, value: Any) -> QuerySet:
        """The rows of which `value` is true."""
        raise NotImplementedError


class StatusFilter(ChoiceFilter):
    """Commitments that at least one who undertook it has brought so far."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Every status."""
        return Fulfilment.choices

    def chosen(self, queryset: QuerySet, value: Any) -> QuerySet:
        """By the parties' copies of what the log says."""
        parties = Party.objects.undertaking().filter(status=value)
        return queryset.filter(pk__in=parties.values("commitment"))


class NeedsFilter(ChoiceFilter):
    """Commitments that somebody should look at, and why."""

    title = gettext_lazy("what needs a look")
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The day has passed, a proposal waits, the day to look again has come, somebody disputes it."""
        return [
            ("overdue", _("Overdue")),
            ("proposal", _("A proposal waits")),
            ("review", _("Time to look again")),
            ("contested", _("Contested")),
        ]

    def chosen(self, queryset: QuerySet, value: Any) -> QuerySet:
        """The commitments of that kind."""
        if value == "overdue":
            return queryset.overdue()
        if value == "review":
            return queryset.to_review()
        if value == "contested":
            return queryset.exclude(contested_by=None)
        return queryset.filter(pk__in=queryset.model.objects.filter(proposals__state=ProposalState.OPEN).values("pk"))
