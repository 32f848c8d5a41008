"""The page behind a preview link: the story as readers would see it, for whoever holds the link."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.enums import Release
from articles.models import Article
from articles.presenting import split_page
from articles.previewing import count, find, is_alive, preview
from articles.views.frames import framed


@require_safe
def preview_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page with a banner; 404 for an address that we never gave out, 410 for one that lives no more."""
    link = find(token)
    if link is None:
        raise Http404
    if not is_alive(link):
        return _private(render(request, "articles/preview_over.html", status=410))
    if request.method == "GET":
        count(link)
    return previewed(link.article, until=link.until)


def previewed(article: Article, *, until: datetime | None = None) -> HttpResponse:
    """The page of the story as readers would get it, with a banner; `until` is the end of the link that opened it: who
    holds that is told of no version that does not exist."""
    shown = preview(article, is_out=until is None)
    _head, main = split_page(shown.html)
    title = _("Preview: %(story)s") % {"story": article}
    banner = {"preview": True, "until": until, "left_out": shown.left_out}
    head = format_html("<title>{} · Policy Desk</title>", title)
    return _private(HttpResponse(framed(head, main, release=Release.CHECKED, old=False, **banner)))


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by no search engine, and its address told to no other page."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
