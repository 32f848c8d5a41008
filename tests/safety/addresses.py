"""Every public address that there is, found from the URLconf: one that is added later is asked too."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, get_resolver, reverse

from actors.models import Actor
from articles.models import EditionClaim, Publication
from commitments.models import Commitment
from policydesk.registers.portraits import portrait
from policydesk.registers.topics import reachable_tags
from sources.models import Source
from sources.sharing import is_shared, numbered

LIST = "/articles/"


def public_patterns() -> Iterator[tuple[str, frozenset[str]]]:
    """Name and parameters of every public address; the admin's are not among them."""
    for entry in get_resolver().url_patterns:
        if getattr(entry, "app_name", None) == "admin":
            continue
        patterns = [entry] if isinstance(entry, URLPattern) else entry.url_patterns
        space = "" if isinstance(entry, URLPattern) or not entry.app_name else f"{entry.app_name}:"
        for pattern in patterns:
            yield space + pattern.name, frozenset(pattern.pattern.converters)


def public_addresses() -> list[str]:
    """The addresses of the site and of everything that was ever published; no draft's, no unknown one's.

    An address with a parameter that is not known here raises KeyError: say what stands for it.
    """
    known = {
        ("articles", "slug"): [{"slug": row.slug} for row in Publication.objects.order_by("pk")],
        ("articles", "number slug"): list(_versions()),
        ("articles", "first last slug"): list(_pairs()),
        ("articles", "token"): [],  # of drafts, for whoever holds a link: tests/articles/test_previewing.py
        ("articles", "public_id"): [{"public_id": public_id} for public_id in _claims()],
        ("commitments", "slug"): _each("slug", Commitment.objects.public()),
        ("actors", "slug"): _each("slug", Actor.objects.reachable()),
        ("actors", "other slug"): list(_facing()),
        ("sources", "public_id"): _each("public_id", Source.objects.reachable()),
        ("sources", "number public_id"): list(_copies()),
        ("tags", "slug"): _each("slug", reachable_tags()),
    }
    return [
        reverse(name, kwargs=given)
        for name, parameters in public_patterns()
        for given in (known[_place(name, parameters)] if parameters else [{}])
    ]


def addresses_of(slug: str, number: int = 1, public_id: str = "", last: int = 0) -> list[str]:
    """The addresses that a story of that slug and a claim of that id have, or would have.

    With `last`, also those that compare version `number` with a later one.
    """
    given: dict[tuple[str, str], dict[str, Any]] = {
        ("articles", "slug"): {"slug": slug},
        ("articles", "number slug"): {"slug": slug, "number": number},
    }
    if last:
        given["articles", "first last slug"] = {"slug": slug, "first": number, "last": last}
    if public_id:
        given["articles", "public_id"] = {"public_id": public_id}
    places = [(name, _place(name, parameters)) for name, parameters in public_patterns()]
    return [reverse(name, kwargs=given[place]) for name, place in places if place in given]


def _place(name: str, parameters: frozenset[str]) -> tuple[str, str]:
    """The namespace of an address and its parameters in order."""
    return name.partition(":")[0], " ".join(sorted(parameters))


def _each(name: str, rows: QuerySet) -> list[dict[str, Any]]:
    return [{name: value} for value in rows.order_by("pk").values_list(name, flat=True)]


def _versions() -> Iterator[dict[str, Any]]:
    rows = Publication.objects.order_by("pk").values_list("slug", "article__editions__number")
    return ({"slug": slug, "number": number} for slug, number in rows.order_by("pk", "article__editions__number"))


def _copies() -> Iterator[dict[str, Any]]:
    """Whole copies that readers may have; each has a file."""
    for source in Source.objects.reachable().order_by("pk"):
        for number, snapshot in numbered(source):
            if is_shared(source, snapshot):
                yield {"public_id": source.public_id, "number": number}


def _pairs() -> Iterator[dict[str, Any]]:
    versions = list(_versions())
    return (
        {"slug": one["slug"], "first": one["number"], "last": other["number"]}
        for one, other in combinations(versions, 2)
        if one["slug"] == other["slug"]
    )


def _facing() -> Iterator[dict[str, Any]]:
    """Every two between whom something public was undertaken and who may both be named."""
    for actor in Actor.objects.public().order_by("slug"):
        for other in portrait(actor).others:
            if other.slugs[0] == actor.slug:
                yield {"slug": actor.slug, "other": other.slugs[1]}


def _claims() -> list[str]:
    return sorted(EditionClaim.objects.values_list("public_id", flat=True).distinct())
