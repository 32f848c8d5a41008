"""A confidential source in the admin, for who may not know who it is: shown, found and told without what is telling."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from policydesk.lib.admin import RecordAdmin
from policydesk.lib.admin_search import ExactSearch
from policydesk.lib.histories import LeftOut
from sources.identifying import TELLING, Untold, is_hidden_from, not_hidden_from
from sources.models import Source


class VeilingAdmin(ExactSearch, RecordAdmin):
    """What the form, the search and the history of sources keep back."""

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[Any, ...]:
        """Whoever may not know who it is types nothing of it, and does not make it known to all."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, *TELLING, "confidentiality") if obj and is_hidden_from(obj, request.user) else fields

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """The form; of a confidential source, for who may not know who it is, without what would tell it."""
        sets = super().get_fieldsets(request, obj)
        if obj is None or not is_hidden_from(obj, request.user):
            return sets
        return [
            (name, {**options, "fields": tuple(each for each in options["fields"] if each not in TELLING)})
            for name, options in sets
        ]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """What is found; a confidential source, by who may not know who it is, only as it is described or numbered."""
        told, typed = not_hidden_from(request.user), search_term.strip()
        if not (typed and told):
            return super().get_search_results(request, queryset, search_term)
        everywhere = super().get_search_results(request, Source.objects.order_by(), search_term)[0].values("pk")
        described = Q(described_as__icontains=typed) | Q(public_id=typed.lower())
        return queryset.filter((told & Q(pk__in=everywhere)) | (~told & described)), False

    def history_left_out_for(self, request: HttpRequest, record: Source) -> LeftOut:
        """What would tell who a confidential source is, for those who may not know."""
        return Untold([record], request.user)
