"""What changed between two versions of a story, as a page and as data: text, claims, and when and why each went out.

Authors are told as printed; accounts are not asked: who published stays with the desk. Both versions never change, so
the answer only ages with the frame around it. A withdrawn story answers 410 here too.
"""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from articles.caching import dated, kept, not_modified
from articles.comparing import Comparison, compare
from articles.differing import ClaimChange
from articles.enums import EditionKind
from articles.models import Edition, Publication
from articles.redactions import redactions_of
from articles.views.answers import as_json, find_publication, gone, gone_data, is_withdrawn
from articles.wording import moment
from policydesk.lib.differing import Row
from policydesk.lib.site import absolute


def comparison(request: HttpRequest, slug: str, first: int, last: int) -> HttpResponse:
    """The later of two versions beside the earlier one."""
    if first < last and (unchanged := not_modified(request, slug, first, last)) is not None:
        return unchanged
    publication, old, new = _pair(slug, first, last)
    if withdrawal := _withdrawal(publication, old, new):
        return gone(request, withdrawal)
    if first >= last:
        return _in_order("articles:comparison", "articles:edition", slug, first, last)
    context = {
        "slug": slug,
        "headline": new.content.content["article"]["headline"],
        "comparison": compare(old.content.content, new.content.content),
        "old": _side(old),
        "new": _side(new),
        "between": last - first - 1,
        "section": "stories",
    }
    return dated(render(request, "articles/changes/page.html", context), publication)


def comparison_data(request: HttpRequest, slug: str, first: int, last: int) -> HttpResponse:
    """The same as data: pieces of text, and each claim that changed as both versions have it."""
    if first < last and (unchanged := not_modified(request, slug, first, last)) is not None:
        return unchanged
    publication, old, new = _pair(slug, first, last)
    if withdrawal := _withdrawal(publication, old, new):
        return gone_data(withdrawal)
    if first >= last:
        return _in_order("articles:comparison-data", "articles:edition-data", slug, first, last)
    found = compare(old.content.content, new.content.content)
    data = {"url": absolute(reverse("articles:comparison", args=[slug, first, last]))}
    data |= {"from": _side_data(old, slug), "to": _side_data(new, slug)} | _changes_data(found)
    return dated(as_json(data), publication)


def _pair(slug: str, first: int, last: int) -> tuple[Publication, Edition, Edition]:
    """The publication and both editions with their contents, in two queries; 404 when there is no such edition."""
    publication = find_publication(slug=slug)
    either = Q(number=first) | Q(number=last)  # unlike `in`, this bears a number that no column holds
    rows = Edition.objects.filter(either, article=publication.article_id)
    found = {row.number: row for row in rows.select_related("content")}
    if first not in found or last not in found:
        raise Http404
    return publication, found[first], found[last]


def _withdrawal(publication: Publication, *rows: Edition) -> Edition | None:
    """The edition whose tombstone answers: the story is down now, or one of these rows is what took it down then."""
    return next((row for row in (publication.edition, *rows) if is_withdrawn(row)), None)


def _in_order(pair: str, single: str, slug: str, first: int, last: int) -> HttpResponse:
    """The way to the address that has the earlier version first; one version beside itself is that version."""
    name, numbers = (single, [first]) if first == last else (pair, [last, first])
    return kept(redirect(name, slug, *numbers, permanent=True))


def _side(row: Edition) -> dict[str, Any]:
    kind = EditionKind(row.kind)
    return {
        "number": row.number,
        "kind": kind.label,
        "at": moment(row.at.isoformat()),
        "byline": row.content.content["article"].get("byline", ""),
        "reason": row.reason or kind.sentence,
        "redactions": redactions_of(row.content.content),
    }


def _side_data(row: Edition, slug: str) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "at": row.at.isoformat(),
        "byline": row.content.content["article"].get("byline", ""),
        "reason": row.reason,
        "url": absolute(reverse("articles:edition", args=[slug, row.number])),
        "digest": row.digest,
        "redactions": row.content.content.get("redactions", []),
    }


def _changes_data(found: Comparison) -> dict[str, Any]:
    return {
        "text": {part.name: [_pieces(row) for row in part.rows] for part in found.parts},
        "claims": [_claim_data(line.change) for line in found.claims],
        "unchanged_claims": found.unchanged_claims,
    }


def _pieces(row: Row) -> list[dict[str, str]]:
    return [{"kind": piece.kind, "text": piece.text} for piece in row]


def _claim_data(change: ClaimChange) -> dict[str, Any]:
    return {
        "public_id": change.public_id,
        "url": absolute(reverse("articles:claim", args=[change.public_id])),
        "changed": list(change.kinds),
        "words": _pieces(change.words),
        "before": change.before,
        "after": change.after,
    }
