"""Checks in the admin: read, never changed."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.reading import OfStoryAdmin
from articles.models import Check
from policydesk.lib.admin import person

BY = person("by", _("by"))


@admin.register(Check)
class CheckAdmin(OfStoryAdmin):
    """Who said what of which claim, and when."""

    story_path = "claim__article"
    list_display = ("claim", "verdict", "by", "at")
    list_filter = ("verdict", "at", "by")
    list_select_related = ("claim", "by")
    fields: ClassVar[tuple[Any, ...]] = (
        "claim", "verdict", "note", BY, "at", "article_version", "fingerprint", "parts_sha256",
    )  # fmt: skip
    readonly_fields = ("note", BY)

    @admin.display(description=_("note"))
    def note(self, check: Check) -> str:
        """What the person wrote for readers."""
        return check.content.note
