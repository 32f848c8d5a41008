"""The registers for machines: what goes out as data and as cells of a table. Nothing goes out but what stands here."""

from typing import Any

from django.urls import reverse

from actors.models import Actor
from articles.listing import Claimed, Story
from commitments.listing import Line, Who
from commitments.quoting import Work
from policydesk.lib.site import absolute
from policydesk.registers.mentions import Group
from policydesk.registers.portraits import Office, Portrait, Promises
from policydesk.registers.topics import Topic
from policydesk.registers.works import Address, Cited, Sheet

ACTOR_COLUMNS = ("name", "url", "kind", "native_name", "country", "iso3166", "wikidata", "summary")


def actor_cells(actor: Actor, kind: str, country: Actor | None) -> tuple[object, ...]:
    """The cells of one actor, in the order of ACTOR_COLUMNS."""
    line = actor_line(actor, kind, country)
    return tuple(line[column] for column in ACTOR_COLUMNS)


def actor_line(actor: Actor, kind: str, country: Actor | None) -> dict[str, Any]:
    """One actor of the list as data."""
    return {
        "url": _actor_url(actor.slug),
        "name": actor.name,
        "kind": kind,
        "native_name": actor.native_name,
        "country": country.name if country else "",
        "iso3166": actor.iso3166,
        "wikidata": actor.wikidata,
        "summary": actor.summary,
    }


def actor_page(told: Portrait, *, listed: bool) -> dict[str, Any]:
    """The page of one actor as data."""
    country = told.country
    line = actor_line(told.actor, told.kind, None) | {"country": country.name if country else ""}
    return line | {
        "current": listed,
        "names": [{"text": name.text, "language": name.lang, "kind": name.kind} for name in told.names],
        "offices": [_office(office) for office in told.offices],
        "office_holders": [_office(office) for office in told.holders],
        "claims": [_group(group) for group in told.claims],
        "commitments_made": _promises(told.made),
        "commitments_received": _promises(told.received),
        "sources": [_work(work) for work in told.works],
        "stories": [_story(story) for story in told.stories],
    }


def source_page(told: Sheet, *, listed: bool) -> dict[str, Any]:
    """The page of one source as data."""
    work = told.work
    return _work(work) | {
        "current": listed,
        "public_id": told.public_id,
        "kind": told.kind,
        "class": work.standing,
        "language": work.language,
        "authors": told.authors,
        "publisher": work.publisher,
        "anonymous": told.anonymous,
        "address_state": _address(told.address),
        "copy_of": _work(told.original) if told.original else None,
        "copies": [_work(copy) for copy in told.repeats],
        "retracted_on": work.retracted.iso if work.retracted else "",
        "notices": [notice.data for notice in told.notices],
        "saved_copies": [
            {
                "number": saved.number,
                "kind": saved.kind,
                "taken_on": saved.copy.taken.iso,
                "sha256": saved.copy.sha256,
                "page": absolute(saved.path) if saved.path else "",
            }
            for saved in told.saved
        ],
        "cited_count": told.cited_count,
        "cited": [_cited(use) for use in told.cited],
        "commitments": [_commitment(line) for line in told.commitments],
    }


def _address(address: Address | None) -> dict[str, Any] | None:
    if address is None:
        return None
    since = address.since.iso if address.since else ""
    return {"opens": not since, "checked_on": address.checked.iso, "does_not_open_since": since}


def tag_page(told: Topic, *, listed: bool) -> dict[str, Any]:
    """The page of one tag as data."""
    return {
        "url": absolute(reverse("tags:tag", args=[told.slug])),
        "current": listed,
        "name": told.name,
        "description": told.description,
        "mediatopic": told.mediatopic,
        "story_count": told.story_count,
        "stories": [_story(story) for story in told.stories],
        "commitment_count": told.commitment_count,
        "commitments": [_commitment(line) for line in told.commitments],
        "actors": [_who(actor) for actor in told.actors],
    }


def _actor_url(slug: str) -> str:
    return absolute(reverse("actors:actor", args=[slug]))


def _who(who: Who) -> dict[str, str]:
    return {"name": who.name, "url": absolute(who.path) if who.path else ""}


def _office(office: Office) -> dict[str, Any]:
    return {
        "office": office.title,
        "person": _who(office.person) if office.person else None,
        "body": _who(office.body) if office.body else None,
        "from": office.start,
        "to": office.end,
        "acting": office.acting,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "status": group.reading.key,
        "label": str(group.reading.label),
        "count": group.count,
        "newest": [_claim(claim) for claim in group.claims],
    }


def _claim(claim: Claimed) -> dict[str, Any]:
    return {
        "url": absolute(claim.path),
        "words": claim.words,
        "status": claim.reading.key,
        "story": absolute(claim.story),
        "headline": claim.headline,
    }


def _cited(use: Cited) -> dict[str, Any]:
    return _claim(use.claim) | {"stance": use.stance, "passage": use.passage, "locator": use.locator}


def _promises(promises: Promises) -> dict[str, Any]:
    return {
        "count": promises.count,
        "statuses": {reading.key: count for reading, count in promises.standings},
        "newest": [_commitment(line) for line in promises.lines],
    }


def _commitment(line: Line) -> dict[str, Any]:
    return {
        "url": absolute(line.path),
        "title": line.title,
        "made_on": line.made_on,
        "statuses": [each.reading.key for each in line.standings],
        "overdue": line.overdue is not None,
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "title": work.name,
        "url": absolute(work.path) if work.path else "",
        "published": work.edtf,
        "address": work.url,
    }


def _story(story: Story) -> dict[str, Any]:
    return {"url": absolute(story.path), "headline": story.headline, "story_date": story.story_date.iso}
