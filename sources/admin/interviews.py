"""The interview on the page of a source: what was agreed, who saw the notes, and the form that notes it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policydesk.lib.admin_forms import RecordForm, VersionField, posted, problems_of, settle
from policydesk.lib.date_fields import DayField
from policydesk.lib.errors import NotAllowed, Refused, Stale
from policydesk.lib.options import Option, option
from policydesk.lib.people_fields import STAFF, PersonField
from sources.enums import SPOKEN, GroundRules
from sources.interviewing import (
    FIELDS,
    check_can_see_notes,
    check_can_write_interview,
    may_read_interview,
    see_notes,
    write_interview,
)
from sources.models import Interview, Source

DIGITS = 10  # a longer number is no version


class InterviewForm(RecordForm):
    """What was agreed. An editor also says why an unnamed person counts apart."""

    notes_by = PersonField(
        queryset=STAFF,
        label=gettext_lazy("Notes by"),
        help_text=gettext_lazy("Who was there and wrote down what was said."),
    )
    ground_rules = forms.ChoiceField(
        label=gettext_lazy("Ground rules"),
        choices=[],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("What was agreed before it began."),
    )
    described_as = forms.CharField(
        label=gettext_lazy("Described as"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "As “a European diplomat”. Needed unless it was on the record: the source is not public any more then, and "
            "readers see these words."
        ),
    )
    known_to = PersonField(
        queryset=STAFF,
        label=gettext_lazy("Known to"),
        required=False,
        help_text=gettext_lazy("Who at the desk knows who it was, where that is written down nowhere."),
    )

    class Meta:
        model = Interview
        fields = (*FIELDS, "independent_because")
        field_classes = {"date": DayField}
        widgets = {"independent_because": forms.Textarea(attrs={"rows": 3})}

    field_order = ("date", "medium", "notes_by", "recorded", "recording", "ground_rules", "described_as", "known_to")

    def __init__(self, source: Source, user: Any, data: Any = None) -> None:
        notes = Interview.objects.filter(source=source).first()
        if notes and data is not None and not data.get("version"):  # the form was opened when there were none
            self.refusal = Stale(_("Somebody else noted it after you opened this form. Look, then save again."))
        super().__init__(data, instance=notes or Interview(), initial={} if notes else {"notes_by": user.pk})
        self.fields.setdefault("version", VersionField(required=False))
        self.fields["ground_rules"].choices = [(each.value, f"{each.label}: {each.sentence}") for each in GroundRules]
        if not source.is_public:
            del self.fields["described_as"]
        if not user.has_perm("sources.call_independent"):
            del self.fields["independent_because"]


@dataclass(frozen=True)
class Noted:
    """What the page of the source shows of its interview. `notes` is None while nobody noted it."""

    notes: Interview | None
    readable: bool
    writing: Option
    seeing: Option | None


def noted(source: Source, user: Any) -> Noted | None:
    """The part of the page about the interview; None for a source that is none."""
    notes = source.notes
    if notes is None and source.kind not in SPOKEN:
        return None
    writing = option(
        _("Change the interview") if notes else _("Note the interview"),
        reverse("admin:sources_source_interview", args=[source.pk]),
        lambda: check_can_write_interview(source, user),
    )
    return Noted(notes, may_read_interview(source, user), writing, _seeing(notes, user) if notes else None)


def _seeing(notes: Interview, user: Any) -> Option | None:
    if notes.seen_by_id:
        return None
    address = reverse("admin:sources_source_seen", args=[notes.source_id])
    return option(_("I have seen the notes"), address, lambda: check_can_see_notes(notes, user), asks=False)


def interview_view(site: Any, request: HttpRequest, source: Source) -> HttpResponse:
    """Note the interview, or change what was noted; the rule decides and says why not."""
    try:
        check_can_write_interview(source, request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:sources_source_change", source.pk)
    data = posted(request)
    form = InterviewForm(source, request.user, data)
    if data is not None and settle(
        form, form.instance, lambda: write_interview(source, by=request.user, **form.cleaned_data)
    ):
        messages.success(
            request, _("Noted. Ground rules: %(rules)s.") % {"rules": source.notes.get_ground_rules_display()}
        )
        return redirect("admin:sources_source_change", source.pk)
    context = {"form": form, "problems": problems_of(form), "title": _("Interview"), "original": source}
    return site.page(request, "admin/sources/source/interview.html", **context)


def _shown(request: HttpRequest) -> int | None:
    """The version that the page with the button showed; None where nobody can tell."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < DIGITS else None


def seen_view(request: HttpRequest, source: Source) -> HttpResponse:
    """Say to have seen the notes as the second person, as the page showed them."""
    if source.notes is None:
        raise Http404
    try:
        see_notes(source.notes, by=request.user, version=_shown(request))
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted: you have seen the notes. Cards say so from the next edition on."))
    return redirect("admin:sources_source_change", source.pk)
