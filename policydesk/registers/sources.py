"""The page of one source and its data. There is no list of sources: readers come from a claim or a commitment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.caching import kept
from articles.rendering import render_json
from articles.views.answers import as_json
from policydesk.registers.graphs import source_graph, types_of
from policydesk.registers.telling import source_page
from policydesk.registers.works import sheet
from sources.models import Source


def source(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is, which copies we hold and what rests on it."""
    row = _find(public_id)
    told = sheet(row)
    graph = render_json(source_graph(told.work, authors=told.authors, types=types_of(told.authors)))
    return kept(render(request, "sources/source.html", {"page": told, "listed": _is_listed(row), "graph": graph}))


def source_data(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same as data."""
    row = _find(public_id)
    return kept(as_json(source_page(sheet(row), listed=_is_listed(row))))


def _find(public_id: str) -> Source:
    return get_object_or_404(Source.objects.reachable().select_related("publisher__merged_into"), public_id=public_id)


def _is_listed(row: Source) -> bool:
    """Whether something that stands now cites it, not only an older version."""
    return Source.objects.public().filter(pk=row.pk).exists()
