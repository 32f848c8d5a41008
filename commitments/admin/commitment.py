"""A commitment in the admin: its list, its form with parties by side, its log, and the pages of its next steps."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.fields import offered_actors
from commitments.admin.begin import begun_with, claim_asked_for, rows_begun_with
from commitments.admin.commitment_form import CommitmentForm, own_wordings
from commitments.admin.discard import discard_view
from commitments.admin.filters import StatusFilter
from commitments.admin.join import join_view
from commitments.admin.links import CLAIMS, COMMITMENTS, LinkInline, ReportInline
from commitments.admin.named_filters import PledgerFilter, TopicFilter
from commitments.admin.needs_filter import NeedsFilter
from commitments.admin.panel import panel
from commitments.admin.parties import ACTORS, PartyInline
from commitments.admin.passages import SOURCES
from commitments.admin.propose import propose_view
from commitments.admin.publish import publish_view, take_back_view
from commitments.admin.review import review_view
from commitments.enums import ProposalState
from commitments.fields import ClaimField, CommitmentField
from commitments.gating import doubts, sides_missing
from commitments.models import Commitment, Link, Party, Report
from commitments.permitting import can_change
from commitments.rating import is_overdue, statuses_in_words
from commitments.registering import change_commitment, register_commitment
from policydesk.lib.admin_rows import WithRowsAdmin
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.histories import Beside
from policydesk.lib.row_forms import Row
from sources.fields import offered_sources

WAITING = Q(proposals__state=ProposalState.OPEN)


@admin.register(Commitment)
class CommitmentAdmin(TableAdmin, WithRowsAdmin):
    """Who undertook what towards whom, and what came of it."""

    form = CommitmentForm
    change_form_template = "admin/commitments/commitment/change_form.html"
    inlines = (PartyInline, LinkInline, ReportInline)
    list_display = ("title", "by_and_to", "stands", "made", "due", "waiting", "readers")
    list_filter = (StatusFilter, NeedsFilter, "public", "bindingness", PledgerFilter, TopicFilter)
    ordering = ("-made_on_earliest", "-pk")  # counting proposals drops the order of the model
    search_fields = (
        "title", "summary", "slug", "due_words", "tag_list", "undertaking__exact", "parties__actor__name",
        "occasion__name",
    )  # fmt: skip
    history_beside = (Beside(Party, "commitment", "actor"), Beside(Link, "commitment", "other"))
    fieldsets = (
        (None, {"fields": ("title", "summary")}),
        (
            gettext_lazy("What was undertaken"),
            {"fields": ("undertaking_source", "undertaking_words", "undertaking_place", "occasion", "made_on")},
        ),
        (
            gettext_lazy("When it is due"),
            {
                "fields": ("due_words", "due_on", "review_by"),
                "description": gettext_lazy(
                    "Only what the source says. Where it gives no date, leave both empty: readers see “No date given”."
                ),
            },
        ),
        (gettext_lazy("How to judge it"), {"fields": ("bindingness", "verifiability", "interpretive_note", "own_act")}),
        (
            gettext_lazy("Whether somebody disputes what came of it"),
            {"fields": ("contested_source", "contested_words", "contested_place", "contested_note")},
        ),
        (gettext_lazy("Finding it"), {"fields": ("tag_list", "slug")}),
    )
    read_fieldsets = (
        (None, {"fields": ("title", "summary")}),
        (gettext_lazy("What was undertaken"), {"fields": ("exact_words", "occasion", "made_on")}),
        (gettext_lazy("When it is due"), {"fields": ("due_words", "due_on", "review_by")}),
        (gettext_lazy("How to judge it"), {"fields": ("bindingness", "verifiability", "interpretive_note", "own_act")}),
        (gettext_lazy("Whether somebody disputes what came of it"), {"fields": ("challenge", "contested_note")}),
        (gettext_lazy("Finding it"), {"fields": ("tag_list", "slug")}),
    )
    readonly_fields = ("exact_words", "challenge")

    table = {
        "title": "title",
        "by": lambda row: _names(row, pledgers=True),
        "to": lambda row: _names(row, pledgers=False),
        "status": lambda row: "; ".join(statuses_in_words(row)),
        "overdue": lambda row: "yes" if is_overdue(row) else "",
        "made_on": lambda row: str(row.made_on),
        "due_on": lambda row: str(row.due_on),
        "due_words": "due_words",
        "review_by": lambda row: str(row.review_by or ""),
        "proposals": "waiting_count",
        "public": lambda row: "yes" if row.public else "",
    }

    # --- Rows and rights ---------------------------------------------------------------------------------
    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Commitments with their parties and the number of proposals that wait."""
        rows = super().get_queryset(request).annotate(waiting_count=Count("proposals", filter=WAITING, distinct=True))
        return rows.prefetch_related("parties__actor__merged_into")

    def has_change_permission(self, request: HttpRequest, obj: Commitment | None = None) -> bool:
        """Who may change this commitment, by the rule; the list is for who may read it."""
        return can_change(obj, request.user) if obj else super().has_change_permission(request)

    # --- The list ----------------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("by whom, to whom"))
    def by_and_to(self, commitment: Commitment) -> str:
        """“Borovia → Arland”."""
        sides: tuple[dict[str, None], dict[str, None]] = ({}, {})
        for party in commitment.parties.all():
            sides[0 if party.undertakes else 1][str(party.actor.present)] = None
        return " → ".join(", ".join(names) for names in sides if names)

    @admin.display(description=gettext_lazy("status"))
    def stands(self, commitment: Commitment) -> str:
        """The status in words, for each who undertook it where they differ, and that it is overdue."""
        said = [*statuses_in_words(commitment), *([_("Overdue")] if is_overdue(commitment) else [])]
        said += [_("Contested")] if commitment.contested_by_id else []
        return "; ".join(said)

    @admin.display(description=gettext_lazy("made on"), ordering="made_on_earliest")
    def made(self, commitment: Commitment) -> str:
        """The day, as people write it."""
        return commitment.made_on.for_people()

    @admin.display(description=gettext_lazy("readers see it"), ordering="public")
    def readers(self, commitment: Commitment) -> str:
        """In words: yes, not yet, or not any more."""
        if commitment.public:
            return _("Yes")
        return _("Taken back") if commitment.published_at else _("Not yet")

    @admin.display(description=gettext_lazy("due"), ordering="due_on_latest")
    def due(self, commitment: Commitment) -> str:
        """The date that its words give, else the words."""
        return commitment.due_on.for_people() if commitment.due_on else commitment.due_words or _("No date given")

    @admin.display(description=gettext_lazy("proposals"), ordering="waiting_count")
    def waiting(self, commitment: Commitment) -> str:
        """How many wait for a second person, with the way to them."""
        if not commitment.waiting_count:
            return "0"
        url = f"{reverse('admin:commitments_commitment_change', args=[commitment.pk])}#proposals"
        label = _("Proposals for “%(commitment)s”") % {"commitment": commitment}
        return format_html('<a href="{}" title="{}">{}</a>', url, label, commitment.waiting_count)

    # --- The form ----------------------------------------------------------------------------------------
    def get_fieldsets(self, request: HttpRequest, obj: Commitment | None = None) -> Any:
        """The fields to fill in; who may only read sees the passages as they stand."""
        reads = obj is not None and not self.has_change_permission(request, obj)
        return self.read_fieldsets if reads else self.fieldsets

    @admin.display(description=gettext_lazy("exact words"))
    def exact_words(self, commitment: Commitment) -> str:
        """The passage in which it is undertaken."""
        return quoted(commitment.undertaking)

    @admin.display(description=gettext_lazy("words of the challenge"))
    def challenge(self, commitment: Commitment) -> str:
        """The passage in which somebody disputes it."""
        return quoted(commitment.contested_by) if commitment.contested_by_id else "–"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Of a commitment that a claim reports: its words, with the passage that it cites."""
        claim = claim_asked_for(request)
        return begun_with(claim) if claim else {}

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Likewise the rows."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and not obj.pk and (claim := claim_asked_for(request)):
            kwargs["initial"] = rows_begun_with(claim, inline.model)
        return kwargs

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The form with what came of it, and what its fields offer, each list once."""
        commitment = kwargs.get("obj")
        if commitment and commitment.pk:
            context["panel"] = panel(commitment, request.user)
        context["datalists"] = {
            ACTORS: offered_actors, SOURCES: offered_sources, COMMITMENTS: CommitmentField().offered,
            CLAIMS: ClaimField(request.user).offered,
        }  # fmt: skip
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Saving ------------------------------------------------------------------------------------------
    def register(self, request: HttpRequest, form: CommitmentForm, rows: dict[type[Model], list[Row]]) -> Commitment:
        """A proposal: nothing of it is public yet."""
        made = register_commitment(by=request.user, **self._given(request, form, rows))
        self._tell_doubts(request, made)
        return made

    def change(self, request: HttpRequest, form: CommitmentForm, rows: dict[type[Model], list[Row]]) -> None:
        """By the rule, with the version that was seen."""
        version = form.cleaned_data["version"]
        change_commitment(form.instance, by=request.user, version=version, **self._given(request, form, rows))
        self._tell_doubts(request, form.instance)

    def _tell_doubts(self, request: HttpRequest, commitment: Commitment) -> None:
        for sentence in (*sides_missing(commitment), *doubts(commitment)):
            messages.warning(request, sentence)

    def save_related(self, request: HttpRequest, form: CommitmentForm, formsets: list[Any], change: bool) -> None:
        """All of it by the rule; what there is to say of the topics afterwards."""
        super().save_related(request, form, formsets, change)
        for sentence in form.tag_remarks:
            messages.warning(request, sentence)

    def _given(self, request: HttpRequest, form: CommitmentForm, rows: dict[type[Model], list[Row]]) -> Row:
        return {
            "parties": own_wordings(rows[Party], by=request.user),
            "links": rows[Link],
            "reports": [row["claim"] for row in rows[Report]],
            **form.fields_given(by=request.user),
        }

    # --- Its other pages ---------------------------------------------------------------------------------
    def history_beside_for(self, request: HttpRequest, record: Commitment) -> tuple[Beside, ...]:
        """Which claims report it, only for who may read every story."""
        more = (Beside(Report, "commitment", "claim"),) if request.user.has_perm("articles.read_any_article") else ()
        return (*self.history_beside, *more)

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses, and the pages of the next steps."""
        pages = {"propose": propose_view, "review": review_view, "publish": publish_view, "take_back": take_back_view}
        pages["discard"] = discard_view
        join = self.admin_site.admin_view(lambda request: join_view(self, request))
        return (
            [path("join/", join, name="commitments_commitment_join")]
            + [
                path(f"<path:object_id>/{name}/", self._page_view(view), name=f"commitments_commitment_{name}")
                for name, view in pages.items()
            ]
            + super().get_urls()
        )

    def _page_view(self, view: Any) -> Any:
        def answer(request: HttpRequest, object_id: str) -> HttpResponse:
            return view(self, request, self.allowed_object(request, object_id))

        return self.admin_site.admin_view(answer)


def quoted(passage: Any) -> str:
    """A passage and the way to its source."""
    url = reverse("admin:sources_source_change", args=[passage.work.pk])
    return format_html('<blockquote>{}</blockquote><a href="{}">{}</a>', passage.exact, url, passage.work)


def _names(commitment: Commitment, *, pledgers: bool) -> str:
    """Those who undertook it, or those towards whom."""
    parties = (party for party in commitment.parties.all() if party.undertakes == pledgers)
    return "; ".join(dict.fromkeys(str(party.actor.present) for party in parties))
