"""Checks in the admin: read, never changed."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.reading import OfStoryAdmin
from articles.models import Check
from policydesk.lib.admin import person
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.people import desk_name

BY: Any = person("by", _("by"))


class CheckerFilter(admin.RelatedFieldListFilter):
    """Checks by one person; the people who recorded those that the asker may see, by the name colleagues know."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        """The people in use."""
        people = field.remote_field.model.objects.filter(pk__in=model_admin.get_queryset(request).values("by"))
        return sorted(((user.pk, desk_name(user)) for user in people), key=lambda row: row[1].casefold())


@admin.register(Check)
class CheckAdmin(TableAdmin, OfStoryAdmin):
    """Who said what of which words, and when."""

    story_path = "claim__article"
    list_display = ("words", "reads_now", "verdict", BY, "at")
    list_filter = ("verdict", "at", ("by", CheckerFilter))
    list_select_related = ("claim__article", "by", "content")
    fields: ClassVar[tuple[Any, ...]] = (
        "words", "reads_now", "place", "verdict", "note", BY, "at", "article_version", "fingerprint", "parts_sha256",
    )  # fmt: skip
    readonly_fields = ("words", "reads_now", "place", "note", BY)
    table: ClassVar[dict[str, Any]] = {
        "words": "signed_words", "reads_now": lambda check: check.claim.exact if check.reads_otherwise else "",
        "verdict": "get_verdict_display", "by": lambda check: desk_name(check.by),
        "at": lambda check: check.at.isoformat(), "note": lambda check: check.content.note,
        "claim": lambda check: check.claim.public_id, "story": lambda check: check.claim.article.headline,
    }  # fmt: skip

    @admin.display(description=_("words that were checked"))
    def words(self, check: Check) -> str:
        """What the check signed, not what the claim says now."""
        return Truncator(check.signed_words).chars(200) or "–"

    @admin.display(description=_("the claim now"))
    def reads_now(self, check: Check) -> str:
        """Empty while the words are the ones that were checked; else the present ones."""
        if not check.reads_otherwise:
            return gettext("the same words")
        return gettext("≠ reads now: %(words)s") % {"words": Truncator(check.claim.exact).chars(200)}

    @admin.display(description=_("claim"))
    def place(self, check: Check) -> str:
        """The way to the claim on the page of its story."""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_claim_change", args=[check.claim_id]), check.claim
        )

    @admin.display(description=_("note"))
    def note(self, check: Check) -> str:
        """What the person wrote for readers."""
        return check.content.note
