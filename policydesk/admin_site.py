"""The admin as the desk's own site: what stands on each of its pages."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from commitments.models import StatusProposal
from policydesk.roles import roles_of

PROPOSALS = 5  # shown on the start page; the queue has them all
FOLLOW_UPS = 20  # shown on the start page; the list of stories has them all


class DeskAdminSite(AdminSite):
    """Stock, with the person's roles and the state of the safeguards in the frame."""

    site_header = "Policy Desk"
    site_title = "Policy Desk"
    index_title = _("The desk")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page shows: who one is here, and a loud word when four eyes are off."""
        roles = roles_of(request.user) if self.has_permission(request) else []
        return super().each_context(request) | {"four_eyes": settings.DESK_FOUR_EYES, "roles": roles}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The start page, with the follow-ups that are due on top: they stay until they are done."""
        due = Article.objects.visible_to(request.user).with_open_follow_up()
        rows = due.annotate(due=F("publication__edition__follow_up_due"))
        waiting = {"follow_ups": rows[:FOLLOW_UPS], "now": timezone.now(), "proposals": _proposals_for(request.user)}
        return super().index(request, waiting | (extra_context or {}))


def _proposals_for(user: Any) -> list[StatusProposal]:
    """The oldest proposals that wait for a second person, for one who may be that person."""
    if not user.has_perm("commitments.confirm_status"):
        return []
    waiting = StatusProposal.objects.waiting_for(user).select_related("commitment", "proposed_by")
    return list(waiting.order_by("pk")[:PROPOSALS])
