"""The register of actors: the list, its data and its table; the page of one actor and its data."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from actors.models import Actor, ActorFormerSlug
from articles.caching import kept
from articles.rendering import render_json
from articles.views.answers import as_json
from policydesk.lib.tables import as_csv
from policydesk.registers.filters import ActorFilter
from policydesk.registers.graphs import actor_graph
from policydesk.registers.moving import actor_at
from policydesk.registers.portraits import portrait, register, shown_of
from policydesk.registers.telling import ACTOR_COLUMNS, actor_cells, actor_line, actor_page

PAGE_SIZE = 100


class DayForm(forms.Form):
    """The day for which offices are asked."""

    on = forms.DateField(label=_("Offices held on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


def actor_list(request: HttpRequest) -> HttpResponse:
    """The actors that match the filter, by sort name."""
    found, page = _filtered(request)
    context = {"filter": found, "page": page, "actors": _lines(page.object_list), "section": "actors"}
    return kept(render(request, "actors/list.html", context))


def actor_list_data(request: HttpRequest) -> HttpResponse:
    """The same actors as data, a page at a time."""
    _found, page = _filtered(request)
    counts: dict[str, Any] = {"count": page.paginator.count, "page": page.number, "pages": page.paginator.num_pages}
    return kept(as_json(counts | {"actors": [actor_line(*line) for line in _lines(page.object_list)]}))


def actor_list_table(request: HttpRequest) -> HttpResponse:
    """All of the same actors as CSV."""
    found = ActorFilter(request.GET, queryset=register())
    return kept(as_csv("actors", ACTOR_COLUMNS, (actor_cells(*line) for line in _lines(found.qs))))


def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Who it is, what it said and undertook; `?on=` asks who held which office on a day."""
    row = _find(slug)
    if row is None:
        return _moved(slug, "actors:actor")
    asked = DayForm(request.GET)
    told = portrait(row, on=_day(asked))
    context = {
        "page": told,
        "asked": asked,
        "listed": _is_listed(row),
        "graph": render_json(actor_graph(told)),
        "section": "actors",
    }
    return kept(render(request, "actors/actor.html", context))


def actor_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    if (row := _find(slug)) is None:
        return _moved(slug, "actors:actor-data")
    return kept(as_json(actor_page(portrait(row, on=_day(DayForm(request.GET))), listed=_is_listed(row))))


def _find(slug: str) -> Actor | None:
    return Actor.objects.reachable().select_related("country").filter(slug=slug).first()


def _is_listed(row: Actor) -> bool:
    """Whether something that stands now names it, not only an older version."""
    return Actor.objects.public().filter(pk=row.pk).exists()


def _day(asked: DayForm) -> date | None:
    return asked.cleaned_data["on"] if asked.is_valid() else None


def _moved(slug: str, name: str) -> HttpResponse:
    """301 from an address that a public actor had before or that was merged into it, else 404."""
    if (target := actor_at(slug, Actor.objects.reachable(), ActorFormerSlug.objects.all())) is None:
        raise Http404
    return kept(redirect(name, target.slug, permanent=True))


def _filtered(request: HttpRequest) -> tuple[ActorFilter, Page]:
    found = ActorFilter(request.GET, queryset=register())
    return found, Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))


def _lines(actors: Any) -> list[tuple[Actor, str, Actor | None]]:
    """Each actor with its kind in words and its country, where readers may know that."""
    rows = list(actors)
    shown = shown_of(row.country for row in rows)
    return [(row, str(ActorKind(row.kind).label), row.country if row.country_id in shown else None) for row in rows]
