"""The page that sets when a story goes out by itself."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.utils import from_current_timezone
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.publish import CONSEQUENCES, explained
from articles.admin.steps import WORDS, gate_lines, shown
from articles.cautioning import warnings
from articles.editing import step_label
from articles.gating import blockers
from articles.models import Article
from articles.scheduling import TEXTUAL, schedulable_kinds, schedule
from articles.states import STEPS
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, settle
from policydesk.lib.clock import by_the_desk
from policydesk.lib.date_fields import DayField


class ScheduleForm(RefusableForm, forms.Form):
    """When, and as what."""

    version = VersionField(required=False)
    day = DayField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Choose the day.")},
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": gettext_lazy("Choose the time."), "invalid": gettext_lazy("Write the time as 06:00.")
        },
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose what this edition is: readers are told.")
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, widget=WORDS, help_text=gettext_lazy("Readers see it.")
    )

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        now = article.publish_at and localtime(article.publish_at)
        stands = {"day": now.date(), "time": now.time()} if now else {}
        told = {"kind": article.scheduled_kind, "reason": article.scheduled_reason, "version": article.version}
        super().__init__(*args, **{"initial": stands | told} | kwargs)
        self.fields["time"].help_text = _("By the desk's clock, where it is %(now)s now.") % {
            "now": by_the_desk(timezone.now())
        }
        kinds = schedulable_kinds(article)
        if len(kinds) < 2:
            del self.fields["kind"]
            return
        self.fields["kind"].choices = explained((kind, CONSEQUENCES[kind]) for kind in kinds)

    def clean(self) -> dict[str, Any]:
        """Day and time as one moment; the hour that the clock skips or has twice is refused by its name."""
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time") is not None:
            cleaned["publish_at"] = from_current_timezone(datetime.combine(cleaned["day"], cleaned["time"]))
        return cleaned

    def terms(self) -> dict[str, Any]:
        """The cleaned form as what `schedule` takes."""
        names = ("publish_at", "kind", "reason", "version")
        return {name: self.cleaned_data.get(name) for name in names}


def schedule_view(site: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Ask for the time, show what the gate would say now, and call the rule."""
    user, data = request.user, posted(request)
    if not user.has_perm(STEPS["schedule"].permission):
        raise PermissionDenied(STEPS["schedule"].refused)
    form, title = ScheduleForm(article, data), step_label(article, "schedule")
    if data is not None and settle(form, article, lambda: schedule(article, by=user, **form.terms())):
        messages.success(request, _("It goes out on %(time)s.") % {"time": by_the_desk(article.publish_at)})
        return redirect("admin:articles_article_change", article.pk)
    gate = blockers(article, by=user)
    hopeless = [blocker for blocker in gate if blocker.code in ("state", *TEXTUAL)]
    more = {"gate": gate_lines(article, hopeless or gate), "hopeless": bool(hopeless)}
    more["warnings"] = gate_lines(article, warnings(article))
    return shown(site, request, article, "schedule.html", form, title, **more)
