"""Handing over: the page on which one gives what one has open to a colleague, and what became of it since."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.comments import how
from articles.assigning import held_by
from articles.chronicling import events
from articles.handing import hand_over, open_notes_of, open_reports_of, open_requests_of
from articles.models import Article, CommentRequest, Handover, Note, ReaderReport
from articles.recounting import Line, lines
from policydesk.lib.admin import ReadingAdmin, person
from policydesk.lib.admin_forms import RefusableForm, posted, problems_of, settle
from policydesk.lib.people import desk_name
from policydesk.lib.people_fields import STAFF, PersonField

MOST_STORIES, MOST_LINES = 20, 5  # of which it is told what was done to them since; what is told of one
BY, TO = person("by", gettext_lazy("from")), person("to", gettext_lazy("to"))


class NotesField(forms.ModelMultipleChoiceField):
    """Notes, each with the story that it is on."""

    def label_from_instance(self, obj: Note) -> str:
        return _("%(note)s (on “%(story)s”)") % {"note": obj, "story": obj.article}


class RequestsField(forms.ModelMultipleChoiceField):
    """Requests for comment, each with the story that it is on."""

    def label_from_instance(self, obj: CommentRequest) -> str:
        return _("%(who)s (on “%(story)s”)") % {"who": obj, "story": obj.article}


class ReportsField(forms.ModelMultipleChoiceField):
    """Reports of readers, each with what the reader says."""

    def label_from_instance(self, obj: ReaderReport) -> str:
        return _("%(report)s: %(words)s") % {"report": obj, "words": Truncator(obj.message).chars(80)}


class HandoverForm(RefusableForm, forms.Form):
    """What, to whom, with one note. Fields that would offer nothing are left out."""

    stories = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Stories"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = NotesField(label=gettext_lazy("Open notes that you wrote or that name you"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple)  # fmt: skip
    requests = RequestsField(label=gettext_lazy("Asked for comment: answers that you wait for"), queryset=None,
        required=False, widget=forms.CheckboxSelectMultiple)  # fmt: skip
    reports = ReportsField(label=gettext_lazy("Reader reports that you work on"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple)  # fmt: skip
    to = PersonField(label=gettext_lazy("To"), queryset=STAFF, error_messages={
        "required": gettext_lazy("Choose a colleague.")})  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What they should know. One note for all."))  # fmt: skip

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        asked = open_requests_of(user).select_related("actor__merged_into", "article")
        mine = {"stories": held_by(Article.objects.visible_to(user), user),
                "notes": open_notes_of(user).select_related("article"), "requests": asked,
                "reports": open_reports_of(user).select_related("article", "claim")}  # fmt: skip
        super().__init__(*args, **{"initial": mine} | kwargs)
        for name, rows in mine.items():
            self.fields[name].queryset = rows
            if not rows and not (self.is_bound and name in self.data):
                del self.fields[name]
        self.fields["to"].queryset = STAFF.exclude(pk=user.pk)

    @property
    def given(self) -> dict[str, Any]:
        """What `hand_over` takes."""
        return {"stories": ()} | self.cleaned_data

    @property
    def offers(self) -> bool:
        """Whether there is anything to hand over."""
        return any(name in self.fields for name in ("stories", "notes", "requests", "reports"))


@admin.register(Handover)
class HandoverAdmin(ReadingAdmin):
    """What was handed over, from whom and to whom; adding one is handing over."""

    list_display = ("__str__", "at", "note")
    list_select_related = ("by", "to")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With both people."""
        return super().get_queryset(request).select_related("by", "to")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever works on stories."""
        return request.user.has_perm("articles.add_note")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """My open stories, all of them chosen, and whom they go to."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        data = posted(request)
        form = HandoverForm(request.user, data)
        made = data is not None and settle(form, None, lambda: hand_over(by=request.user, **form.given))
        if made:
            messages.success(request, _("Handed over to %(name)s.") % {"name": desk_name(made.to)})
            return redirect("admin:articles_handover_change", made.pk)
        context = {"form": form, "problems": problems_of(form), "title": _("Hand over")}
        return self.page(request, "admin/articles/handover/add.html", **context)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The note, and what was handed over as it stands now, with what others did to it since."""
        row = self.allowed_object(request, object_id)
        readable = Article.objects.visible_to(request.user)
        stories, open_ = list(row.stories.order_by("pk")), set(readable.values_list("pk", flat=True))
        looked = [story.pk for story in stories if story.pk in open_][:MOST_STORIES]
        told = [(story, story.pk in open_, _since(row, story, request.user) if story.pk in looked else [])
                for story in stories]  # fmt: skip
        beside = {"article__in": readable.order_by().values("pk")}
        asked = row.requests.filter(**beside).select_related("actor__merged_into", "article")
        notes = row.notes.filter(**beside).select_related("article", "claim", "resolved_by").order_by("pk")
        context = {
            "original": row, "stories": told, "title": _("Handover"), "requests": [(each, how(each)) for each in asked],
            "notes": notes, "reports": self._reports(request, row.reports.filter(**beside)),
        }  # fmt: skip
        return self.page(request, "admin/articles/handover/handover.html", **context)

    def _reports(self, request: HttpRequest, reports: QuerySet) -> QuerySet:
        """Those of the reports that the reader of the page may see."""
        may_see = request.user.has_perm("articles.view_readerreport")
        return reports.select_related("article", "claim", "assigned_to").order_by("pk") if may_see else reports.none()


def _since(row: Handover, story: Article, reader: Any) -> list[Line]:
    """What others than the giver did to the story since, the newest first."""
    every = events(story)
    later = [each for each in every if each.at > row.at and each.user != row.by_id and not each.is_background]
    told = lines(story, later[:MOST_LINES], every, reader=reader)
    return [told[each] for each in later[:MOST_LINES]]
