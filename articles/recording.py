"""The rows beside an edition: its content, its page, and the joins that lists and registers use.

All of them follow from the content; `verifying.py` compares them with it, `rerender` rebuilds the page.
"""

from typing import Any

from taggit.models import Tag

from actors.models import Actor
from articles.enums import EditionKind
from articles.models import (
    Edition,
    EditionActor,
    EditionCitation,
    EditionClaim,
    EditionContent,
    EditionPage,
    EditionTag,
)
from articles.presenting import RENDERER_VERSION, render_edition
from sources.models import Source


def record_edition(edition: Edition, content: dict[str, Any], *, slug: str) -> None:
    """Insert everything that stands beside a saved `edition`. Called inside the publishing transaction."""
    EditionContent.objects.create(edition=edition, content=content)
    if edition.kind == EditionKind.WITHDRAWAL:
        return  # a tombstone is drawn by its view and joins nothing
    page = render_edition(content, slug=slug)
    EditionPage.objects.create(edition=edition, html=page, renderer_version=RENDERER_VERSION)
    actors = {actor.slug: actor for actor in Actor.objects.filter(slug__in=_speaker_slugs(content))}
    _record_claims(edition, content, actors)
    EditionActor.objects.bulk_create(
        EditionActor(edition=edition, actor=actors[row["slug"]], role=row["role"]) for row in content["actors"]
    )
    tags = Tag.objects.filter(slug__in=[row["slug"] for row in content["article"].get("tags", [])])
    EditionTag.objects.bulk_create(EditionTag(edition=edition, tag=tag) for tag in tags)


def _speaker_slugs(content: dict[str, Any]) -> list[str]:
    return [row["slug"] for row in content["actors"]]


def _record_claims(edition: Edition, content: dict[str, Any], actors: dict[str, Actor]) -> None:
    ids = {row["number"]: row["public_id"] for row in content["sources"]}
    sources = {source.public_id: source for source in Source.objects.filter(public_id__in=ids.values())}
    claims = EditionClaim.objects.bulk_create(
        EditionClaim(
            edition=edition,
            public_id=row["public_id"],
            number=row["number"],
            words=row["exact"],
            kind=row["kind"],
            status=row["status"],
            speaker=actors[row["speaker"]["slug"]] if row["speaker"] else None,
        )
        for row in content["claims"]
    )
    EditionCitation.objects.bulk_create(
        EditionCitation(
            claim=claim, position=position, source=sources[ids[citation["source"]]], stance=citation["stance"]
        )
        for claim, row in zip(claims, content["claims"], strict=True)
        for position, citation in enumerate(row["citations"], start=1)
    )


def rerender(*, everything: bool = False) -> int:
    """Draw stored pages anew: those of another renderer, or all. Returns how many.

    No reader's cache keeps the old page: the renderer's version is part of the ETag.
    """
    editions = Edition.objects.exclude(kind=EditionKind.WITHDRAWAL).select_related("content", "page")
    if not everything:
        editions = editions.exclude(page__renderer_version=RENDERER_VERSION)
    drawn = 0
    for edition in editions.order_by("sequence").iterator():
        content = edition.content.content
        html = render_edition(content, slug=content["article"]["slug"])
        EditionPage.objects.update_or_create(
            edition=edition, defaults={"html": html, "renderer_version": RENDERER_VERSION}
        )
        drawn += 1
    return drawn
