"""The register of actors as a page, as data and as a table: one filter for all of them."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actors.enums import ActorKind
from actors.models import Actor
from articles.caching import kept
from articles.views.answers import answers_in_a_sentence, as_json
from policydesk.lib.filters import PublicFilterSet, place_of
from policydesk.lib.tables import as_csv
from policydesk.registers.filters import ActorFilter
from policydesk.registers.portraits import register, shown_of
from policydesk.registers.telling import ACTOR_COLUMNS, actor_cells, actor_line

PAGE_SIZE = 100


def actor_list(request: HttpRequest) -> HttpResponse:
    """The actors that match the filter, by sort name."""
    found = _filter(request)
    page = _page(request, found)
    context = {"filter": found, "page": page, "actors": _lines(page.object_list), "section": "actors"}
    return kept(render(request, "actors/list.html", context))


@answers_in_a_sentence
def actor_list_data(request: HttpRequest) -> HttpResponse:
    """The same actors as data, a page at a time."""
    page = _page(request, _filter(request).understood())
    return kept(as_json(place_of(page) | {"actors": [actor_line(*line) for line in _lines(page.object_list)]}))


@answers_in_a_sentence
def actor_list_table(request: HttpRequest) -> HttpResponse:
    """All of the same actors as CSV."""
    found = _filter(request).understood()
    return kept(as_csv("actors", ACTOR_COLUMNS, (actor_cells(*line) for line in _lines(found.qs))))


def _filter(request: HttpRequest) -> ActorFilter:
    return ActorFilter(request.GET, queryset=register())


def _page(request: HttpRequest, found: PublicFilterSet) -> Page:
    return Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))


def _lines(actors: Any) -> list[tuple[Actor, str, Actor | None]]:
    """Each actor with its kind in words and its country, where readers may know that."""
    rows = list(actors)
    shown = shown_of(row.country for row in rows)
    return [(row, str(ActorKind(row.kind).label), _country(row, shown)) for row in rows]


def _country(row: Actor, shown: set[int]) -> Actor | None:
    country = row.country.present if row.country_id else None
    return country if country and country.pk in shown else None
