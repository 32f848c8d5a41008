"""The admin as the desk's own site: what stands on each of its pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_script_prefix, path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from policydesk.filtering import filters_view, kept_by
from policydesk.resending import kept, signed_out
from policydesk.roles import roles_of
from policydesk.start.boxes import filled
from policydesk.start.queues import THE_DESK, WAITING
from policydesk.start.saying import greeting

MOST_LISTS = 64  # sets of rights; a desk has about six


class DeskAdminSite(AdminSite):
    """Stock, with the person's roles and the state of the safeguards in the frame."""

    site_header = "Policy Desk"
    site_title = "Policy Desk"
    index_title = _("The desk")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.app_lists: dict[Any, list[Any]] = {}

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page shows: who one is here, and a loud word when four eyes are off."""
        roles = roles_of(request.user) if self.has_permission(request) else []
        kept = SimpleLazyObject(lambda: kept_by(request.user))
        more = {"four_eyes": settings.DESK_FOUR_EYES, "roles": roles, "kept_filters": kept}
        return super().each_context(request) | more

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Stock, made once for each set of rights: every page has it in its frame, and it took a quarter of its time.

        It hangs on rights alone, as long as no `has_…_permission` asks for more where it is given no row.
        """
        user = request.user
        key = (frozenset(user.get_all_permissions()), user.is_superuser, get_language(), get_script_prefix(), app_label)
        if key not in self.app_lists:
            if len(self.app_lists) >= MOST_LISTS:
                self.app_lists.clear()
            self.app_lists[key] = super().get_app_list(request, app_label)
        return self.app_lists[key]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Stock, but a form that comes from somebody who was signed out meanwhile keeps what they typed."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            lost = request.method == "POST" and not request.user.is_authenticated
            sent = kept(request) if lost else None
            return signed_out(request, sent) if sent else inner(request, *args, **kwargs)

        return keeping

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The stock addresses, and the one that keeps filters."""
        return [path("filters/", self.admin_view(filters_view), name="filters"), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The start page: what waits for this person, what waits at the desk, and below it the lists."""
        at = timezone.now()
        boxes = filled((*WAITING, *THE_DESK), request.user, at)
        waiting = {box.key for box in WAITING}
        sections = {
            "greeting": greeting(request.user, at),
            "waiting": [each for each in boxes if each.count and each.box.key in waiting],
            "the_desk": [each for each in boxes if each.count and each.box.key not in waiting],
            "empty": [each.box.title for each in boxes if not each.count and each.box.key not in waiting],
        }
        return super().index(request, sections | (extra_context or {}))
