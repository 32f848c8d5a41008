"""The page that lets one source take the place of another: what that does is shown before one confirms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.retraction import lists_of
from articles.replacing import Replaced, foreseen, replace_source
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.errors import Refused, may
from sources.fields import SourceField
from sources.models import Source
from sources.replacing import check_can_replace
from sources.retracting import check_can_retract


class ReplacementForm(RefusableForm, forms.Form):
    """By what, why, and the version that was seen. `shown` is the source whose passages the page showed."""

    blames = "other"
    version = VersionField(required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    other = SourceField(
        label=gettext_lazy("By this source"),
        required=True,
        help_text=gettext_lazy("Its title, its number or its address. Add it to the sources first, with its copy."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Readers see it above every claim that rests on the old one. It may not name a source that is not public."
        ),
    )


def replacement_view(site: Any, request: HttpRequest, source: Source) -> HttpResponse:
    """Name the other source and look at what goes over; the same form, sent again, replaces."""
    if not may(check_can_retract, request.user):
        raise PermissionDenied(_("You may not retract or replace sources. Ask an editor."))
    form = ReplacementForm(posted(request), initial={"version": source.version})
    other = form.cleaned_data["other"] if form.is_bound and form.is_valid() else None
    confirmed = other is not None and "look" not in form.data and form.cleaned_data["shown"] == other.public_id
    if confirmed and (done := settle(form, source, lambda: replace_source(
        source, other, by=request.user, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"]
    ))):  # fmt: skip
        messages.success(request, _told(done))
        return redirect("admin:sources_source_change", source.pk)
    passages = _passages(form, source, other, request.user) if other else None
    context = {"original": source, "form": form, "title": _("Replace"), "other": other, "passages": passages}
    context |= {"problems": problems_of(form), "lists": lists_of(source, request.user)}
    return site.page(request, "admin/sources/source/replace.html", **context)


def _passages(form: ReplacementForm, source: Source, other: Source, user: Any) -> list[Any] | None:
    """What becomes of each passage; None, with the sentence on the form, where the source cannot take the place."""
    try:
        check_can_replace(source, other, user)
    except Refused as refusal:
        if str(refusal) not in form.errors.get("other", ()):
            form.add_refusal(refusal)
        return None
    form.data["shown"] = other.public_id  # type: ignore[index]  # a copy of our own
    return foreseen(source, other)


def _told(done: Replaced) -> str:
    moved = ngettext("%(count)d citation went over.", "%(count)d citations went over.", len(done.moved))
    left = ngettext(
        "%(count)d stays, as its passage is not there.", "%(count)d stay, as their passages are not there.",
        len(done.left),
    )  # fmt: skip
    parts = [moved % {"count": len(done.moved)}, left % {"count": len(done.left)} if done.left else ""]
    return " ".join([_("The source is replaced."), *filter(None, parts), _("All of these claims need a re-check.")])
