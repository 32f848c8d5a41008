"""The notes of a story: the page where they are written and resolved, and the list of all that a person may read."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.reading import OfStoryAdmin
from articles.models import Article, Claim, Note
from articles.noting import add_note, check_can_note, resolve_note
from policydesk.lib.admin_forms import RefusableForm, posted, problems_of, settle
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.errors import Refused, may
from policydesk.lib.people import desk_name


class NoteForm(RefusableForm, forms.Form):
    """A note on the story, or on one of its claims."""

    blames = "text"
    text = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the desk alone. @name, as the account is called, tells a colleague."),
    )
    claim = forms.ModelChoiceField(
        label=gettext_lazy("On"),
        required=False,
        queryset=None,
        to_field_name="public_id",
        empty_label=gettext_lazy("The story as a whole"),
        error_messages={
            "invalid_choice": gettext_lazy(
                "That claim is not on the story’s list any more. Choose another one, or the story as a whole."
            )
        },
    )

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].queryset = article.claims.standing().in_text_order()


def notes_url(article: Article, claim: Claim | None = None) -> str:
    """The page of the notes of a story, with a claim chosen."""
    page = reverse("admin:articles_article_notes", args=[article.pk])
    return f"{page}?claim={claim.public_id}" if claim else page


def open_notes(article: Article) -> QuerySet[Note]:
    """The notes of a story that nobody has resolved, oldest first."""
    return article.notes.filter(resolved_at=None).select_related("by", "claim")


def notes_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the notes of a story; write one, or resolve one."""
    data, may_note = posted(request), may(check_can_note, article, request.user)
    if data is not None and not may_note:
        raise PermissionDenied(_("You may not write notes on this story."))
    if data is not None and "resolve" in data:
        return _resolve(request, article, data["resolve"])
    form = NoteForm(article, data, initial={"claim": request.GET.get("claim")})
    if data is not None and settle(form, article, lambda: add_note(article, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The note is written."))
        return redirect(_back(article, form.cleaned_data["claim"]))
    told = article.notes.select_related("by", "claim", "resolved_by").order_by("-pk")
    notes = [note for note in told if not note.resolved_at]
    resolved = [note for note in told if note.resolved_at]
    context = {"original": article, "form": form, "title": _("Notes"), "problems": problems_of(form)}
    more = {"notes": notes, "resolved": resolved, "may_note": may_note}
    return site.page(request, "admin/articles/article/notes.html", **context | more)


def _back(article: Article, claim: Claim | None) -> str:
    """Where a note was written from: a note on a claim belongs beside it."""
    if claim is None:
        return notes_url(article)
    return f"{reverse('admin:articles_article_claims', args=[article.pk])}?claim={claim.public_id}#notes"


def _resolve(request: HttpRequest, article: Article, key: str) -> HttpResponse:
    note = article.notes.filter(pk=key).first() if key.isdecimal() else None
    if note is None:
        raise Http404
    try:
        resolve_note(note, by=request.user)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("The note is resolved."))
    return redirect(notes_url(article))  # where a further one may be half written


class OpenFilter(admin.SimpleListFilter):
    """Notes that wait for somebody, and those that name the asker."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Two choices beside all."""
        return [("open", _("Open")), ("me", _("Open and naming me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Open notes, or those among them that name the asker."""
        if self.value() == "me":
            queryset = queryset.filter(mentioned__user=request.user)
        return queryset.filter(resolved_at=None) if self.value() else queryset


@admin.register(Note)
class NoteAdmin(TableAdmin, OfStoryAdmin):
    """Notes on all stories that the asker may read; each leads to its story."""

    list_display = ("__str__", "where", "by", "created", "resolved_at")
    list_filter = (OpenFilter,)
    list_select_related = ("article", "claim", "by")
    table: ClassVar[dict[str, Any]] = {
        "note": "text",
        "story": lambda note: note.article.headline,
        "claim": lambda note: note.claim.exact if note.claim else "",
        "by": lambda note: desk_name(note.by),
        "written_at": lambda note: note.created.isoformat(),
        "resolved_at": lambda note: note.resolved_at.isoformat() if note.resolved_at else "",
    }
    fields = ("text", "where", "by", "created", "resolved_at", "resolved_by")
    readonly_fields = ("where",)

    @admin.display(description=gettext_lazy("on"))
    def where(self, note: Note) -> str:
        """The story or the claim, as a link to where the note is worked on."""
        return format_html('<a href="{}">{}</a>', notes_url(note.article, note.claim), note.claim or note.article)
