"""What the public views share: finding the publication, the two ways to say gone, and data as JSON."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from articles.caching import kept
from articles.enums import EditionKind
from articles.models import Edition, EditionContent, Publication
from articles.wording import moment
from policydesk.lib.filters import NotUnderstood
from policydesk.lib.prepared import Prepared

STAND_INS = {"slug": "slug", "article": -1}  # for the values of a query that is built once


def find_publication(*beside: str, **where: Any) -> Publication:
    """The one publication of this `slug` or `article`, with its edition and the rows `beside` it, in one query.

    Raises Http404.
    """
    ((name, value),) = where.items()
    for found in _publications(name, *beside).rows(value):
        return found
    raise Http404


@cache
def _publications(name: str, *beside: str) -> Prepared:
    rows = Publication.objects.select_related("edition", *(f"edition__{row}" for row in beside))
    return Prepared(lambda value: rows.filter(**{name: value}), STAND_INS[name])


def is_withdrawn(edition: Edition) -> bool:
    """Whether the edition took its story down."""
    return edition.kind == EditionKind.WITHDRAWAL


def gone(request: HttpRequest, edition: Edition) -> HttpResponse:
    """410 with the tombstone of a withdrawal: headline, date and reason."""
    tombstone = gone_content(edition)
    return kept(render(request, "410.html", tombstone | {"at": moment(tombstone["at"])}, status=410))


def gone_data(edition: Edition) -> HttpResponse:
    """410 with the same as data."""
    return kept(as_json({"withdrawn": True} | gone_content(edition), status=410))


def gone_content(edition: Edition) -> dict[str, Any]:
    """Headline, story date, moment and reason of a withdrawal: all that is left to read."""
    content = EditionContent.objects.get(pk=edition.pk).content
    article, withdrawal = content["article"], content["edition"]
    return {
        "headline": article["headline"],
        "story_date": article["story_date"],
        "at": withdrawal["at"],
        "reason": withdrawal["reason"],
    }


def not_understood(request: HttpRequest, refusal: NotUnderstood) -> HttpResponse:
    """400 with the sentence: as data where data was asked for, else as text."""
    if request.path.endswith(".json"):
        return as_json({"error": str(refusal)}, status=400)
    return HttpResponse(f"{refusal}\n", status=400, content_type="text/plain; charset=utf-8")


def answers_in_a_sentence(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of data or of a table, which answers 400 when its filter is not understood."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotUnderstood as refusal:
            return not_understood(request, refusal)

    return answer


def as_json(data: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Data for machines, in UTF-8 as it stands."""
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
