"""The page of one tag and its data; a tag that was renamed or merged leads on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from taggit.models import Tag

from actors.models import TagFormerSlug
from articles.caching import kept
from articles.views.answers import as_json
from policydesk.registers.moving import moved_to
from policydesk.registers.telling import tag_page
from policydesk.registers.topics import met_tags, public_tags, reachable_tags, topic


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """What the tag gathers."""
    if (row := _find(slug)) is None:
        return _moved(slug, "tags:tag")
    return kept(render(request, "tags/tag.html", {"page": topic(row), "listed": _is_listed(row)}))


def tag_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    if (row := _find(slug)) is None:
        return _moved(slug, "tags:tag-data")
    return kept(as_json(tag_page(topic(row), listed=_is_listed(row))))


def _find(slug: str) -> Tag | None:
    return reachable_tags().select_related("page").filter(slug=slug).first()


def _is_listed(row: Tag) -> bool:
    """Whether something that stands now carries it, not only an older version."""
    return public_tags().filter(pk=row.pk).exists()


def _moved(slug: str, name: str) -> HttpResponse:
    """301 from an address that a public tag had before or that was merged into it, else 404."""
    target = moved_to(slug, met=met_tags(), shown=reachable_tags(), former=TagFormerSlug.objects.all())
    if target is None:
        raise Http404
    return kept(redirect(name, target.slug, permanent=True))
