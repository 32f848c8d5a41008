"""The registers for machines: what goes out as data and as cells of a table. Nothing goes out but what stands here."""

from typing import Any

from django.urls import reverse

from articles.listing import Claimed, Story
from commitments.listing import Line, Who
from commitments.quoting import Work
from policydesk.lib.site import absolute
from policydesk.registers.mentions import Group
from policydesk.registers.topics import Topic
from policydesk.registers.undertakings import Promises
from policydesk.registers.works import Address, Cited, Sheet


def source_page(told: Sheet, *, listed: bool) -> dict[str, Any]:
    """The page of one source as data."""
    work = told.work
    return work_line(work) | {
        "current": listed,
        "public_id": told.public_id,
        "kind": told.kind,
        "class": work.standing,
        "language": work.language,
        "authors": told.authors,
        "publisher": work.publisher,
        "anonymous": told.anonymous,
        "address_state": _address(told.address),
        "copy_of": work_line(told.original) if told.original else None,
        "copies": [work_line(copy) for copy in told.repeats],
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
        "stories": [story_line(story) for story in told.stories],
        "commitment_count": told.commitment_count,
        "commitments": [_commitment(line) for line in told.commitments],
        "actors": [_who(actor) for actor in told.actors],
    }


def _who(who: Who) -> dict[str, str]:
    return {"name": who.name, "url": absolute(who.path) if who.path else ""}


def claims_of(group: Group) -> dict[str, Any]:
    """Claims under one label: how many, printed from when to when, and the newest."""
    return {
        "status": group.reading.key,
        "label": str(group.reading.label),
        "count": group.count,
        "first_printed": group.first.iso,
        "last_printed": group.last.iso,
        "newest": [_claim(claim) for claim in group.claims],
    }


def _claim(claim: Claimed) -> dict[str, Any]:
    return {
        "url": absolute(claim.path),
        "words": claim.words,
        "status": claim.reading.key,
        "story": absolute(claim.story),
        "headline": claim.headline,
        "story_date": claim.story_date.iso,
    }


def _cited(use: Cited) -> dict[str, Any]:
    return _claim(use.claim) | {"stance": use.stance, "passage": use.passage, "locator": use.locator}


def promises_of(promises: Promises) -> dict[str, Any]:
    """Commitments of one kind: how many, how they stand, and the newest."""
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
        "self_reported": line.self_reported,
        "contested": line.contested,
        "source_retracted": line.fallen,
    }


def work_line(work: Work) -> dict[str, Any]:
    """One source."""
    return {
        "title": work.name,
        "url": absolute(work.path) if work.path else "",
        "published": work.edtf,
        "address": work.url,
    }


def story_line(story: Story) -> dict[str, Any]:
    """One story."""
    return {"url": absolute(story.path), "headline": story.headline, "story_date": story.story_date.iso}
