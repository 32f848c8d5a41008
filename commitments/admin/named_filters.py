"""Filters by what the ledger names: who undertook it, and topics."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from actors.models import Actor
from commitments.admin.filters import ChoiceFilter
from commitments.enums import PartyRole
from commitments.models import Party


class PledgerFilter(ChoiceFilter):
    """Commitments by who undertook them."""

    title = gettext_lazy("who undertook it")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The actors who undertook any, of merged ones those that stay."""
        parties = Party.objects.filter(role=PartyRole.PLEDGER)
        met = Q(pk__in=parties.values("actor")) | Q(pk__in=parties.values("actor__merged_into"))
        actors = Actor.objects.filter(met, merged_into=None).order_by("name", "pk")
        return [(str(actor.pk), actor.name) for actor in actors]

    def chosen(self, queryset: QuerySet, value: Any) -> QuerySet:
        """What that actor undertook, or one merged into it."""
        parties = Party.objects.undertaking().filter(Q(actor=value) | Q(actor__merged_into=value))
        return queryset.filter(pk__in=parties.values("commitment"))


class TopicFilter(ChoiceFilter):
    """Commitments by topic."""

    title = gettext_lazy("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The topics in use."""
        tags = Tag.objects.filter(commitments_commitmenttag_items__isnull=False).distinct().order_by("name")
        return [(tag.slug, tag.name) for tag in tags]

    def chosen(self, queryset: QuerySet, value: Any) -> QuerySet:
        """The commitments with that topic."""
        return queryset.filter(tagged__tag__slug=value)
