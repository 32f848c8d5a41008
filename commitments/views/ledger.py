"""The ledger, as a page, as data, as a table and as a picture: one filter for all of them."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching import kept
from articles.views.answers import answers_in_a_sentence, as_json
from commitments.enums import OVERDUE, READINGS
from commitments.filters import VIEWS, CommitmentFilter
from commitments.listing import lines, summarised
from commitments.matrix import matrix
from commitments.telling import COLUMNS, as_data, cells, day_asked
from commitments.timeline import timeline
from policydesk.lib.filters import place_of
from policydesk.lib.tables import as_csv

PAGE_SIZE = 50
MANY = ("q", "by", "to", "status")  # the filters most readers want; the others stand under “More filters”


def ledger_list(request: HttpRequest) -> HttpResponse:
    """The commitments that match the filter: always as a table, and as a timeline or a matrix where that is asked."""
    found = CommitmentFilter(request.GET)
    page = page_of(request, found)
    shown = lines(page.object_list, found.asof)
    context = {
        "filter": found,
        "asof": found.asof,
        "page": page,
        "commitments": shown,
        "views": [(key, label, found.query_with(view=key if key != "table" else "")) for key, label in VIEWS],
        "view": found.shown_as,
        "between": sorted({found.data.get("by"), found.data.get("to")}) if _is_of_two(found, page) else (),
        "few": [found.form[name] for name in MANY],
        "more": [field for field in found.form if field.name not in (*MANY, "view")],
        "open": any(request.GET.get(field.name) for field in found.form if field.name not in (*MANY, "view")),
        "readings": [*READINGS.values(), OVERDUE],
        "section": "commitments",
    }
    if shown and found.shown_as == "timeline":
        context["chart"] = timeline(found, page, shown)
    if shown and found.shown_as == "matrix":
        context["matrix"] = matrix(found)
    return kept(render(request, "commitments/list.html", context))


@answers_in_a_sentence
def ledger_data(request: HttpRequest) -> HttpResponse:
    """The same commitments as data, a page at a time."""
    found = CommitmentFilter(request.GET).understood()
    page = page_of(request, found)
    shown = [as_data(line) for line in lines(page.object_list, found.asof)]
    return kept(as_json(place_of(page) | day_asked(found.asof) | {"commitments": shown}))


@answers_in_a_sentence
def ledger_table(request: HttpRequest) -> HttpResponse:
    """All of the same commitments as CSV."""
    found = CommitmentFilter(request.GET).understood()
    rows = lines(summarised(found.qs, found.asof), found.asof)
    return kept(as_csv("commitments", COLUMNS, (cells(line) for line in rows)))


def _is_of_two(found: CommitmentFilter, page: Page) -> bool:
    """Whether it lists what one undertook towards another: then the two have a page of their own."""
    return bool(found.data.get("by") and found.data.get("to") and page.paginator.count)


def page_of(request: HttpRequest, found: CommitmentFilter) -> Page:
    """The page that was asked for of those of the filter, summarised."""
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = summarised(page.object_list, found.asof)  # type: ignore[arg-type]  # it pages a QuerySet
    return page
