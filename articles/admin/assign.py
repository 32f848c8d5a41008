"""Assigning stories: the page of one, the action of the list, and what the list says of it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.assigning import PEOPLE, RIGHTS, WORK, assign, assign_all, check_can_assign, check_can_hold, is_late
from articles.enums import ArticleState
from articles.models import Article
from policydesk.lib.admin import person
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.clock import by_the_desk
from policydesk.lib.errors import may
from policydesk.lib.people import desk_name
from policydesk.lib.people_fields import STAFF, PersonField, who_may

MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """Day and time by the desk's clock, which the help names; the hour that the clock skips is refused by its name."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"})
        wrong = {"invalid": gettext_lazy("Write day and time as 2026-11-24 06:00.")}
        super().__init__(widget=widget, required=False, error_messages=wrong, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Without seconds, which the field of the browser would show."""
        value = super().prepare_value(value)
        return value.replace(second=0, microsecond=0) if hasattr(value, "replace") and hasattr(value, "hour") else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By the minute."""
        return super().has_changed(initial and initial.replace(second=0, microsecond=0), data)


class WorkForm(RefusableForm, forms.Form):
    """Who, until when, not before; fields that the person may not set are left out."""

    version = VersionField(required=False)
    assignee = PersonField(label=gettext_lazy("Assigned to"), queryset=STAFF, required=False, empty_label=gettext_lazy(
        "Nobody"), help_text=gettext_lazy("They may read and write the draft, and are told."))  # fmt: skip
    assigned_checker = PersonField(label=gettext_lazy("Checker"), queryset=STAFF, required=False,
        empty_label=gettext_lazy("Nobody in particular"), help_text=gettext_lazy(
        "Once it is in check it waits for them alone; other checkers may still check it."))  # fmt: skip
    deadline = MomentField(label=gettext_lazy("Deadline"))
    embargo_until = MomentField(label=gettext_lazy("Not to be published before"), help_text=gettext_lazy(
        "The gate holds it until then, for the button and for the schedule. No reason lifts that: take the time away."
    ))  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Note"), required=False, help_text=gettext_lazy("For the history."))

    def __init__(self, article: Article, user: Any, *args: Any, **kwargs: Any) -> None:
        stands = {name: getattr(article, name) for name in (*WORK, "embargo_until", "version")}
        super().__init__(*args, **{"initial": stands} | kwargs)
        self.article = article
        self.fields["deadline"].help_text = _("By the desk's clock, where it is %(now)s now.") % {
            "now": by_the_desk(timezone.now())
        }
        for name in PEOPLE:
            self.fields[name].queryset = who_may(RIGHTS[name], also=getattr(article, f"{name}_id"))
        for name in () if may(check_can_assign, user) else WORK:
            del self.fields[name]

    def terms(self) -> dict[str, Any]:
        """What was changed in the form, as `assign` takes it."""
        names = [name for name in (*WORK, "embargo_until") if name in self.changed_data]
        return {name: self.cleaned_data[name] for name in (*names, "version", "note")}


def assign_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show who works on the story, and change it."""
    user, data = request.user, posted(request)
    if not may(check_can_hold, article, user):
        raise PermissionDenied(_("You may not assign stories. Ask an editor."))
    form = WorkForm(article, user, data)
    if data is not None and settle(form, article, lambda: assign(article, by=user, **form.terms()) or True):
        messages.success(request, _("Saved."))
        if article.publish_at and article.embargo_until and article.publish_at < article.embargo_until:
            messages.warning(request, _("It is scheduled for an earlier time than that, and will not go out then."))
        return redirect("admin:articles_article_change", article.pk)
    context = {"original": article, "form": form, "problems": problems_of(form), "title": _("Assign")}
    return site.page(request, "admin/articles/article/assign.html", **context)


@dataclass(frozen=True)
class Work:
    """Who works on a story and until when, in words for its page; `url` leads to where that is changed, or is ""."""

    assignee: str
    checker: str
    deadline: str
    late: bool
    embargo: str
    url: str


def work(article: Article, user: Any) -> Work:
    """What stands above the form of the story."""
    people = (getattr(article, name) for name in PEOPLE)
    assignee, checker = (desk_name(each) if each else "" for each in people)
    held = article.embargo_until and article.embargo_until > timezone.now()
    url = reverse("admin:articles_article_assign", args=[article.pk]) if may(check_can_hold, article, user) else ""
    deadline = by_the_desk(article.deadline) if article.deadline else ""
    late = is_late(article, timezone.now()) and article.state != ArticleState.RELEASED
    return Work(assignee, checker, deadline, late, by_the_desk(article.embargo_until) if held else "", url)


class ManyForm(RefusableForm, forms.Form):
    """What several stories get; what is left empty stays as it is with each."""

    assignee = PersonField(label=gettext_lazy("Assigned to"), queryset=STAFF, required=False,
        empty_label=gettext_lazy("As it is"))  # fmt: skip
    assigned_checker = PersonField(label=gettext_lazy("Checker"), queryset=STAFF, required=False,
        empty_label=gettext_lazy("As it is"))  # fmt: skip
    deadline = MomentField(label=gettext_lazy("Deadline"))
    away = forms.MultipleChoiceField(
        label=gettext_lazy("Take away"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("assignee", gettext_lazy("Who writes")), ("assigned_checker", gettext_lazy("Who checks")),
                 ("deadline", gettext_lazy("The deadline"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PEOPLE:
            self.fields[name].queryset = who_may(RIGHTS[name])

    def clean(self) -> None:
        """What is taken away is given to nobody else by the same press."""
        for name in self.cleaned_data.get("away", ()):
            if self.cleaned_data.get(name):
                self.add_error(name, _("Choose it, or take it away."))

    def terms(self) -> dict[str, Any]:
        """What was filled in, and None for what is taken away."""
        given = {name: self.cleaned_data[name] for name in WORK if self.cleaned_data[name]}
        return given | dict.fromkeys(self.cleaned_data["away"])


class AssigningAdmin:
    """For the list of stories: the columns of who and until when, and the action that reassigns."""

    assigned_to = staticmethod(person("assignee", gettext_lazy("assigned to")))

    @admin.display(description=gettext_lazy("deadline"), ordering="deadline")
    def due(self, article: Article) -> str:
        """The moment with its zone, and that it has passed."""
        if not article.deadline:
            return "–"
        late = is_late(article, timezone.now()) and article.state != ArticleState.RELEASED
        said = by_the_desk(article.deadline)
        return _("%(time)s, passed") % {"time": said} if late else said

    def has_assign_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return may(check_can_assign, request.user)

    @admin.action(description=gettext_lazy("Assign…"), permissions=["assign"])
    def assign_several(self, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
        """Ask for whom and until when, then do it for all."""
        asked = posted(request) if "apply" in request.POST else None
        form, stories = ManyForm(asked), list(rows.select_related(*PEOPLE))
        done: list[int] = []
        if asked is not None and settle(form, None, lambda: done.append(
            assign_all(stories, by=request.user, **form.terms())
        )):  # fmt: skip
            said = ngettext("%d story was assigned anew.", "%d stories were assigned anew.", done[0])
            messages.success(request, said % done[0])
            return None
        context = {"form": form, "problems": problems_of(form), "stories": stories, "title": _("Assign")}
        more = {"checkbox": ACTION_CHECKBOX_NAME, "now": by_the_desk(localtime())}
        return self.page(request, "admin/articles/article/assign_several.html", **context | more)
