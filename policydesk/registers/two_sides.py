"""The page of two actors and its data. Their slugs stand in the order of the alphabet; the other order leads there,
and so do addresses that they had or that were merged into them."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actors.models import Actor, ActorFormerSlug
from articles.caching import kept
from articles.views.answers import answers_in_a_sentence, as_json
from commitments.as_of import AsOf
from commitments.day_form import DayForm
from commitments.listing import Line, Who
from commitments.telling import COLUMNS, as_data, cells, day_asked
from policydesk.lib.site import absolute
from policydesk.lib.tables import as_csv
from policydesk.registers.between import SHOWN, Between, Chapter, between
from policydesk.registers.moving import moved_to
from policydesk.registers.others import ordered


def two(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """What each undertook towards the other, side by side; `as_of=` asks how it stood on a day."""
    asked = DayForm(request.GET)

    def told(page: Between) -> HttpResponse:
        context = {"page": page, "asked": asked, "asof": page.asof, "section": "actors"}
        return render(request, "actors/two.html", context)

    return _answer("two", slug, other, asked.asof, told, most=SHOWN)


@answers_in_a_sentence
def two_data(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """The same as data."""
    return _answer("two-data", slug, other, DayForm(request.GET).understood().asof, lambda page: as_json(_page(page)))


@answers_in_a_sentence
def two_table(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """The same as CSV, a row a commitment."""

    def told(page: Between) -> HttpResponse:
        sides = ("first", "second", "both")
        rows = (line for chapter in page.chapters for side in sides for line in getattr(chapter, side))
        return as_csv(f"{page.first.slug}-{page.second.slug}", COLUMNS, (cells(line) for line in rows))

    return _answer("two-csv", slug, other, DayForm(request.GET).understood().asof, told)


def _answer(
    name: str,
    slug: str,
    other: str,
    asof: AsOf | None,
    told: Callable[[Between], HttpResponse],
    *,
    most: int | None = None,
) -> HttpResponse:
    """What is `told` of all that stands between the two, or of the `most` newest, at their address of that name; the
    way there from another one. Raises Http404 where nothing stands between them, as they are now."""
    first, second = _stand(slug, other)
    found = (first.slug, second.slug)
    if (slug, other) != found:
        day = f"?{asof.query}" if asof else ""
        return kept(redirect(reverse(f"actors:{name}", args=found) + day, permanent=True))
    page = between(first, second, asof, most=most)
    if not (page.count or (asof and between(first, second).count)):
        raise Http404
    return kept(told(page))


def _stand(*slugs: str) -> list[Actor]:
    """The two who stand at these slugs now, in their order. Raises Http404 for one nobody knows, and for one twice."""
    there = {actor.slug: actor for actor in Actor.objects.public().filter(slug__in=slugs)}
    found = {actor.slug: actor for actor in (there.get(slug) or _moved(slug) for slug in slugs)}
    if len(found) < len(slugs):
        raise Http404
    return [found[slug] for slug in ordered(*found)]


def _moved(slug: str) -> Actor:
    met, former = Actor.objects.met(), ActorFormerSlug.objects.all()
    row = moved_to(slug, met=met, shown=Actor.objects.public(), former=former)
    if row is None:
        raise Http404
    return row


def _page(told: Between) -> dict[str, Any]:
    return day_asked(told.asof) | {
        "actors": [_actor(told.first), _actor(told.second)],
        "count": told.count,
        "occasions": [_chapter(chapter) for chapter in told.chapters],
    }


def _actor(each: Who) -> dict[str, str]:
    return {"name": each.name, "url": absolute(each.path)}


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "name": chapter.name,
        "kind": chapter.kind,
        "date": chapter.edtf,
        "place": chapter.place,
        "by_first": _lines(chapter.first),
        "by_second": _lines(chapter.second),
        "by_both": _lines(chapter.both),
    }


def _lines(found: tuple[Line, ...]) -> list[dict[str, Any]]:
    return [as_data(line) for line in found]
