"""How the list of claims is narrowed by what stands behind them: who checked, how long ago, on which source."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.maturing import LONG_AGO
from articles.models import Article, Check, Citation
from articles.models.article import READ_ANY
from policydesk.lib.people import desk_name
from sources.models import Source

OFFERED = 10  # sources; any other is asked for by its public id in the address
RECENT = 1_000  # citations of which they are the most frequent: counting all takes longer than drawing the list
AGES = {"week": timedelta(days=7), "quarter": LONG_AGO, "year": timedelta(days=365)}


def _newest(name: str) -> Subquery:
    return Subquery(Check.objects.filter(claim=OuterRef("pk")).order_by("-pk").values(name)[:1])


class CheckerFilter(admin.SimpleListFilter):
    """Claims by who checked them last."""

    title = _("checked last by")
    parameter_name = "checker"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Whoever recorded a check, and nobody."""
        people = get_user_model().objects.filter(pk__in=Check.objects.order_by().values("by"))
        named = [(str(each.pk), desk_name(each)) for each in people.order_by("last_name", "pk")]
        return [("nobody", _("Nobody")), *named]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those whose newest check is that person's, or that have none."""
        if self.value() == "nobody":
            return queryset.filter(checks=None)
        offered = {key for key, _name in self.lookup_choices}
        return (
            queryset.alias(checker=_newest("by")).filter(checker=self.value()) if self.value() in offered else queryset
        )


class AgeFilter(admin.SimpleListFilter):
    """Claims by how long ago they were checked."""

    title = _("checked last")
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """From long ago to never."""
        return [
            ("week", _("More than a week ago")),
            ("quarter", _("More than 90 days ago")),
            ("year", _("More than a year ago")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those whose newest check is older than that."""
        if self.value() not in AGES:
            return queryset
        return queryset.alias(checked_at=_newest("at")).filter(checked_at__lt=timezone.now() - AGES[self.value()])


class SourceFilter(admin.SimpleListFilter):
    """Claims by a source that they cite, called as the desk calls it."""

    title = _("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """No source, and those that were cited most of late, in claims that the asker may see."""
        seen = Citation.objects.filter(claim__retired_at=None)
        if not request.user.has_perm(READ_ANY):
            seen = seen.filter(claim__article__in=Article.objects.visible_to(request.user).order_by().values("pk"))
        recent = seen.order_by("-pk").values("pk")[:RECENT]
        used = Citation.objects.filter(pk__in=recent).order_by().values("source").annotate(uses=Count("pk"))
        most = [row["source"] for row in used.order_by("-uses", "source")[:OFFERED]]
        sources = Source.objects.in_bulk(most)
        return [("none", _("No source")), *((sources[pk].public_id, str(sources[pk])) for pk in most)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those that cite it."""
        if self.value() == "none":
            return queryset.filter(citations=None)
        citing = Citation.objects.filter(source__public_id=self.value()).order_by().values("claim")
        return queryset.filter(pk__in=citing) if self.value() else queryset
