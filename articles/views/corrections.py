"""What we got wrong: our policy and every correction and withdrawal, as a page, as data and as a table."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.caching import kept
from articles.enums import CorrectionKind
from articles.errata import Erratum, errata, erratum_lines
from articles.views.answers import as_json
from policydesk.lib.filters import place_of
from policydesk.lib.site import absolute
from policydesk.lib.tables import as_csv

PAGE_SIZE = 50
COLUMNS = ("date", "kind", "headline", "story", "version", "text", "claims")


def corrections(request: HttpRequest) -> HttpResponse:
    """How we correct, and the list."""
    page = _page(request)
    context = {"page": page, "errata": erratum_lines(page.object_list), "kinds": CorrectionKind}
    return kept(render(request, "articles/corrections.html", context | {"section": "corrections"}))


def corrections_data(request: HttpRequest) -> HttpResponse:
    """The same list as data."""
    page = _page(request)
    rows = [_data(item) for item in erratum_lines(page.object_list)]
    return kept(as_json(place_of(page) | {"corrections": rows}))


def corrections_table(request: HttpRequest) -> HttpResponse:
    """All of it as CSV."""
    rows = (
        [row["date"], row["kind"], row["headline"], row["story"], row["version"], row["text"], _addresses(row)]
        for row in map(_data, erratum_lines(errata().iterator(chunk_size=200)))
    )
    return kept(as_csv("corrections", COLUMNS, rows))


def _page(request: HttpRequest) -> Page:
    return Paginator(errata(), PAGE_SIZE).get_page(request.GET.get("page"))


def _addresses(row: dict[str, Any]) -> str:
    return " ".join(claim["url"] for claim in row["claims"])


def _data(item: Erratum) -> dict[str, Any]:
    return {
        "date": item.published_at.isoformat(),
        "kind": item.kind,
        "headline": item.headline,
        "story": absolute(item.path),
        "version": item.version,
        "text": item.text,
        "claims": [claim | {"url": absolute(_claim_path(claim))} for claim in item.claims],
    }


def _claim_path(claim: dict[str, str]) -> str:
    return reverse("articles:claim", args=[claim["public_id"]])
