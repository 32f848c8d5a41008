"""The ledger, as a page, as data and as a table: one filter for all of them."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching import kept
from articles.views.answers import answers_in_a_sentence, as_json
from commitments.enums import OVERDUE, READINGS
from commitments.filters import CommitmentFilter
from commitments.listing import ledger, lines, summarised
from commitments.telling import COLUMNS, as_data, cells
from policydesk.lib.filters import PublicFilterSet, place_of
from policydesk.lib.tables import as_csv

PAGE_SIZE = 50
MANY = ("q", "by", "to", "status")  # the filters most readers want; the others stand under “More filters”


def ledger_list(request: HttpRequest) -> HttpResponse:
    """The commitments that match the filter."""
    found = _filter(request)
    page = _page(request, found)
    context = {
        "filter": found,
        "page": page,
        "commitments": lines(page.object_list),
        "few": [found.form[name] for name in MANY],
        "more": [field for field in found.form if field.name not in MANY],
        "open": any(request.GET.get(field.name) for field in found.form if field.name not in MANY),
        "readings": [*READINGS.values(), OVERDUE],
        "section": "commitments",
    }
    return kept(render(request, "commitments/list.html", context))


@answers_in_a_sentence
def ledger_data(request: HttpRequest) -> HttpResponse:
    """The same commitments as data, a page at a time."""
    page = _page(request, _filter(request).understood())
    shown = [as_data(line) for line in lines(page.object_list)]
    return kept(as_json(place_of(page) | {"commitments": shown}))


@answers_in_a_sentence
def ledger_table(request: HttpRequest) -> HttpResponse:
    """All of the same commitments as CSV."""
    found = _filter(request).understood()
    return kept(as_csv("commitments", COLUMNS, (cells(line) for line in lines(summarised(found.qs)))))


def _filter(request: HttpRequest) -> CommitmentFilter:
    return CommitmentFilter(request.GET, queryset=ledger())


def _page(request: HttpRequest, found: PublicFilterSet) -> Page:
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = summarised(page.object_list)  # type: ignore[arg-type]  # it pages a QuerySet
    return page
