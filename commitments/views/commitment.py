"""The page of one commitment and the same as data. An address it had before leads on; one taken back answers 410."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles.caching import kept
from articles.views.answers import as_json
from articles.wording import day_of
from commitments.models import Commitment, CommitmentFormerSlug
from commitments.presenting import find, present
from commitments.telling import page_as_data


def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """What was undertaken, in whose words, and what came of it."""
    if row := find(slug):
        return kept(render(request, "commitments/commitment.html", {"page": present(row), "section": "commitments"}))
    standing = _standing(slug)
    if standing.public:
        return kept(redirect("commitments:commitment", standing.slug, permanent=True))
    told = {"at": day_of(standing.taken_back_at), "section": "commitments"}
    return kept(render(request, "commitments/gone.html", told, status=410))


def commitment_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    if row := find(slug):
        return kept(as_json(page_as_data(present(row))))
    standing = _standing(slug)
    if standing.public:
        return kept(redirect("commitments:commitment-data", standing.slug, permanent=True))
    return kept(as_json({"taken_back": True, "at": standing.taken_back_at.isoformat()}, status=410))


def _standing(slug: str) -> Commitment:
    """The commitment that readers knew at `slug`, which is not the page of a public one: taken back, or under another
    address now; else 404. Of one taken back nothing but that may be told: what it said may be why it went."""
    known = Commitment.objects.public() | Commitment.objects.taken_back()
    rows = known.only("slug", "public", "taken_back_at")
    former = CommitmentFormerSlug.objects.filter(slug=slug).values("of")
    return get_object_or_404(rows.filter(Q(slug=slug) | Q(pk__in=former)))
