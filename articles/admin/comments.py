"""Asking for comment: the page of a story, and the list of all requests that a person may read."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.fields import ActorField
from articles.admin.assign import MomentField
from articles.admin.reading import OfStoryAdmin
from articles.hearing import ask_comment, correct_request, note_answer, waiting_for, withdraw_request
from articles.models import Article, CommentRequest
from articles.noting import check_can_note
from policydesk.lib.admin import person
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.clock import by_the_desk
from policydesk.lib.errors import may
from policydesk.lib.people import desk_name

WORDS = forms.Textarea(attrs={"rows": 3})
OWNER = person("owner", gettext_lazy("waits for the answer"))


class AskForm(RefusableForm, forms.Form):
    """Who was asked, about what, until when."""

    actor = ActorField(label=gettext_lazy("Who was asked"), required=False)
    asked = forms.CharField(label=gettext_lazy("Or in words"), required=False, max_length=200, help_text=gettext_lazy(
        "Somebody who is no actor of the desk: “the press office of the port”."))  # fmt: skip
    claim = forms.ModelChoiceField(
        label=gettext_lazy("On"), required=False, queryset=None, to_field_name="public_id",
        empty_label=gettext_lazy("The story as a whole"),
    )  # fmt: skip
    question = forms.CharField(label=gettext_lazy("What was asked, and how"), required=False, widget=WORDS)
    deadline = MomentField(label=gettext_lazy("Time to answer until"))

    version = VersionField(required=False)

    def __init__(self, article: Article, row: CommentRequest | None, data: Any = None, **kwargs: Any) -> None:
        if row is not None:
            names = ("actor", "asked", "question", "deadline", "version")
            stands = {name: getattr(row, name) for name in names}
            kwargs["initial"] = stands | {"claim": row.claim.public_id if row.claim else None}
        super().__init__(data, **kwargs)
        mine = Q(pk=row.claim_id) if row is not None else Q()
        self.fields["claim"].queryset = article.claims.filter(Q(retired_at=None) | mine).in_text_order()
        if row is None:
            del self.fields["version"]
        now = {"now": by_the_desk(timezone.now())}
        self.fields["deadline"].help_text = _("By the desk's clock, where it is %(now)s now.") % now


class AnswerForm(RefusableForm, forms.Form):
    """What they said."""

    blames = "answer"
    answer = forms.CharField(label=gettext_lazy("What they answered"), required=False, widget=WORDS)


class WithdrawForm(RefusableForm, forms.Form):
    """Why a request does not stand."""

    blames = "reason"
    reason = forms.CharField(label=gettext_lazy("Why it is withdrawn"), required=False, max_length=500)


FORMS: dict[str, Any] = {"asked": AskForm, "answered": AnswerForm, "corrected": AskForm, "withdrawn": WithdrawForm}
DONE = {
    "asked": gettext_lazy("It is noted that they were asked."), "answered": gettext_lazy("The answer is noted."),
    "corrected": gettext_lazy("It is corrected."), "withdrawn": gettext_lazy("The request is withdrawn."),
}  # fmt: skip


def comments_url(article: Article) -> str:
    """The page of a story."""
    return reverse("admin:articles_article_comments", args=[article.pk])


def comments_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show who was asked; note a further one or an answer, correct what was noted, or withdraw it."""
    data, may_ask = posted(request), may(check_can_note, article, request.user)
    if data is not None and not may_ask:
        raise PermissionDenied(_("You may not write notes on this story."))
    rows = list(article.comment_requests.select_related("actor__merged_into", "claim", "owner", "withdrawn_by"))
    act, chosen = _meant(rows, request)
    forms_ = {name: _form(name, article, chosen if act == name else None, data if act == name else None, request)
              for name in FORMS}  # fmt: skip
    if data is not None and settle(forms_[act], chosen, lambda: _do(act, article, chosen, forms_[act], request.user)):
        messages.success(request, str(DONE[act]))
        return redirect(comments_url(article))
    told = [(row, how(row), *(forms_[name] if (act, chosen) == (name, row) else _form(name, article, row, None, request)
                              for name in ("answered", "withdrawn"))) for row in rows]  # fmt: skip
    form = forms_["corrected" if act == "corrected" else "asked"]
    context = {"original": article, "form": form, "problems": problems_of(forms_[act]), "rows": told}
    more = {"may_ask": may_ask, "corrected": chosen if act == "corrected" else None, "title": _("Asked for comment")}
    return site.page(request, "admin/articles/article/comments.html", **context | more)


def _meant(rows: list[CommentRequest], request: HttpRequest) -> tuple[str, CommentRequest | None]:
    """What the person is about to do, and to which request."""
    sent = request.POST if request.method == "POST" else {"corrected": request.GET.get("correct", "")}
    for name in ("answered", "corrected", "withdrawn"):
        if key := sent.get(name):
            found = next((row for row in rows if str(row.pk) == key), None)
            if found is None:
                raise Http404
            return name, found
    return "asked", None


def _form(name: str, article: Article, row: CommentRequest | None, data: Any, request: HttpRequest) -> Any:
    if name == "asked":
        return AskForm(article, None, data, initial={"claim": request.GET.get("claim")})
    if name == "corrected":
        return AskForm(article, row, data)
    return FORMS[name](data, auto_id=f"id_{name}_{row.pk if row else ''}_%s")


def _do(act: str, article: Article, row: CommentRequest | None, form: Any, by: Any) -> Any:
    if row is None:
        return ask_comment(article, by=by, **form.cleaned_data)
    if act == "corrected":
        return correct_request(row, by=by, **form.cleaned_data)
    rule = note_answer if act == "answered" else withdraw_request
    return rule(row, *form.cleaned_data.values(), by=by)


def how(row: CommentRequest) -> str:
    """How it stands: withdrawn, answered, no answer by its deadline, or still time."""
    if row.withdrawn_at:
        return _("withdrawn by %(who)s on %(when)s: %(why)s") % {
            "who": desk_name(row.withdrawn_by), "when": by_the_desk(row.withdrawn_at), "why": row.withdrawn_reason
        }  # fmt: skip
    if row.answered_at:
        return _("answered on %(when)s") % {"when": by_the_desk(row.answered_at)}
    if row.deadline is None:
        return _("no answer yet")
    until = {"when": by_the_desk(row.deadline)}
    if row.deadline <= timezone.now():
        return _("no answer by %(when)s") % until
    return _("has time until %(when)s") % until


class HeardFilter(admin.SimpleListFilter):
    """Requests that wait."""

    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Three choices beside all."""
        return [("open", _("No answer yet")), ("over", _("Time is up")), ("me", _("Mine, to be settled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those of the choice."""
        if self.value() == "open":
            return queryset.waiting()
        if self.value() == "over":
            return queryset.run_out(timezone.now())
        return waiting_for(queryset, request.user) if self.value() == "me" else queryset


@admin.register(CommentRequest)
class CommentRequestAdmin(TableAdmin, OfStoryAdmin):
    """Who was asked on all stories that the asker may read; each leads to its story."""

    list_display = ("__str__", "where", "stands", OWNER, "asked_at")
    list_filter = (HeardFilter,)
    list_select_related = ("article", "claim", "owner", "actor__merged_into", "withdrawn_by")
    fields = ("where", "question", "stands", "answer", OWNER, "asked_at")
    readonly_fields = ("where", "stands", OWNER)
    table: ClassVar[dict[str, Any]] = {
        "who": str,
        "story": lambda row: row.article.headline,
        "claim": lambda row: row.claim.exact if row.claim else "",
        "asked_at": lambda row: row.asked_at.isoformat(),
        "deadline": lambda row: row.deadline.isoformat() if row.deadline else "",
        "answered_at": lambda row: row.answered_at.isoformat() if row.answered_at else "",
        "answer": "answer",
        "withdrawn_at": lambda row: row.withdrawn_at.isoformat() if row.withdrawn_at else "",
        "owner": lambda row: desk_name(row.owner),
    }

    @admin.display(description=gettext_lazy("on"))
    def where(self, row: CommentRequest) -> str:
        """The story or the claim, as a link to the page of the story."""
        return format_html('<a href="{}">{}</a>', comments_url(row.article), row.claim or row.article)

    @admin.display(description=gettext_lazy("how it stands"), ordering="deadline")
    def stands(self, row: CommentRequest) -> str:
        """In words, with the zone."""
        return how(row)
