"""The page of one commitment and the same as data; an address it had before leads on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles.caching import kept
from articles.views.answers import as_json
from commitments.models import Commitment, CommitmentFormerSlug
from commitments.presenting import find, present
from commitments.telling import page_as_data


def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """What was undertaken, in whose words, and what came of it."""
    if (row := find(slug)) is None:
        return _moved(slug, "commitments:commitment")
    return kept(render(request, "commitments/commitment.html", {"page": present(row), "section": "commitments"}))


def commitment_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    if (row := find(slug)) is None:
        return _moved(slug, "commitments:commitment-data")
    return kept(as_json(page_as_data(present(row))))


def _moved(slug: str, name: str) -> HttpResponse:
    """301 from an address that a public commitment had before, else 404."""
    shown = Commitment.objects.public()
    former = get_object_or_404(CommitmentFormerSlug.objects.select_related("of"), slug=slug, of__in=shown)
    return kept(redirect(name, former.of.slug, permanent=True))
