"""The page of one commitment and the same as data. An address it had before leads on; one taken back answers 410."""

from collections.abc import Callable

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from articles.caching import kept
from articles.views.answers import answers_in_a_sentence, as_json
from articles.wording import day_of
from commitments.as_of import AsOf
from commitments.day_form import DayForm
from commitments.feeds import WatchFeed
from commitments.models import Commitment, CommitmentFormerSlug
from commitments.presenting import Page, find, present
from commitments.telling import day_asked, page_as_data
from policydesk.lib.citing import Cited, as_bibtex, as_csl, as_ris, as_text

CITED: dict[str, tuple[Callable[[Cited], str], str]] = {
    "bibtex": (as_bibtex, "application/x-bibtex"),
    "ris": (as_ris, "application/x-research-info-systems"),
    "csl": (as_csl, "application/vnd.citationstyles.csl+json"),
}


def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """What was undertaken, in whose words, and what came of it."""
    asked = DayForm(request.GET)
    if row := find(slug, asked.asof):
        page = present(row, asked.asof)
        context = {
            "page": page,
            "cite": as_text(page.cited),
            "asked": asked,
            "asof": asked.asof,
            "section": "commitments",
        }
        return kept(render(request, "commitments/commitment.html", context))
    standing = _standing(slug)
    if standing.public and standing.slug == slug:
        away = asked.asof.known and standing.published_at < asked.asof.end
        context = {"standing": standing, "asof": asked.asof, "away": away, "section": "commitments"}
        return kept(render(request, "commitments/not_there.html", context, status=404))
    if standing.public:
        return kept(redirect(_with(asked.asof, "commitments:commitment", standing.slug), permanent=True))
    told = {"at": day_of(standing.taken_back_at), "section": "commitments"}
    return kept(render(request, "commitments/gone.html", told, status=410))


def commitment_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    return _answer(request, slug, "commitments:commitment-data", lambda page: as_json(page_as_data(page)))


def commitment_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of it and when, for whoever watches this one."""
    return _answer(request, slug, "commitments:commitment-feed", lambda page: WatchFeed()(request, page))


def commitment_cited(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """How to cite it, in one of the forms that reference managers read."""
    written, kind = CITED[form]
    answer = f"{kind}; charset=utf-8"
    return _answer(
        request,
        slug,
        f"commitments:commitment-{form}",
        lambda page: HttpResponse(written(page.cited), content_type=answer),
    )


@answers_in_a_sentence
def _answer(request: HttpRequest, slug: str, name: str, told: Callable[[Page], HttpResponse]) -> HttpResponse:
    """What is `told` of the public commitment, as of the day asked for; else where it stands now, or that it is gone.

    `name` is the address that is asked.
    """
    asof = DayForm(request.GET).understood().asof
    if row := find(slug, asof):
        return kept(told(present(row, asof)))
    standing = _standing(slug)
    if standing.public and standing.slug == slug:
        return kept(as_json({"there": False} | day_asked(asof), status=404))
    if standing.public:
        return kept(redirect(_with(asof, name, standing.slug), permanent=True))
    return kept(as_json({"taken_back": True, "at": standing.taken_back_at.isoformat()}, status=410))


def _with(asof: AsOf | None, name: str, slug: str) -> str:
    """The address of that name for the slug, as of the same day."""
    return reverse(name, args=[slug]) + (f"?{asof.query}" if asof else "")


def _standing(slug: str) -> Commitment:
    """The commitment that readers knew at `slug`, which is not the page of a public one: taken back, or under another
    address now; else 404. Of one taken back nothing but that may be told: what it said may be why it went."""
    known = Commitment.objects.public() | Commitment.objects.taken_back()
    rows = known.only("slug", "title", "public", "published_at", "taken_back_at")
    former = CommitmentFormerSlug.objects.filter(slug=slug).values("of")
    return get_object_or_404(rows.filter(Q(slug=slug) | Q(pk__in=former)))
