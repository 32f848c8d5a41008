"""The page that retracts a source, or takes that back: what stands on it is listed before one confirms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.listing import printed
from articles.noticing import retract_source, take_back_retraction
from articles.resting import resting_on
from policydesk.lib.admin_forms import RefusableForm, VersionField, posted, problems_of, settle
from policydesk.lib.errors import may
from sources.models import Source
from sources.retracting import check_can_retract

SHOWN = 100  # of each kind; the rest is counted


class RetractionForm(RefusableForm, forms.Form):
    """Why, and the version that was seen."""

    version = VersionField(required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Readers see it above every claim that rests on the source. It may not name a source that is not public."
        ),
    )


def retraction_view(site: Any, request: HttpRequest, source: Source) -> HttpResponse:
    """List what stands on the source, and retract it when that is confirmed; on a retracted one, take it back."""
    if not may(check_can_retract, request.user):
        raise PermissionDenied(_("You may not retract sources. Ask an editor."))
    fallen, data = bool(source.retracted_at), posted(request)
    form = RetractionForm(data, initial={"version": source.version})
    if fallen:
        form.fields["reason"].help_text = _("Why it counts after all. It stands in the history of the source.")
    act = take_back_retraction if fallen else retract_source
    if data is not None and settle(form, source, lambda: act(
        source, by=request.user, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"]
    )):  # fmt: skip
        said = _("The source counts again. The notices are lifted.") if fallen else _(
            "The source is retracted. Notices stand above what readers see, and its claims need a re-check."
        )  # fmt: skip
        messages.success(request, said)
        return redirect("admin:sources_source_change", source.pk)
    title = _("Take the retraction back") if fallen else _("Retract")
    context = {"original": source, "form": form, "problems": problems_of(form), "title": title, "fallen": fallen}
    return site.page(request, "admin/sources/source/retract.html", **context, lists=lists_of(source, request.user))


def lists_of(source: Source, user: Any) -> list[dict[str, Any]]:
    """What rests on the source and `user` may read, as lists of which each has a title, a count and its first rows."""
    resting = resting_on(source)
    titled = (
        (_("Stories that readers see"), resting.stories.annotate(headline=printed("headline")), "story"),
        (_("Earlier editions that readers can open"), resting.editions, "edition"),
        (_("Claims on the desk"), resting.claims.visible_to(user), "claim"),
        (_("Commitments"), resting.commitments, "commitment"),
        (_("Copies of it, which fall with it"), resting.copies, "source"),
    )
    return [{"title": title, "count": rows.count(), "rows": rows[:SHOWN], "kind": kind} for title, rows, kind in titled]
