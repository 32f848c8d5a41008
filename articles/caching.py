"""When a reader's copy of a page is still good: answered from the narrow row, without the page itself."""

from datetime import datetime
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags

from articles.enums import EditionKind
from articles.linking import open_of
from articles.models import Publication
from articles.presenting import RENDERER_VERSION
from articles.stamping import stamp
from policydesk.lib.prepared import Prepared

KEPT = "public, max-age=60"
# What stands around the frozen page. A reader's copy that names last month's style sheet must not live on.
FRAME_VERSION = stamp("templates/**/*.html", "static/policydesk/**/*", "articles/**/*.py", "policydesk/**/*.py")
READABLE = [kind for kind in EditionKind if kind != EditionKind.WITHDRAWAL]
NARROW = ("edition__digest", "related", "copies", "changed_at")


def etag(digest: str, related: list[Any], copies: list[Any], changed_at: datetime) -> str:
    """The tag of all addresses of one story: its edition, the version that draws its page, and what came after."""
    moment = int(changed_at.timestamp() * 1_000_000)
    frame = FRAME_VERSION if settings.DESK_FOUR_EYES else FRAME_VERSION + 1  # the frame says so while they are off
    frame = crc32(repr((related, open_of(copies))).encode(), frame)
    return f'"{digest[:24]}-{RENDERER_VERSION:x}-{frame:x}-{moment:x}"'


def not_modified(request: HttpRequest, slug: str, *numbers: int) -> HttpResponse | None:
    """The 304 when the reader holds what stands at `slug` now, else None. One narrow query, none without a tag.

    With `numbers`, None also where the story has no such editions to read: `If-None-Match: *` holds any tag.
    """
    if "If-None-Match" not in request.headers:
        return None
    rows = NARROW_ROW.rows(slug) if not numbers else _narrow(slug, *numbers)
    return next((_not_modified(request, etag(*found), found[-1]) for found in rows), None)


def _narrow(slug: str, *numbers: int) -> QuerySet:
    """Of the story that stands at `slug`, and has these editions to read, what its tag is made of."""
    rows = Publication.objects.public().filter(slug=slug)
    for number in numbers:
        rows = rows.filter(article__editions__number=number, article__editions__kind__in=READABLE)
    return rows.values_list(*NARROW)[:1]


NARROW_ROW = Prepared(_narrow, "slug")


def unchanged(request: HttpRequest, publication: Publication) -> HttpResponse | None:
    """The 304 when the reader holds what this publication shows now, else None."""
    return _not_modified(request, _tag_of(publication), publication.changed_at)


def _not_modified(request: HttpRequest, tag: str, changed_at: datetime) -> HttpResponse | None:
    held = parse_etags(request.headers.get("If-None-Match", ""))
    if not {tag, "*"} & {other.removeprefix("W/") for other in held}:
        return None
    return _dated(HttpResponseNotModified(), tag, changed_at)


def dated(response: HttpResponse, publication: Publication) -> HttpResponse:
    """The answer with the headers by which a reader's browser may keep it and ask about it again."""
    return _dated(response, _tag_of(publication), publication.changed_at)


def _tag_of(publication: Publication) -> str:
    return etag(publication.edition.digest, publication.related, publication.copies, publication.changed_at)


def _dated(response: HttpResponse, tag: str, changed_at: datetime) -> HttpResponse:
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return kept(response)


def kept(response: HttpResponse) -> HttpResponse:
    """The answer as one that browsers and proxies may keep for a minute."""
    response.headers["Cache-Control"] = KEPT
    return response
