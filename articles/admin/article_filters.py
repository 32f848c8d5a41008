"""How the list of stories is narrowed: by tag, by what readers see, by what waits for somebody."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from articles import awaiting
from articles.enums import ArticleState
from articles.models import Publication
from policydesk.lib.people import desk_name
from policydesk.lib.people_fields import STAFF


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
    own: ClassVar[dict[str, Any]] = {
        "assigned": awaiting.assigned_to,
        "check": awaiting.to_check,
        "publish": awaiting.to_publish,
        "returned": awaiting.sent_back_to,
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """By the next step."""
        return [
            ("assigned", _("Assigned to me")),
            ("check", _("To check, not mine alone")),
            ("publish", _("To publish, not mine alone")),
            ("returned", _("Sent back to me")),
            ("late", _("Due and not gone out")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The stories of which that is true."""
        if self.value() == "late":
            return awaiting.late(queryset)
        return self.own[self.value()](queryset, request.user) if self.value() in self.own else queryset


class AssignedFilter(admin.SimpleListFilter):
    """Stories by who works on them or checks them."""

    title = gettext_lazy("assigned")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Mine, nobody's, and those of each person of the desk."""
        people = [(str(user.pk), desk_name(user)) for user in STAFF.exclude(pk=request.user.pk)]
        return [("me", _("To me")), ("nobody", _("To nobody")), *people]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The stories of that person."""
        if self.value() == "nobody":
            return queryset.filter(assignee=None, assigned_checker=None)
        key = str(request.user.pk) if self.value() == "me" else self.value()
        if not key or not key.isdecimal():
            return queryset
        return queryset.filter(Q(assignee=key) | Q(assigned_checker=key))


class DeadlineFilter(admin.SimpleListFilter):
    """Stories that are not released by when they are due, by the desk's clock."""

    title = gettext_lazy("deadline")
    parameter_name = "deadline"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Passed, soon, none."""
        return [
            ("passed", _("Passed")),
            ("today", _("Today")),
            ("week", _("Within seven days")),
            ("none", _("None")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The stories of which that is true."""
        now = timezone.now()
        midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        spans = {
            "passed": Q(deadline__lt=now),
            "today": Q(deadline__gte=midnight, deadline__lt=midnight + timedelta(days=1)),
            "week": Q(deadline__gte=now, deadline__lt=now + timedelta(days=7)),
            "none": Q(deadline=None),
        }
        if self.value() not in spans:
            return queryset
        return queryset.exclude(state=ArticleState.RELEASED).filter(spans[self.value()])
