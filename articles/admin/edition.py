"""Editions, what is current, and overrides: read by whoever reads the story, changed by nobody."""

from functools import partial
from typing import Any, BinaryIO, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.admin.reading import OfStoryAdmin, reads
from articles.enums import EditionKind
from articles.evidence.enums import EvidenceKind
from articles.evidence.exporting import export_evidence
from articles.listing import printed
from articles.models import Edition, Override, Publication
from policydesk.lib.admin import GuardedAdmin, person
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.people import desk_name
from sources.attaching import given_out
from sources.packing import LARGEST

BY: Any = person("by", _("by"))


@admin.register(Edition)
class EditionAdmin(TableAdmin, OfStoryAdmin):
    """The chain of everything that was ever public."""

    list_display = ("sequence", "article", "number", "kind", "release", BY, "at", "follow_up_due")
    list_filter = ("kind", "release", "at")
    list_select_related = ("article", "by")
    fields = (
        "article", "number", "kind", "release", "reason", BY, "at", "follow_up_due", "sequence",
        "content_sha256", "previous_digest", "digest", "headline", "others", "evidence",
    )  # fmt: skip
    readonly_fields = ("headline", "others", "evidence", BY)
    table: ClassVar[dict[str, Any]] = {
        "sequence": "sequence",
        "story": lambda edition: edition.article.headline,
        "number": "number",
        "kind": "kind",
        "footing": "release",
        "by": lambda edition: desk_name(edition.by),
        "at": lambda edition: edition.at.isoformat(),
        "follow_up_due": lambda edition: edition.follow_up_due.isoformat() if edition.follow_up_due else "",
        "reason": "reason",
        "digest": "digest",
    }

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the evidence dossiers."""
        view = require_safe(self.admin_site.admin_view(self.evidence_view))
        return [
            path("<path:object_id>/evidence/<slug:kind>/", view, name="articles_edition_evidence"),
            *super().get_urls(),
        ]

    def evidence_view(self, request: HttpRequest, object_id: str, kind: str) -> HttpResponseBase:
        """One file with all that proves the edition."""
        edition = self.allowed_object(request, object_id)
        if kind not in EvidenceKind:
            raise Http404
        try:
            return given_out("application/zip", partial(self._export, edition, kind, request.user))
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:articles_edition_change", edition.pk)

    def _export(self, edition: Edition, kind: str, by: Any, out: BinaryIO) -> str:
        return export_evidence(edition, EvidenceKind(kind), out, by=by, largest=LARGEST)

    @admin.display(description=_("evidence dossier"))
    def evidence(self, edition: Edition) -> str:
        """The ways to its two kinds; a withdrawal has none."""
        if edition.kind == EditionKind.WITHDRAWAL:
            return "–"
        rows = (
            (reverse("admin:articles_edition_evidence", args=[edition.pk, kind.value]), kind.label)
            for kind in EvidenceKind
        )
        return format_html_join(" · ", '<a href="{}">{}</a>', rows)

    @admin.display(description=_("compare"))
    def others(self, edition: Edition) -> str:
        """The way to what changed against another edition of the story."""
        page = reverse("admin:articles_article_editions", args=[edition.article_id])
        return format_html('<a href="{}?to={}">{}</a>', page, edition.number, gettext("What changed"))

    @admin.display(description=_("headline as published"))
    def headline(self, edition: Edition) -> str:
        """From the sealed content, not from the working text."""
        return edition.content.content["article"]["headline"]


@admin.register(Publication)
class PublicationAdmin(OfStoryAdmin):
    """Which edition readers see under which address."""

    list_display = ("slug", "headline", "stands", "changed_at")
    list_select_related = ("edition",)
    readonly_fields = ("headline", "stands")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Of the stories that the asker may see; all for who may withdraw any: they were public."""
        base = GuardedAdmin if request.user.has_perm("articles.withdraw_article") else OfStoryAdmin
        return base.get_queryset(self, request).annotate(printed_headline=printed("headline"))

    def get_fields(self, request: HttpRequest, obj: Publication | None = None) -> tuple[str, ...]:
        """The working text and the edition are links, for who may follow them."""
        if obj and reads(request.user, obj.article):
            return ("slug", "headline", "article", "edition", "changed_at")
        return ("slug", "headline", "stands", "changed_at")

    @admin.display(description=_("headline as published"))
    def headline(self, publication: Publication) -> str:
        """What readers see; the working text may say something else by now."""
        return publication.printed_headline

    def has_view_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        """Who reads the desk, and who may withdraw in an emergency."""
        return super().has_view_permission(request, obj) or request.user.has_perm("articles.withdraw_article")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same people find the list on the start page."""
        return self.has_view_permission(request)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """With a way to withdraw for who may."""
        more = ("withdrawing",) if request.user.has_perm("articles.withdraw_article") else ()
        return (*self.list_display, *more)

    @admin.display(description=_("current edition"))
    def stands(self, publication: Publication) -> str:
        """Its number and what it is."""
        return f"{publication.edition.number}: {publication.edition.get_kind_display()}"

    @admin.display(description=_("withdraw"))
    def withdrawing(self, publication: Publication) -> str:
        """The page that asks for the reason, while readers see the story."""
        if publication.edition.kind == EditionKind.WITHDRAWAL:
            return ""
        url = reverse("admin:articles_article_withdraw", args=[publication.article_id])
        return format_html('<a href="{}">{}…</a>', url, _("Withdraw"))


@admin.register(Override)
class OverrideAdmin(OfStoryAdmin):
    """Who published over the gate's objections, and why."""

    story_path = "edition__article"
    list_display = ("edition", "story", BY, "at", "reason")
    list_select_related = ("edition__article", "by")
    fields = ("edition", "story", BY, "at", "reason", "objections")
    readonly_fields = ("story", BY, "objections")

    @admin.display(description=_("article"))
    def story(self, override: Override) -> str:
        """The story of the edition."""
        return str(override.edition.article)

    @admin.display(description=_("what the gate said"))
    def objections(self, override: Override) -> str:
        """Each sentence on its line."""
        return format_html_join("", "<p>{}</p>", ((sentence,) for sentence in override.gate))
