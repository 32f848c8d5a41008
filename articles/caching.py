"""When a reader's copy of a page is still good: answered from the narrow row, without the page itself."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags

from articles.models import Publication
from articles.stamping import stamp

KEPT = "public, max-age=60"
# What stands around the frozen page. A reader's copy that names last month's style sheet must not live on.
FRAME_VERSION = stamp("templates/**/*.html", "static/policydesk/**/*", "articles/**/*.py", "policydesk/**/*.py")


def etag(publication: Publication) -> str:
    """The tag of all addresses of one story: its edition, how that was drawn (`drawn_by`), and what came after."""
    moment = int(publication.changed_at.timestamp() * 1_000_000)
    return f'"{publication.edition.digest[:24]}-{publication.drawn_by or 0:x}-{FRAME_VERSION:x}-{moment:x}"'


def not_modified(request: HttpRequest, slug: str) -> HttpResponse | None:
    """The 304 when the reader holds what stands at `slug` now, else None. One narrow query, none without a tag."""
    if "If-None-Match" not in request.headers:
        return None
    narrow = (
        Publication.objects.public().select_related("edition").annotate(drawn_by=F("edition__page__renderer_version"))
    )
    publication = narrow.filter(slug=slug).first()
    return unchanged(request, publication) if publication else None


def unchanged(request: HttpRequest, publication: Publication) -> HttpResponse | None:
    """The 304 when the reader holds what this publication shows now, else None."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    if not {etag(publication), "*"} & {tag.removeprefix("W/") for tag in held}:
        return None
    return dated(HttpResponseNotModified(), publication)


def dated(response: HttpResponse, publication: Publication) -> HttpResponse:
    """The answer with the headers by which a reader's browser may keep it and ask about it again."""
    response.headers["ETag"] = etag(publication)
    response.headers["Last-Modified"] = http_date(publication.changed_at.timestamp())
    return kept(response)


def kept(response: HttpResponse) -> HttpResponse:
    """The answer as one that browsers and proxies may keep for a minute."""
    response.headers["Cache-Control"] = KEPT
    return response
