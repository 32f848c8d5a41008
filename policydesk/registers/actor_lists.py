"""The register of actors as a page, as data and as a table: one filter for all of them."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching import kept
from articles.views.answers import answers_in_a_sentence, as_json
from policydesk.lib.filters import PublicFilterSet, place_of
from policydesk.lib.tables import as_csv
from policydesk.registers.filters import ActorFilter
from policydesk.registers.popolo import ACTOR_COLUMNS, actor_cells, actor_line
from policydesk.registers.portraits import listed, register

PAGE_SIZE = 100


def actor_list(request: HttpRequest) -> HttpResponse:
    """The actors that match the filter, by sort name."""
    found = _filter(request)
    page = _page(request, found)
    context = {"filter": found, "page": page, "actors": listed(page.object_list), "section": "actors"}
    return kept(render(request, "actors/list.html", context))


@answers_in_a_sentence
def actor_list_data(request: HttpRequest) -> HttpResponse:
    """The same actors as data, in the terms of Popolo, a page at a time."""
    page = _page(request, _filter(request).understood())
    return kept(as_json(place_of(page) | {"actors": [actor_line(row) for row in listed(page.object_list)]}))


@answers_in_a_sentence
def actor_list_table(request: HttpRequest) -> HttpResponse:
    """All of the same actors as CSV."""
    found = _filter(request).understood()
    return kept(as_csv("actors", ACTOR_COLUMNS, (actor_cells(row) for row in listed(found.qs))))


def _filter(request: HttpRequest) -> ActorFilter:
    return ActorFilter(request.GET, queryset=register().prefetch_related("aliases"))


def _page(request: HttpRequest, found: PublicFilterSet) -> Page:
    return Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
