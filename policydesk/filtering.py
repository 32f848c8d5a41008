"""Filters that people keep: a name for a list as it is narrowed now, and the page that takes them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text
from policydesk.models import SavedFilter

MOST = 50  # of one person; the start page shows them all


def places() -> dict[str, Any]:
    """The lists of the desk by their names, as “articles_article”, each with its page of the admin."""
    return {f"{model._meta.app_label}_{model._meta.model_name}": page for model, page in admin.site._registry.items()}


@transaction.atomic
def keep_filter(place: str, name: str, query: str, *, by: Any) -> SavedFilter:
    """Keep `query` of the list `place` under `name`; one of that name is replaced. Raises Refused with a sentence."""
    name, asked = " ".join(clean_text(name).split()), QueryDict(query, mutable=True)
    for left in ("p", "e", "all"):
        asked.pop(left, None)
    if not name:
        raise Refused(_("Name the filter."))
    if not asked:
        raise Refused(_("Nothing is filtered: choose something first."))
    others = SavedFilter.objects.filter(user=by).exclude(place=place, name=name)
    if others.count() >= MOST:
        raise Refused(_("That are too many: take one away first."))
    row = SavedFilter.objects.filter(user=by, place=place, name=name).first()
    row = row or SavedFilter(user=by, place=place, name=name)
    row.query = asked.urlencode()
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    row.save()
    return row


def kept_by(user: Any) -> list[SavedFilter]:
    """The filters of `user`, by list and name."""
    return list(SavedFilter.objects.filter(user=user)) if user.is_authenticated else []


@require_POST
def filters_view(request: HttpRequest) -> HttpResponse:
    """Keep a filter of the list it came from, or take one away; and back to the list."""
    place = request.POST.get("place", "")
    page = places().get(place)
    if page is None or not page.has_view_or_change_permission(request):
        raise Http404
    if "forget" in request.POST:
        key = request.POST["forget"]
        SavedFilter.objects.filter(user=request.user, pk=key if key.isdecimal() else None).delete()
        messages.success(request, _("The filter is not kept any more."))
        return redirect(reverse(f"admin:{place}_changelist"))
    try:
        row = keep_filter(place, request.POST.get("name", ""), request.POST.get("query", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        asked = QueryDict(request.POST.get("query", "")).urlencode()
        return redirect(reverse(f"admin:{place}_changelist") + f"?{asked}")
    messages.success(request, _("The filter is kept as “%(name)s”.") % {"name": row.name})
    return redirect(row.address)
