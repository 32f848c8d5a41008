"""The list of stories, as a page, as data and as a table: one filter for all of them."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.caching import kept
from articles.filters import StoryFilter
from articles.listing import Story, lines, stories, summarised
from articles.views.answers import answers_in_a_sentence, as_json
from policydesk.lib.filters import PublicFilterSet, place_of
from policydesk.lib.site import absolute
from policydesk.lib.tables import as_csv

PAGE_SIZE = 20
COLUMNS = ("headline", "url", "story_date", "published", "version", "version_date", "claims", "standfirst", "tags")


def story_list(request: HttpRequest) -> HttpResponse:
    """The stories that match the filter."""
    found = _filter(request)
    page = _page(request, found)
    context = {"filter": found, "page": page, "stories": lines(page.object_list), "section": "stories"}
    return kept(render(request, "articles/list.html", context))


@answers_in_a_sentence
def story_list_data(request: HttpRequest) -> HttpResponse:
    """The same stories as data."""
    page = _page(request, _filter(request).understood())
    return kept(as_json(place_of(page) | {"stories": [_story_data(story) for story in lines(page.object_list)]}))


@answers_in_a_sentence
def story_list_table(request: HttpRequest) -> HttpResponse:
    """All of the same stories as CSV."""
    found = _filter(request).understood()
    rows = (_cells(_story_data(story)) for story in lines(summarised(found.qs)))
    return kept(as_csv("stories", COLUMNS, rows))


def _cells(data: dict[str, Any]) -> list[object]:
    return [*(data[name] for name in COLUMNS[:-1]), "; ".join(tag["name"] for tag in data["tags"])]


def _filter(request: HttpRequest) -> StoryFilter:
    return StoryFilter(request.GET, queryset=stories())


def _page(request: HttpRequest, found: PublicFilterSet) -> Page:
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = summarised(page.object_list)  # type: ignore[arg-type]  # it pages a QuerySet
    return page


def _story_data(story: Story) -> dict[str, Any]:
    return {
        "url": absolute(story.path),
        "data": absolute(reverse("articles:article-data", args=[story.slug])),
        "headline": story.headline,
        "standfirst": story.standfirst,
        "story_date": story.story_date.iso,
        "published": story.published.iso,
        "version": story.version,
        "version_date": story.changed.iso,
        "claims": story.checked,
        "tags": story.tags,
    }
