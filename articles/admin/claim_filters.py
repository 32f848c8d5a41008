"""How the list of claims is narrowed, and when it is a queue of those that need a look."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import ailing, maturing
from articles.enums import AnchorState

QUEUES: dict[str, Any] = {
    "any": ailing.to_look_at,
    "changed": ailing.reworded,
    "lost": ailing.lost,
    "stale": ailing.gone_stale,
    "due": maturing.due,
    "old": maturing.grown_old,
}


class RetiredFilter(admin.SimpleListFilter):
    """Retired claims are out of sight until somebody asks for them."""

    title = _("retired")
    parameter_name = "retired"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The choice beside “standing”, which is what “all” means here."""
        return [("yes", _("Retired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Standing claims, or retired ones."""
        return queryset.filter(retired_at__isnull=self.value() != "yes")


class LookFilter(admin.SimpleListFilter):
    """The queue of claims that somebody should look at; without it, the list of all claims."""

    title = _("needs a look")
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """All of them, or by what happened."""
        return [
            ("any", _("Everything that does")),
            ("changed", AnchorState.CHANGED.label),
            ("lost", AnchorState.LOST.label),
            ("stale", _("Needs re-check")),
            ("due", _("Its day has passed or comes")),
            ("old", _("Its check is older than 90 days")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The claims of which that is true."""
        return QUEUES[self.value()](queryset) if in_queue(request) else queryset


class WhoseFilter(admin.SimpleListFilter):
    """Claims that are the asker's own concern."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice beside all."""
        return [("mine", _("I wrote or checked them"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """All, or the asker's."""
        return queryset.concerning(request.user) if self.value() == "mine" else queryset


def in_queue(request: HttpRequest) -> bool:
    """Whether the list is asked for as a queue."""
    return request.GET.get(LookFilter.parameter_name) in QUEUES


def in_queue_of(request: HttpRequest, look: str) -> bool:
    """Whether that queue is the one called `look`."""
    return request.GET.get(LookFilter.parameter_name) == look
