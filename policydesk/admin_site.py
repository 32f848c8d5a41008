"""The admin as the desk's own site: what stands on each of its pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Claim
from commitments.models import StatusProposal
from policydesk.resending import kept, signed_out
from policydesk.roles import roles_of
from sources.models import Source
from sources.opening import closed

ROWS = 5  # of a queue on the start page; its list has them all
LATE = timedelta(minutes=10)  # a run a minute, and time for a slow one
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

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Stock, but a form that comes from somebody who was signed out meanwhile keeps what they typed."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            lost = request.method == "POST" and not request.user.is_authenticated
            sent = kept(request) if lost else None
            return signed_out(request, sent) if sent else inner(request, *args, **kwargs)

        return keeping

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The start page, with the follow-ups that are due on top: they stay until they are done."""
        due = Article.objects.visible_to(request.user).with_open_follow_up()
        rows = due.annotate(due=F("publication__edition__follow_up_due"))
        waiting = {"follow_ups": rows[:FOLLOW_UPS], "now": timezone.now(), "proposals": _proposals_for(request.user)}
        waiting |= _plans_that_failed(request.user)
        claims = Claim.objects.visible_to(request.user).to_look_at().select_related("article")
        waiting |= {"my_claims": Queue.of(claims.concerning(request.user)), "claims_to_look_at": claims.count()}
        waiting["closed"] = _closed_addresses(request.user)
        return super().index(request, waiting | (extra_context or {}))


def _plans_that_failed(user: Any) -> dict[str, "Queue"]:
    """What was stopped, for those whom it concerns, and what was due and still waits, for who sees the story."""
    stories = Article.objects.visible_to(user)
    stopped = stories.stopped().concerning(user).select_related("stoppage__scheduled_by")
    return {"stopped": Queue.of(stopped), "late": Queue.of(stories.due(timezone.now() - LATE))}


def _closed_addresses(user: Any) -> "Queue | None":
    """Sources whose address does not open, for those who may have copies fetched."""
    return Queue.of(closed(Source.objects.all())) if user.has_perm("sources.capture_source") else None


@dataclass(frozen=True)
class Queue:
    """What waits, as the start page shows it: how many, and the first of them."""

    count: int
    rows: list[Any]

    @classmethod
    def of(cls, rows: QuerySet) -> "Queue":
        """The queue of these rows, which are those of its list."""
        return cls(rows.count(), list(rows[:ROWS]))


def _proposals_for(user: Any) -> list[StatusProposal]:
    """The oldest proposals that wait for a second person, for one who may be that person."""
    if not user.has_perm("commitments.confirm_status"):
        return []
    waiting = StatusProposal.objects.waiting_for(user).select_related("commitment", "proposed_by")
    return list(waiting.order_by("pk")[:ROWS])
