"""A story: as it stands, as each version of it was, and the list of versions; each as a page and as data.

The page costs two queries, one of them for notices, and a third while it waits for `rerender`; a reader's copy that is
still good costs one narrow query. A
withdrawn story answers 410 at all of these addresses.
"""

from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from articles.caching import dated, not_modified
from articles.enums import EditionKind, Release
from articles.linking import paths_of
from articles.models import Edition, Publication
from articles.notices import Told, notices_of
from articles.presenting import RENDERER_VERSION, render_edition, split_page, with_copies, with_notices, with_related
from articles.redactions import removed
from articles.sealing import utc
from articles.views.answers import as_json, find_publication, gone, gone_data, is_withdrawn
from articles.views.frames import framed
from articles.wording import moment
from policydesk.lib.site import absolute


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The story as it stands now."""
    if (unchanged := not_modified(request, slug)) is not None:
        return unchanged
    publication = find_publication("page", slug=slug)
    if is_withdrawn(publication.edition):
        return gone(request, publication.edition)
    return _page(publication, publication.edition)


def article_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The content of the story as it stands now, with the hashes that seal it."""
    if (unchanged := not_modified(request, slug)) is not None:
        return unchanged
    publication = find_publication("content", slug=slug)
    if is_withdrawn(publication.edition):
        return gone_data(publication.edition)
    return dated(as_json(_told(publication.edition, slug)), publication)


def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The story as one version of it was, with that day's statuses."""
    if (unchanged := not_modified(request, slug, number)) is not None:
        return unchanged
    publication, row = _numbered(slug, number, "page")
    if withdrawal := _withdrawal(publication, row):
        return gone(request, withdrawal)
    return _page(publication, row)


def edition_data(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The content of one version."""
    if (unchanged := not_modified(request, slug, number)) is not None:
        return unchanged
    publication, row = _numbered(slug, number, "content")
    if withdrawal := _withdrawal(publication, row):
        return gone_data(withdrawal)
    return dated(as_json(_told(row, slug)), publication)


def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions of the story, newest first."""
    if (unchanged := not_modified(request, slug)) is not None:
        return unchanged
    publication = find_publication("content", slug=slug)
    if is_withdrawn(publication.edition):
        return gone(request, publication.edition)
    context = {
        "slug": slug,
        "headline": publication.edition.content.content["article"]["headline"],
        "versions": _versions(list(_editions(slug)), publication),
        "section": "stories",
    }
    return dated(render(request, "articles/editions.html", context), publication)


def editions_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The versions as data, each with its place in the chain."""
    if (unchanged := not_modified(request, slug)) is not None:
        return unchanged
    publication = find_publication("content", slug=slug)
    if is_withdrawn(publication.edition):
        return gone_data(publication.edition)
    return dated(as_json({"versions": [_seal(row, slug) | _left(row) for row in _editions(slug)]}), publication)


def _editions(slug: str) -> Any:
    rows = Edition.objects.filter(article__publication__slug=slug)
    return rows.prefetch_related("overrides", "corrections", "redactions__redaction").order_by("-number")


def _numbered(slug: str, number: int, beside: str) -> tuple[Publication, Edition]:
    publication = find_publication(beside, slug=slug)
    if publication.edition.number == number:
        return publication, publication.edition
    row = Edition.objects.filter(article=publication.article_id, number=number).select_related(beside).first()
    if row is None:
        raise Http404
    return publication, row


def _withdrawal(publication: Publication, row: Edition) -> Edition | None:
    """The edition whose tombstone answers for `row`: the story is down now, or `row` is what took it down then."""
    return next((found for found in (publication.edition, row) if is_withdrawn(found)), None)


def _page(publication: Publication, row: Edition) -> HttpResponse:
    head, main = split_page(_drawn(row))
    notices, old = notices_of(row), row != publication.edition
    if publication.related and not old:
        main = with_related(main, render_to_string("articles/related.html", {"related": publication.related}))
    if notices:
        main = with_notices(main, _boxes(notices))
    main = with_copies(main, paths_of(publication.copies))
    banner = {"notices": notices, "slug": publication.slug, "number": row.number, "current": publication.edition.number}
    html = framed(head, main, release=row.release, old=old, **banner if notices or old else {})
    return dated(HttpResponse(html), publication)


def _drawn(row: Edition) -> str:
    """The stored page; one of another renderer or SITE_URL, which nobody verifies, is drawn afresh for this reader."""
    if row.page.renderer_version == RENDERER_VERSION:
        return row.page.html
    content = row.content.content
    return render_edition(content, slug=content["article"]["slug"])


def _versions(rows: list[Edition], publication: Publication) -> list[dict[str, Any]]:
    """The versions, newest first, each with the number of the one that readers had before it, if there is one."""
    readable = [row.number for row in rows if not is_withdrawn(row)]
    earlier = dict(pairwise(readable))
    return [_version(row, publication) | {"before": earlier.get(row.number)} for row in rows]


def _boxes(notices: list[Told]) -> dict[int, str]:
    """What stands on top of each card that a notice concerns, by the number of its claim."""
    above: dict[int, list[Told]] = {}
    for told in notices:
        for number, _public_id in told.claims:
            above.setdefault(number, []).append(told)
    return {number: render_to_string("components/_notices.html", {"notices": rows}) for number, rows in above.items()}


def _version(row: Edition, publication: Publication) -> dict[str, Any]:
    kind, release = EditionKind(row.kind), Release(row.release)
    return {
        "number": row.number,
        "kind": kind.label,
        "sentence": kind.sentence,
        "footing": release.label if release != Release.CHECKED else "",
        "at": moment(row.at.isoformat()),
        "reason": row.reason,
        "overrides": [override.reason for override in row.overrides.all()],
        "corrections": [(told.get_kind_display(), told.text) for told in row.corrections.all()],
        "redactions": removed((left.redaction.at.isoformat(), left.redaction.basis) for left in row.redactions.all()),
        "digest": row.digest,
        "current": row == publication.edition,
        "readable": not is_withdrawn(row),
    }


def _seal(row: Edition, slug: str) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "release": row.release,
        "at": row.at.isoformat(),
        "reason": row.reason,
        "url": absolute(reverse("articles:edition", args=[slug, row.number])),
        "sequence": row.sequence,
        "content_sha256": row.content_sha256,
        "previous_digest": row.previous_digest,
        "digest": row.digest,
    }


def _left(row: Edition) -> dict[str, Any]:
    """What was removed for legal reasons, and what the content hashes to since."""
    return {
        "redactions": [
            {
                "at": utc(left.redaction.at),
                "basis": left.redaction.basis,
                "content_sha256": left.content_sha256,
            }
            for left in row.redactions.all()
        ]
    }


def _told(row: Edition, slug: str) -> dict[str, Any]:
    """The sealed content, and beside it what came to light since."""
    return _seal(row, slug) | {"content": row.content.content, "notices": [told.data for told in notices_of(row)]}
