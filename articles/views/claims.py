"""The page of one claim: its card as last printed, and what each version of the story said of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from articles.caching import dated, unchanged
from articles.cards import cards, cited_by
from articles.enums import READINGS, reading_key
from articles.linking import paths_of
from articles.models import EditionClaim, EditionContent, Publication
from articles.notices import notices_of_claim
from articles.presenting import with_copies
from articles.redactions import redactions_of
from articles.views.answers import as_json, find_publication, gone, gone_data, is_withdrawn
from articles.wording import moment, quoted
from policydesk.lib.site import absolute


def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """The claim as it was last printed; the page says so when the newest version has it no more."""
    rows, publication = _printed(public_id)
    if is_withdrawn(publication.edition):
        return gone(request, publication.edition)
    if (not_modified := unchanged(request, publication)) is not None:
        return not_modified
    content = _content(rows[0])
    card = next(card for card in cards(content) if card.public_id == public_id)
    context = {
        "card": card,
        "notices": notices_of_claim(rows[0].edition, public_id),
        "redactions": redactions_of(content),
        "sources": cited_by(card),
        "headline": content["article"]["headline"],
        "language": content["article"]["language"],
        "story": reverse("articles:article", args=[publication.slug]),
        "place": _place(rows[0], publication),
        "slug": publication.slug,
        "printed_in": rows[0].edition.number,
        "dropped": rows[0].edition != publication.edition,
        "history": [_entry(row) for row in rows],
        "section": "stories",
    }
    html = render_to_string("articles/claim.html", context, request)
    return dated(HttpResponse(with_copies(html, paths_of(publication.copies))), publication)


def claim_data(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same as data: the claim and its sources as in the content of the edition, and its history."""
    rows, publication = _printed(public_id)
    if is_withdrawn(publication.edition):
        return gone_data(publication.edition)
    if (not_modified := unchanged(request, publication)) is not None:
        return not_modified
    content = _content(rows[0])
    printed = next(claim for claim in content["claims"] if claim["public_id"] == public_id)
    cited = {citation["source"] for citation in printed["citations"]}
    return dated(
        as_json(
            {
                "url": absolute(reverse("articles:claim", args=[public_id])),
                "story": absolute(reverse("articles:article", args=[publication.slug])),
                "headline": content["article"]["headline"],
                "edition": rows[0].edition.number,
                "current": rows[0].edition == publication.edition,
                "claim": printed,
                "sources": [source for source in content["sources"] if source["number"] in cited],
                "notices": [told.data for told in notices_of_claim(rows[0].edition, public_id)],
                "redactions": content.get("redactions", []),
                "history": [_entry_data(row) for row in rows],
            }
        ),
        publication,
    )


def _printed(public_id: str) -> tuple[list[EditionClaim], Publication]:
    """Every printing of the claim, newest first, and the publication of its story; 404 when it never was printed."""
    rows = list(
        EditionClaim.objects.filter(public_id=public_id).select_related("edition").order_by("-edition__sequence")
    )
    if not rows:
        raise Http404
    return rows, find_publication(article=rows[0].edition.article_id)


def _place(row: EditionClaim, publication: Publication) -> str:
    """The page whose text holds the claim: the story, or the last version of it that did."""
    if row.edition == publication.edition:
        return reverse("articles:article", args=[publication.slug])
    return reverse("articles:edition", args=[publication.slug, row.edition.number])


def _content(row: EditionClaim) -> dict[str, Any]:
    return EditionContent.objects.get(pk=row.edition_id).content


def _entry(row: EditionClaim) -> dict[str, Any]:
    return {
        "number": row.edition.number,
        "at": moment(row.edition.at.isoformat()),
        "reading": READINGS[reading_key(row.status, row.kind)],
        "words": row.words,
        "title": quoted(row.words),
    }


def _entry_data(row: EditionClaim) -> dict[str, Any]:
    return {
        "edition": row.edition.number,
        "at": row.edition.at.isoformat(),
        "status": row.status,
        "reading": reading_key(row.status, row.kind),
        "words": row.words,
    }
