"""What the list of sources in the admin can be narrowed to."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.opening import only_closed
from sources.retracting import retracted_under_claims_of


class RetractedFilter(admin.SimpleListFilter):
    """Sources that count no more, copies of a retracted original among them."""

    title = gettext_lazy("retracted")
    parameter_name = "retracted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """All of them, or those on which a claim of a living story stands."""
        return [("yes", _("Retracted")), ("cited", _("Retracted, and a claim stands on it"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The retracted ones, or all."""
        if self.value() == "cited":
            return retracted_under_claims_of(queryset, request.user)
        fallen = Q(retracted_at__isnull=False) | Q(copy_of__retracted_at__isnull=False)
        return queryset.filter(fallen) if self.value() == "yes" else queryset


class AddressFilter(admin.SimpleListFilter):
    """Sources whose address does not open any more."""

    title = gettext_lazy("address")
    parameter_name = "address"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice beside all."""
        return [("closed", _("Does not open"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those that do not open, or all."""
        return only_closed(queryset) if self.value() == "closed" else queryset
