"""Editions made straight from a content, for tests of what readers see; the rules are not asked."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from taggit.models import Tag

from actors.models import Actor
from articles.corrections import corrections_of
from articles.enums import EditionKind
from articles.models import Article, Correction, Edition, Publication
from articles.publishing import FOLLOW_UP_AFTER
from articles.recording import record_edition
from articles.sealing import lock_head, seal
from articles.wording import read_time
from sources.models import Source
from tests.samples import sample_content


@transaction.atomic  # PostgreSQL locks the head of the chain only inside one
def print_edition(content: dict[str, Any], *, by: User, article: Article | None = None) -> Publication:
    """Make `content` the current edition of `article` (a new one unless given) and return its publication."""
    printed = content["edition"]
    _make_what_it_names(content)
    article = article or Article(
        headline="The working text says something else", body="<p>Draft.</p>", story_date=date(2024, 1, 1)
    )
    article.save(by=by)
    edition = Edition(article=article, by=by, at=read_time(printed["at"]))
    for name in ("number", "kind", "reason", "release"):
        setattr(edition, name, printed[name])
    if printed["follow_up_due"]:
        edition.follow_up_due = edition.at + FOLLOW_UP_AFTER
    seal(edition, content, lock_head())
    edition.save()
    slug = content["article"]["slug"]
    record_edition(edition, content, slug=slug)
    for told in corrections_of(content):
        if told["edition"] == edition.number:
            Correction(edition=edition, kind=told["kind"], text=told["text"]).save()
    publication, _new = Publication.objects.update_or_create(
        article=article, defaults={"slug": slug, "edition": edition, "changed_at": edition.at}
    )
    return publication


def tombstone_of(content: dict[str, Any], *, reason: str) -> dict[str, Any]:
    """The content of the withdrawal that follows `content`."""
    article, edition = content["article"], content["edition"]
    return {
        "schema": 2,
        "article": {name: article[name] for name in ("headline", "slug", "story_date")},
        "edition": edition
        | {
            "number": edition["number"] + 1,
            "kind": EditionKind.WITHDRAWAL.value,
            "at": "2024-02-01T09:00:00.000000Z",
            "reason": reason,
            "release": "checked",
            "follow_up_due": None,
            "overrides": [],
        },
        "claims": [],
        "sources": [],
        "actors": [],
        "corrections": [],
    }


def _make_what_it_names(content: dict[str, Any]) -> None:
    for actor in content["actors"]:
        Actor.objects.get_or_create(slug=actor["slug"], defaults={"name": actor["name"], "kind": "state"})
    for source in content["sources"]:
        fields = {"title": source["title"] or "Not for readers", "url": source["url"]}
        Source.objects.get_or_create(public_id=source["public_id"], defaults=fields)
    for tag in content["article"].get("tags", []):
        Tag.objects.get_or_create(slug=tag["slug"], defaults={"name": tag["name"]})


def named_in(vera, slug="herring-talks", *, article=None, **actors):
    """A public story in which the actors of that name and slug say what the sample's speakers say."""
    content = sample_content(number=1 if article is None else 2, kind="first" if article is None else "update")
    content["article"] |= {"slug": slug, "headline": f"Story {slug}"}
    content["actors"] = [{"name": name, "slug": key, "role": "speaker"} for key, name in actors.items()]
    for claim in content["claims"]:
        if claim["speaker"] and claim["speaker"]["slug"] not in actors:
            claim["speaker"] = None
    return print_edition(content, by=vera, article=article)
