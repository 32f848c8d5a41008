"""A story in the admin: its list, its form, and the way to its claims and its next step."""

from typing import Any

from csp.constants import NONCE
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media

from articles import awaiting
from articles.admin.article_filters import (
    AssignedFilter,
    DeadlineFilter,
    FollowUpFilter,
    ReadersFilter,
    StoppedFilter,
    TagFilter,
    WaitingFilter,
)
from articles.admin.article_form import ArticleForm
from articles.admin.assign import AssigningAdmin, assign_view
from articles.admin.authors import authors_view
from articles.admin.columns import NAMED_AUTHORS, STORY_COLUMNS
from articles.admin.comments import comments_view
from articles.admin.conflicts import kept_both, shown
from articles.admin.discard import discard_view
from articles.admin.editions import editions_view
from articles.admin.followed import tell_claims
from articles.admin.history import story_history
from articles.admin.kept import KeptAdmin
from articles.admin.notes import notes_view
from articles.admin.offers import copy_view, passage_view, sources_view
from articles.admin.origins import origins_view
from articles.admin.panel import panel
from articles.admin.previews import preview_view, previews_view
from articles.admin.publish import publish_view
from articles.admin.redact import redact_view
from articles.admin.restore import restore_view
from articles.admin.schedule import schedule_view
from articles.admin.steps import step_view, withdraw_view
from articles.admin.story_list import StoryList
from articles.admin.workbench import workbench_view
from articles.attending import attend, leave, others_at_work
from articles.discarding import discarded
from articles.editing import EDITABLE, Saved, can_edit, create_article, save_article
from articles.enums import ArticleState
from articles.models import Article
from articles.projecting import text_in_lines
from articles.reconciling import reconcile
from articles.rendering import render_body
from articles.settling import SAID_FALSE, settled_of, unsettled
from policydesk.lib.admin import Gone, RecordAdmin
from policydesk.lib.admin_search import ExactSearch
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.clock import by_the_desk
from policydesk.lib.histories import saved_when, who_saved
from policydesk.lib.people import desk_name, full_name

STATES = dict(ArticleState.choices)


@admin.register(Article)
class ArticleAdmin(KeptAdmin, AssigningAdmin, ExactSearch, TableAdmin, RecordAdmin):
    """The working text of stories."""

    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    list_display = (
        "headline", "stands", "claims_settled", AssigningAdmin.assigned_to, "due", "written_by", "modified",
    )  # fmt: skip
    list_filter = (
        "state", AssignedFilter, DeadlineFilter, WaitingFilter, StoppedFilter, ReadersFilter, "work_type",
        "story_date", "developing", "headline_provisional", FollowUpFilter, TagFilter,
    )  # fmt: skip
    list_select_related = ("publication__edition", "assignee", "assigned_checker")
    actions = ("assign_several",)
    ordering = ("-pk",)  # counting claims drops the order of the model
    search_fields = ("headline", "standfirst", "body", "tag_list", "byline")
    history_words = {"body": text_in_lines}
    fieldsets = (
        (None, {"fields": ("headline", "standfirst", "body")}),
        (gettext_lazy("When, where, who"), {"fields": ("story_date", "dateline", "byline", "work_type", "tag_list")}),
        (gettext_lazy("Publishing"), {"fields": ("developing", "slug")}),
    )

    table = STORY_COLUMNS

    # --- Rows and rights ---------------------------------------------------------------------------------
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[StoryList]:
        """The list that counts claims."""
        return StoryList

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits comes by its deadline, as on the start page."""
        waits = request.GET.get(WaitingFilter.parameter_name) in WaitingFilter.own
        return awaiting.URGENT if waits else super().get_ordering(request)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, with the authors of stories and what they say is false: a page of one story asks for neither."""
        found = super().get_changelist_instance(request)
        prefetch_related_objects(list(found.result_list), NAMED_AUTHORS, SAID_FALSE)
        return found

    def with_table(self, rows: QuerySet) -> QuerySet:
        """With the authors, and what is said to be false."""
        return rows.prefetch_related(NAMED_AUTHORS, SAID_FALSE)

    @admin.display(description=gettext_lazy("claims"), ordering="settled_count")
    def claims_settled(self, article: Article) -> str:
        """“5/8”: claims that would pass the gate, of all, with a way to their page."""
        url = reverse("admin:articles_article_claims", args=[article.pk])
        label = _("Claims of “%(story)s”") % {"story": article}
        text = f"{settled_of(article)}/{article.claim_count}"
        return format_html('<a href="{}" title="{}">{}</a>', url, label, text)

    @admin.display(description=gettext_lazy("authors"))
    def written_by(self, article: Article) -> str:
        """Who wrote it; nobody for a story that came in by import."""
        return ", ".join(desk_name(author.user) for author in article.named_authors) or "–"

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, article: Article) -> str:
        """The state of the working text with the time when it goes out, and that the story is withdrawn."""
        state = str(STATES[article.state])
        if article.publish_at:
            state = _("%(state)s, %(time)s") % {"state": state, "time": by_the_desk(article.publish_at)}
        return _("%(state)s, withdrawn") % {"state": state} if article.withdrawal else state

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Who may edit this story, by the rule."""
        return super().has_change_permission(request, obj) and (obj is None or can_edit(obj, request.user))

    # --- The form ----------------------------------------------------------------------------------------
    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """A provisional headline asks to be settled; who may only read sees the story as a story."""
        first, *rest = self.fieldsets
        names = first[1]["fields"]
        if obj and obj.headline_provisional:
            names = ("headline", "headline_provisional", *names[1:])
        if obj and not self.has_change_permission(request, obj):
            names = tuple("story" if name == "body" else name for name in names)
        return [(first[0], {"fields": names}), *rest]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        """A frozen address is text."""
        return ("slug", "story") if obj and hasattr(obj, "publication") else ("story",)

    @admin.display(description=gettext_lazy("body"))
    def story(self, article: Article) -> str:
        """The body as readers would see it."""
        return render_body(article.body, [])

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The form with its panel of next steps. A page with the editor allows what the editor injects, no more."""
        article = kwargs.get("obj")
        if article and article.pk:
            if request.method != "HEAD" and self.has_change_permission(request, article):
                attend(article, request.user)
            context["at_work"] = others_at_work(article, request.user)
            context["panel"] = panel(article, request.user, unresolved=unsettled(article))
        if merged := context["adminform"].form.merged:
            context["conflicts"] = shown(merged)
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        response = super().render_change_form(request, context, *args, **kwargs)
        response._csp_update = {"script-src": [NONCE], "style-src": [settings.CSP_EDITOR_STYLE_HASH]}
        return response

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new story speaks from today, as the desk's clock has it, and names who begins it to readers."""
        begun = {"story_date": localdate(), "byline": full_name(request.user)}
        return begun | super().get_changeform_initial_data(request)

    # --- Saving ------------------------------------------------------------------------------------------
    def save_form(self, request: HttpRequest, form: ArticleForm, change: bool) -> Article:
        """A new story comes in by the rule, which names its author."""
        return super().save_form(request, form, change) if change else create_article(
            by=request.user, **form.cleaned_data
        )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        """The rule saves what changed and brings the claims along; a message says what became of them."""
        if not change:
            return
        # Locked: who sends the form at the same moment waits here, and what both wrote is put together.
        was, version = Article.objects.select_for_update().values_list("state", "version").get(pk=obj.pk)
        fields = {name: form.cleaned_data[name] for name in form.changed_data if name in EDITABLE}
        if form.cleaned_data["version"] == version:
            saved = save_article(obj, by=request.user, version=version, **fields)
        else:
            saved = self._reconciled(request, obj, form)
        leave(obj, request.user)
        self._tell(request, obj, saved, was)

    def _reconciled(self, request: HttpRequest, obj: Article, form: ArticleForm) -> Saved:
        """Somebody else saved meanwhile: what both wrote is put together, or the form asks."""
        theirs = obj.history.select_related("history_user").latest("history_date")
        typed = {name: value for name, value in form.cleaned_data.items() if name in EDITABLE}
        article, saved = reconcile(obj, by=request.user, base=form.cleaned_data["base"], **typed)
        vars(obj).update(vars(article))
        messages.info(request, kept_both(who_saved(theirs), saved_when(theirs)))
        return saved

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, which knows what was put together when two people saved."""
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return type(form.__name__, (form,), {"merged": getattr(refusal, "merged", None)})

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: list[Any], change: bool) -> None:
        """Nothing hangs on the form: tags are part of the text's own save. The person learns what was not kept."""
        for sentence in (*form.left_out(), *form.tag_remarks):
            messages.warning(request, sentence)

    def _tell(self, request: HttpRequest, article: Article, saved: Saved, was: str) -> None:
        tell_claims(request, article, saved.claims)
        if was != ArticleState.DRAFT and article.state == ArticleState.DRAFT:
            messages.info(request, _("The story is a draft again, because its text changed."))
        if was == ArticleState.SCHEDULED and article.state == ArticleState.DRAFT:
            messages.warning(request, _("It was scheduled. It will not go out until it is ready and scheduled again."))

    def missing(self, request: HttpRequest, object_id: str) -> Http404:
        """A discarded story says who discarded it and when; its form can be sent on as a new story."""
        went = discarded(object_id, request.user)
        if went is None:
            return super().missing(request, object_id)
        told = {"who": who_saved(went), "when": saved_when(went), "story": went.headline}
        whole = request.resolver_match.url_name == "articles_article_change" and self.has_add_permission(request)
        new = (reverse("admin:articles_article_add"), _("Make it a new story")) if whole else None
        return Gone(_("%(who)s discarded “%(story)s” on %(when)s.") % told, new)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Everything that happened to the story, in one list."""
        return story_history(self, request, self.allowed_object(request, object_id))

    # --- Its other pages ---------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and ours: the claims page, the steps, and the pages that each does one thing."""
        pages = {
            "claims": ("<path:object_id>/claims/", workbench_view),
            "sources": ("<path:object_id>/claims/sources/", sources_view),
            "copy": ("<path:object_id>/claims/copy/", copy_view),
            "passage": ("<path:object_id>/claims/passage/", passage_view),
            "origins": ("<path:object_id>/claims/<slug:public_id>/origins/", origins_view),
            "step": ("<path:object_id>/step/<slug:key>/", step_view),
            "publish": ("<path:object_id>/publish/", publish_view),
            "schedule": ("<path:object_id>/schedule/", schedule_view),
            "assign": ("<path:object_id>/assign/", assign_view),
            "authors": ("<path:object_id>/authors/", authors_view),
            "withdraw": ("<path:object_id>/withdraw/", withdraw_view),
            "discard": ("<path:object_id>/discard/", discard_view),
            "editions": ("<path:object_id>/editions/", editions_view),
            "preview": ("<path:object_id>/preview/", preview_view),
            "previews": ("<path:object_id>/previews/", previews_view),
            "restore": ("<path:object_id>/history/<int:history_id>/restore/", restore_view),
            "comments": ("<path:object_id>/comments/", comments_view),
            "notes": ("<path:object_id>/notes/", notes_view),
            "redact": ("<path:object_id>/redact/", redact_view),
        }
        return [
            path(route, self._page_view(view), name=f"articles_article_{name}") for name, (route, view) in pages.items()
        ] + super().get_urls()

    def _page_view(self, view: Any) -> Any:
        def answer(request: HttpRequest, object_id: str, **kwargs: Any) -> HttpResponse:
            article = self._public_object if view is withdraw_view else self.allowed_object
            return view(self, request, article(request, object_id), **kwargs)

        return self.admin_site.admin_view(answer)

    def _public_object(self, request: HttpRequest, object_id: str) -> Article:
        """For withdrawing alone: an administrator may in an emergency, and reads no story that is not public."""
        if not request.user.has_perm("articles.withdraw_article"):
            raise PermissionDenied(_("You may not withdraw stories. Ask a publisher."))
        return get_object_or_404(Article.objects.filter(publication__isnull=False), pk=unquote(object_id))
