"""Lists of what waits for a second person."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet, TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy


class QueueFilter(admin.SimpleListFilter):
    """What waits, until somebody asks for the others. A subclass names its `states`; the first is that of waiting."""

    title = gettext_lazy("state")
    parameter_name = "state"
    states: ClassVar[type[TextChoices]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The states of what was answered."""
        return [(state.value, state.label) for state in list(self.states)[1:]]

    def choices(self, changelist: Any) -> Any:
        """The first choice says what it means here."""
        first, *rest = super().choices(changelist)
        return [first | {"display": self.states(self._waiting()).label}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those of the chosen state."""
        return queryset.filter(state=self.value() or self._waiting())

    def _waiting(self) -> str:
        return self.states.values[0]
