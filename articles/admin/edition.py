"""Editions, what is current, and overrides: read by whoever reads the story, changed by nobody."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from articles.admin.reading import OfStoryAdmin
from articles.models import Edition, Override, Publication


@admin.register(Edition)
class EditionAdmin(OfStoryAdmin):
    """The chain of everything that was ever public."""

    list_display = ("sequence", "article", "number", "kind", "release", "by", "at", "follow_up_due")
    list_filter = ("kind", "release")
    list_select_related = ("article", "by")
    date_hierarchy = "at"
    fields = (
        "article", "number", "kind", "release", "reason", "by", "at", "follow_up_due", "sequence",
        "content_sha256", "previous_digest", "digest", "headline",
    )  # fmt: skip
    readonly_fields = ("headline",)

    @admin.display(description=_("headline as published"))
    def headline(self, edition: Edition) -> str:
        """From the sealed content, not from the working text."""
        return edition.content.content["article"]["headline"]


@admin.register(Publication)
class PublicationAdmin(OfStoryAdmin):
    """Which edition readers see under which address."""

    list_display = ("slug", "article", "edition", "changed_at")
    list_select_related = ("article", "edition")
    fields = ("slug", "article", "edition", "changed_at")


@admin.register(Override)
class OverrideAdmin(OfStoryAdmin):
    """Who published over the gate's objections, and why."""

    story_path = "edition__article"
    list_display = ("edition", "story", "by", "at", "reason")
    list_select_related = ("edition__article", "by")
    fields = ("edition", "story", "by", "at", "reason", "objections")
    readonly_fields = ("story", "objections")

    @admin.display(description=_("article"))
    def story(self, override: Override) -> str:
        """The story of the edition."""
        return str(override.edition.article)

    @admin.display(description=_("what the gate said"))
    def objections(self, override: Override) -> str:
        """Each sentence on its line."""
        return format_html_join("", "<p>{}</p>", ((sentence,) for sentence in override.gate))
