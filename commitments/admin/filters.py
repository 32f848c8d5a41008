"""What the lists of the ledger are filtered by."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from commitments.enums import Fulfilment
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
