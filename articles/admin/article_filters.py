"""How the list of stories is narrowed: by tag, by what readers see, by what waits for somebody."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from articles import awaiting
from articles.models import Publication


class TagFilter(admin.SimpleListFilter):
    """Stories that carry a tag; only tags of stories that the asker may see are offered."""

    title = gettext_lazy("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The tags in use, by name."""
        rows = Tag.objects.filter(articles_articletag_items__content_object__in=model_admin.get_queryset(request))
        return [(tag.slug, tag.name) for tag in rows.distinct().order_by("name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The stories with the chosen tag."""
        return queryset.filter(tags__slug=self.value()) if self.value() else queryset


class ReadersFilter(admin.SimpleListFilter):
    """Stories by what readers find at their address."""

    title = gettext_lazy("what readers see")
    parameter_name = "readers"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The story, the notice of withdrawal, or nothing yet."""
        return [("story", _("The story")), ("notice", _("The notice of withdrawal")), ("nothing", _("Nothing yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The stories of which that is true."""
        if self.value() == "nothing":
            return queryset.filter(publication=None)
        if self.value() not in ("story", "notice"):
            return queryset
        public = Publication.objects.public()
        public = public if self.value() == "story" else Publication.objects.exclude(pk__in=public)
        return queryset.filter(publication__in=public)


class FollowUpFilter(admin.SimpleListFilter):
    """Stories that went out unchecked and wait for a second person."""

    title = gettext_lazy("follow-up")
    parameter_name = "follow_up"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """One choice beside all."""
        return [("open", _("Due"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The stories whose follow-up is open."""
        return queryset.with_open_follow_up() if self.value() == "open" else queryset


class StoppedFilter(admin.SimpleListFilter):
    """Stories that did not go out as scheduled, and wait for somebody."""

    title = gettext_lazy("not published as scheduled")
    parameter_name = "stopped"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All of them, or those that concern the asker: their own, and what nobody else can settle."""
        return [("yes", _("All that were stopped")), ("mine", _("Mine to settle"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The stories of which that is true."""
        if self.value() not in ("yes", "mine"):
            return queryset
        return queryset.stopped().concerning(request.user) if self.value() == "mine" else queryset.stopped()


class WaitingFilter(admin.SimpleListFilter):
    """Stories that wait for the asker, or for whoever looks after the machine."""

    title = gettext_lazy("what waits")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """By the next step."""
        return [
            ("check", _("To check, not mine alone")),
            ("publish", _("To publish, not mine alone")),
            ("returned", _("Sent back to me")),
            ("late", _("Due and not gone out")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The stories of which that is true."""
        if self.value() == "late":
            return awaiting.late(queryset)
        own = {"check": awaiting.to_check, "publish": awaiting.to_publish, "returned": awaiting.sent_back_to}
        return own[self.value()](queryset, request.user) if self.value() in own else queryset
