"""The sheet of an occasion: the communiqué beside a grid of rows; proposed all at once, confirmed by another person."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import ActorKind
from actors.fields import ActorField, offered_actors
from commitments.admin.parties import ACTORS
from commitments.admin.passages import SOURCES
from commitments.admin.sheet_form import (
    ConfirmForm,
    Rows,
    SourceForm,
    TableForm,
    add_to_row,
    as_typed,
    is_touched,
    show_twins,
)
from commitments.gathering import RowRefused, SaidAlready, confirm_all, propose_all
from commitments.models import Commitment, Occasion
from commitments.permitting import check_can_add
from commitments.publishing import check_can_publish
from commitments.tracking import check_can_propose
from policydesk.lib.admin_forms import Problem, problems_of
from policydesk.lib.errors import NotAllowed, Refused, may
from sources.fields import offered_sources
from sources.keeping import readable_sources
from sources.models import SnapshotText, Source

EMPTY_ROWS = 6
LONGEST = 60_000  # characters of a copy that the page shows


def sheet_view(site: Any, request: HttpRequest, occasion: Occasion) -> HttpResponse:
    """Show the sheet with the words of a source, read a table into its grid, propose its rows, or confirm what somebody
    else proposed. What was typed into the grid stays until it is proposed."""
    try:
        check_can_add(request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    do = request.POST.get("do", "") if request.method == "POST" else ""
    source, asked = _source_at_hand(request, do)
    forms: dict[str, Any] = {
        "source": asked,
        "rows": Rows(initial=[_begun(occasion)] * EMPTY_ROWS, prefix="row"),
        "table": TableForm(),
        "confirm": ConfirmForm(occasion, initial={"chosen": request.POST.getlist("chosen")}),
    }
    acts = {"show": _show, "read": _read, "propose": _propose, "confirm": _confirm}
    if do in acts and (answer := acts[do](request, occasion, forms)):
        return answer
    return _shown(site, request, occasion, source, forms)


def _begun(occasion: Occasion) -> dict[str, Any]:
    """Who undertakes something towards whom, where two states met."""
    there = [row.actor.present for row in occasion.participants.select_related("actor__merged_into")]
    states = [ActorField().written(actor) for actor in there if actor.kind == ActorKind.STATE]
    return dict(zip(("by", "to"), states, strict=False)) if len(states) == 2 else {}


def _source_at_hand(request: HttpRequest, do: str) -> tuple[Source | None, SourceForm]:
    """The source that was named in the form, else by the address; and its form, which says why where there is none."""
    named = request.POST.get("source", request.GET.get("source", ""))[:1000]
    if not named and do not in ("show", "propose"):
        return None, SourceForm()
    asked = SourceForm({"source": named})
    source = asked.cleaned_data["source"] if asked.is_valid() else None
    return source, asked if do or not source else SourceForm(initial={"source": source})


def _show(request: HttpRequest, _occasion: Occasion, forms: dict[str, Any]) -> None:
    """The grid as it was typed, below the words of the source."""
    forms["rows"] = Rows(initial=as_typed(request.POST), prefix="row")


def _read(request: HttpRequest, occasion: Occasion, forms: dict[str, Any]) -> None:
    """The rows of a table, below those that were typed: nothing is written."""
    form, begun = TableForm(request.POST, request.FILES), _begun(occasion)
    forms |= {"table": form, "rows": Rows(initial=as_typed(request.POST), prefix="row")}
    if not form.is_valid():
        return
    stand = [row for row in as_typed(request.POST) if is_touched(row, begun)]
    try:
        rows = form.rows(beside=len(stand))
    except Refused as refusal:
        form.add_refusal(refusal)
        return
    if not any({"by", "to"} & row.keys() for row in rows):  # what a table leaves open is for a person to fill in
        rows = [begun | row for row in rows]
    forms["rows"] = Rows(initial=[*stand, *rows, begun], prefix="row")
    told = ngettext(
        "%(n)d row was read. Nothing is written yet.", "%(n)d rows were read. Nothing is written yet.", len(rows)
    )
    messages.info(request, told % {"n": len(rows)})


def _propose(request: HttpRequest, occasion: Occasion, forms: dict[str, Any]) -> HttpResponse | None:
    form, rows = forms["source"], Rows(request.POST, prefix="row")
    forms["rows"] = rows
    if not (form.is_valid() and rows.is_valid()):
        return None
    given = [row.undertaking() for row in rows if row.filled]
    try:
        made = propose_all(occasion, form.cleaned_data["source"], given, by=request.user)
    except RowRefused as refusal:
        add_to_row(rows, refusal.row, refusal.field, str(refusal))
    except SaidAlready as refusal:
        show_twins(rows, refusal.found)
    except Refused as refusal:
        form.add_refusal(refusal)
    else:
        told = ngettext("%(n)d commitment was proposed.", "%(n)d commitments were proposed.", len(made))
        messages.success(request, told % {"n": len(made)})
        return _again(occasion, form.cleaned_data["source"])
    return None


def _confirm(request: HttpRequest, occasion: Occasion, forms: dict[str, Any]) -> HttpResponse | None:
    """Publish what is chosen. What was typed into the grid and is not proposed stays there."""
    form, typed = ConfirmForm(occasion, request.POST), as_typed(request.POST)
    forms["confirm"] = form
    if typed:
        forms["rows"] = Rows(initial=typed, prefix="row")
    if not form.is_valid():
        return None
    try:
        number = confirm_all(form.cleaned_data["chosen"], by=request.user, versions=form.versions)
    except NotAllowed as refusal:
        form.add_error("chosen", str(refusal))
    except Refused as refusal:
        for sentence in str(refusal).split("\n"):
            form.add_error("chosen", sentence)
    else:
        told = ngettext("%(n)d commitment is public now.", "%(n)d commitments are public now.", number)
        messages.success(request, told % {"n": number})
        begun = _begun(occasion)
        if not any(is_touched(row, begun) for row in typed):
            return _again(occasion, forms["source"].cleaned_data.get("source") if forms["source"].is_bound else None)
        forms["confirm"] = ConfirmForm(occasion)
    return None


def _again(occasion: Occasion, source: Source | None) -> HttpResponse:
    """Back to the sheet, with the source that was at hand."""
    address = reverse("admin:commitments_occasion_sheet", args=[occasion.pk])
    return redirect(f"{address}?source={source.public_id}" if source else address)


def _shown(
    site: Any, request: HttpRequest, occasion: Occasion, source: Source | None, forms: dict[str, Any]
) -> HttpResponse:
    waiting: list[Commitment] = list(forms["confirm"].fields["chosen"].queryset)
    return site.page(
        request,
        "admin/commitments/occasion/sheet.html",
        original=occasion,
        title=_("Sheet"),
        is_nav_sidebar_enabled=False,  # eight columns need the room
        forms=forms,
        problems=[*_problems(forms)],
        text=_copy(source, request.user),
        source=source,
        waiting=waiting,
        may_publish=may(check_can_publish, request.user),
        may_propose=may(check_can_propose, request.user),
        address=reverse("admin:commitments_occasion_sheet", args=[occasion.pk]),
        datalists={ACTORS: offered_actors, SOURCES: offered_sources},
    )


def _problems(forms: dict[str, Any]) -> list[Problem]:
    """What is wrong, form by form; a row is named by its number."""
    found = [problem for name in ("source", "table", "confirm") for problem in problems_of(forms[name])]
    for number, row in enumerate(forms["rows"], start=1) if forms["rows"].is_bound else ():
        named = _("Row %(number)d, %(field)s")
        found += [p._replace(field=named % {"number": number, "field": p.field or "–"}) for p in problems_of(row)]
    return found


def _copy(source: Source | None, user: Any) -> str:
    """The words of the newest copy that the desk holds of it, as far as this person may read them."""
    if source is None or not readable_sources(user).filter(pk=source.pk).exists():
        return ""
    texts = SnapshotText.objects.filter(snapshot__source=source, translation="").exclude(text="")
    newest = texts.order_by("-snapshot__taken_at", "-pk").first()
    return newest.text[:LONGEST] if newest else ""
