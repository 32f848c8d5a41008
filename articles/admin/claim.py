"""Claims of all stories in one list; each leads to its place on the claims page of its story."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.notice import notice_view
from articles.enums import READINGS, AnchorState, reading_key
from articles.models import Citation, Claim
from policydesk.lib.admin import ReadingAdmin, RecordAdmin
from policydesk.lib.histories import Beside


class RetiredFilter(admin.SimpleListFilter):
    """Retired claims are out of sight until somebody asks for them."""

    title = _("retired")
    parameter_name = "retired"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The choice beside “standing”, which is what “all” means here."""
        return [("yes", _("Retired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Standing claims, or retired ones."""
        return queryset.filter(retired_at__isnull=self.value() != "yes")


@admin.register(Claim)
class ClaimAdmin(ReadingAdmin, RecordAdmin):
    """What stands where, on what, and what needs a look."""

    list_display = ("__str__", "reads", "look", "kind", "said_by", "article")
    list_filter = ("status", "needs_recheck", "anchor_state", "kind", RetiredFilter)
    list_select_related = ("speaker__merged_into", "article")
    search_fields = ("exact", "statement", "speaker__name", "public_id")
    history_beside = (Beside(Citation, "claim", "source"),)

    @admin.display(description=_("status"), ordering="status")
    def reads(self, claim: Claim) -> str:
        """The status in the words readers see."""
        reading = READINGS[reading_key(claim.status, claim.kind)]
        return f"{reading.glyph} {reading.label}"

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
        page = reverse("admin:articles_article_claims", args=[claim.article_id])
        return redirect(f"{page}?claim={claim.public_id}#claim")
