"""Claims of all stories in one list; each leads to its place on the claims page of its story."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import maturing
from articles.admin.claim_filters import LookFilter, RetiredFilter, WhoseFilter, in_queue, in_queue_of
from articles.admin.columns import CLAIM_COLUMNS
from articles.admin.evidence_filters import AgeFilter, CheckerFilter, SourceFilter
from articles.admin.followed import difference
from articles.admin.notice import notice_view
from articles.admin.steps import claim_address
from articles.checking import standing
from articles.enums import READINGS, AnchorState, Priority, reading_key
from articles.models import Citation, Claim
from policydesk.lib.admin import ReadingAdmin, RecordAdmin
from policydesk.lib.admin_search import ExactSearch
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.histories import Beside
from policydesk.lib.people import desk_name

QUEUE = ("__str__", "happened", "settle", "article", "authors", "look_since")
OLD = ("__str__", "checked_day", "settle", "article", "authors")
DAYS = ("__str__", "happened", "settle", "article", "authors", "due_day")
TO_DO: dict[str, Any] = {
    AnchorState.CHANGED: _("Accept its words or place it again"),
    AnchorState.LOST: _("Place it again"),
}


@admin.register(Claim)
class ClaimAdmin(ExactSearch, TableAdmin, ReadingAdmin, RecordAdmin):
    """What stands where, on what, and what needs a look."""

    list_display = ("__str__", "first", "reads", "look", "kind", "said_by", "article")
    list_filter = (
        LookFilter,
        WhoseFilter,
        "status",
        CheckerFilter,
        AgeFilter,
        SourceFilter,
        "kind",
        "priority",
        RetiredFilter,
    )
    ordering = ("priority", "-pk")
    list_select_related = ("speaker__merged_into", "article")
    search_fields = ("exact", "statement", "speaker__name", "public_id")
    table = CLAIM_COLUMNS
    history_beside = (Beside(Citation, "claim", "source"),)

    # --- The queue: the same list, of what needs a look, with what happened and what to do -----------------
    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """What a list of claims tells, or what a queue of them does."""
        if in_queue_of(request, "due"):
            return DAYS
        if in_queue_of(request, "old"):
            return OLD
        return QUEUE if in_queue(request) else self.list_display

    def get_ordering(self, request: HttpRequest) -> Any:
        """What is checked first comes first, in a queue then who waits longest; in that of days the earliest day."""
        if in_queue_of(request, "due"):
            return (F("due_on").asc(), "pk")
        return ("priority", "look_since", "pk") if in_queue(request) else super().get_ordering(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The claims that the asker may see; for a queue with all that its sentences need."""
        rows = super().get_queryset(request)
        if not in_queue(request):
            return rows
        rows = maturing.with_due_day(rows) if in_queue_of(request, "due") or in_queue_of(request, "old") else rows
        return rows.with_evidence().select_related("article").prefetch_related("article__authors__user")

    @admin.display(description=_("what happened"))
    def happened(self, claim: Claim) -> Any:
        """How it reads otherwise, that its words are gone, and why its check does not hold; or what is to come."""
        changed, lost = (claim.anchor_state == state for state in (AnchorState.CHANGED, AnchorState.LOST))
        shown = format_html('<p class="diff">{}</p>', difference(claim)) if changed else ""
        why = [str(AnchorState.LOST.sentence)] if lost else list(standing(claim).reasons)
        if not why and getattr(claim, "due_on", None):
            why = [
                gettext("The event comes or has passed.")
                if claim.due_on == claim.event_due
                else gettext("It is to be reviewed.")
            ]
        return format_html("{}{}", shown, format_html_join("", "<p>{}</p>", ((reason,) for reason in why)))

    @admin.display(description=_("checked last"), ordering="checked_on")
    def checked_day(self, claim: Claim) -> Any:
        """The day of its newest check, in a queue that knows it."""
        return claim.checked_on

    @admin.display(description=_("its day"), ordering="due_on")
    def due_day(self, claim: Claim) -> Any:
        """The day of the event or of the review, whichever comes first."""
        return claim.due_on

    @admin.display(description=_("authors"))
    def authors(self, claim: Claim) -> str:
        """Who wrote the story."""
        return ", ".join(desk_name(author.user) for author in claim.article.authors.all()) or "–"

    @admin.display(description=_("to do"))
    def settle(self, claim: Claim) -> str:
        """The way to the claim, called by what it waits for."""
        address = claim_address(claim.article, claim.public_id)
        return format_html('<a href="{}">{}</a>', address, TO_DO.get(claim.anchor_state, _("Check it again")))

    # --- A list of claims ----------------------------------------------------------------------------------
    @admin.display(description=_("status"), ordering="status")
    def reads(self, claim: Claim) -> str:
        """The status in the words readers see."""
        reading = READINGS[reading_key(claim.status, claim.kind)]
        return f"{reading.glyph} {reading.label}"

    @admin.display(description=_("priority"), ordering="priority")
    def first(self, claim: Claim) -> str:
        """Whether it is checked first; the others say nothing."""
        return str(claim.get_priority_display()) if claim.priority == Priority.MUST else ""

    @admin.display(description=_("said by"), ordering="speaker__name")
    def said_by(self, claim: Claim) -> str:
        """Who says it; of an actor that was merged, the one that stays."""
        return str(claim.speaker.present) if claim.speaker_id else "–"

    @admin.display(description=_("needs a look"), ordering="needs_recheck")
    def look(self, claim: Claim) -> str:
        """Why a person should look at it; empty when nobody need."""
        if claim.anchor_state != AnchorState.ANCHORED:
            return str(AnchorState(claim.anchor_state).label)
        return gettext("Needs re-check") if claim.needs_recheck else ""

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the page that puts a notice above the claim."""
        view = self.admin_site.admin_view(self.notice_view)
        return [path("<path:object_id>/notice/", view, name="articles_claim_notice"), *super().get_urls()]

    def notice_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """A notice to readers above the claim."""
        return notice_view(self, request, self.allowed_object(request, object_id))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """A claim is worked on beside its story."""
        claim = self.allowed_object(request, object_id)
        return redirect(claim_address(claim.article, claim.public_id))
