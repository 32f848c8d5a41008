"""Notices above printed claims, and corrections: the list of each, and the page that puts a notice on a claim."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.reading import OfStoryAdmin
from articles.models import Claim, Correction, Notice
from articles.noticing import check_can_notify, lift_notice, notify_readers
from policydesk.lib.admin import ReadingAdmin
from policydesk.lib.admin_forms import RefusableForm, posted, problems_of, settle
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.errors import may

WORDS = forms.Textarea(attrs={"rows": 3})


class NoticeForm(RefusableForm, forms.Form):
    """What readers should know."""

    text = forms.CharField(
        label=gettext_lazy("Notice"),
        required=False,
        widget=WORDS,
        help_text=gettext_lazy("Readers see it at once above the claim, wherever it was printed."),
    )


class LiftForm(RefusableForm, forms.Form):
    """Why a notice goes."""

    reason = forms.CharField(
        label=gettext_lazy("Why it goes"),
        required=False,
        help_text=gettext_lazy("For the desk. Readers do not see it."),
    )


def notice_view(site: Any, request: HttpRequest, claim: Claim) -> HttpResponse:
    """Put a notice above a claim, or lift one that stands there."""
    if not may(check_can_notify, request.user):
        raise PermissionDenied(_("You may not put notices above claims. Ask an editor."))
    data, user = posted(request), request.user
    standing = list(Notice.objects.standing().filter(claim=claim).select_related("by"))
    lifted = next((row for row in standing if data is not None and data.get("lift") == str(row.pk)), None)
    form, lift = NoticeForm(None if lifted else data), LiftForm(data if lifted else None)
    asked: Any = lift if lifted else form
    if data is not None and settle(asked, claim, lambda: _do(asked, claim, lifted, user)):
        messages.success(request, _("The notice is lifted.") if lifted else _("Readers see the notice now."))
        page = reverse("admin:articles_article_claims", args=[claim.article_id])
        return redirect(f"{page}?claim={claim.public_id}")
    rows = [(row, lift if row == lifted else LiftForm(auto_id=f"id_{row.pk}_%s")) for row in standing]
    context = {"original": claim, "form": form, "rows": rows, "title": _("Notice to readers")}
    return site.page(request, "admin/articles/claim/notice.html", **context, problems=problems_of(asked))


def _do(form: Any, claim: Claim, lifted: Notice | None, by: Any) -> Notice:
    """What the sent form asks for."""
    if lifted:
        return lift_notice(lifted, by=by, reason=form.cleaned_data["reason"])
    return notify_readers(claim, form.cleaned_data["text"], by=by)


@admin.register(Notice)
class NoticeAdmin(ReadingAdmin):
    """What stood above cards, who put it there, and what lifted it. Readers saw the text; a lifting is for the desk."""

    list_display = ("text", "source", "claim", "by", "at", "stands")
    list_select_related = ("source", "claim", "by", "lifted_by")
    list_filter = ("at",)
    fields = ("text", "source", "claim", "by", "at", "lifts")

    @admin.display(description=gettext_lazy("state"))
    def stands(self, notice: Notice) -> str:
        """Whether readers see it."""
        if notice.lifts_id:
            return _("Lifts another")
        return _("Lifted") if hasattr(notice, "lifted_by") else _("Stands")


@admin.register(Correction)
class CorrectionAdmin(TableAdmin, OfStoryAdmin):
    """What the desk told readers of its own errors."""

    story_path = "edition__article"
    list_display = ("text", "kind", "edition", "story")
    list_filter = ("kind",)
    list_select_related = ("edition__article",)
    fields = ("edition", "story", "kind", "text")
    readonly_fields = ("story",)
    table: ClassVar[dict[str, Any]] = {
        "text": "text",
        "kind": "kind",
        "edition": lambda correction: correction.edition.number,
        "at": lambda correction: correction.edition.at.isoformat(),
        "story": lambda correction: correction.edition.article.headline,
    }

    @admin.display(description=gettext_lazy("article"))
    def story(self, correction: Correction) -> str:
        """The story of the edition."""
        return str(correction.edition.article)
