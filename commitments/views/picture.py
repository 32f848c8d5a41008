"""The timeline of a page of the ledger by itself, as SVG."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching import kept
from articles.views.answers import answers_in_a_sentence
from commitments.filters import CommitmentFilter
from commitments.listing import lines
from commitments.timeline import timeline
from commitments.views.ledger import page_of
from policydesk.lib.site import absolute


@answers_in_a_sentence
def ledger_picture(request: HttpRequest) -> HttpResponse:
    """The timeline of the same page by itself, as SVG; its links and it stand for themselves."""
    found = CommitmentFilter(request.GET).understood()
    page = page_of(request, found)
    chart = timeline(found, page, lines(page.object_list, found.asof), address=absolute)
    context = {"chart": chart, "asof": found.asof, "alone": True}
    return kept(render(request, "components/_timeline.svg", context, content_type="image/svg+xml; charset=utf-8"))
