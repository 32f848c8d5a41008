"""Actors as data, in the terms of Popolo (popoloproject.com): people and organisations, their names, their numbers
elsewhere, and memberships with an office and dates. Nothing goes out but what stands here.

What Popolo has no word for (claims, commitments, stories) stands beside it under names of our own.
"""

from typing import Any

from django.urls import reverse

from actors.enums import ActorKind
from commitments.listing import Who
from policydesk.lib.dates import PartialDate
from policydesk.lib.site import absolute
from policydesk.registers.graphs import WIKIDATA
from policydesk.registers.portraits import Listed, Name, Office, Portrait
from policydesk.registers.telling import claims_of, promises_of, story_line, work_line

ACTOR_COLUMNS = (
    "id", "url", "type", "name", "sort_name", "classification", "native_name", "other_names", "country", "parent_id",
    "iso3166", "wikidata", "summary",
)  # fmt: skip
ISO_3166, WIKIDATA_SCHEME = "ISO 3166-1 alpha-2", "wikidata"
BETWEEN = "; "  # names in one cell


def actor_cells(listed: Listed) -> tuple[object, ...]:
    """The cells of one actor, in the order of ACTOR_COLUMNS."""
    actor, line = listed.actor, actor_line(listed)
    cells = line | {
        "other_names": BETWEEN.join(name.text for name in listed.names),
        "country": listed.country.name if listed.country else "",
        "native_name": actor.native_name,
        "iso3166": actor.iso3166,
        "wikidata": actor.wikidata,
    }
    return tuple(cells[column] or "" for column in ACTOR_COLUMNS)


def actor_line(listed: Listed) -> dict[str, Any]:
    """One actor: a Popolo Person or Organization; `type` says which."""
    actor, is_person = listed.actor, listed.actor.kind == ActorKind.PERSON
    wikidata = f"{WIKIDATA}{actor.wikidata}" if actor.wikidata else ""
    codes = ((ISO_3166, actor.iso3166), (WIKIDATA_SCHEME, actor.wikidata))
    return {
        "id": actor.slug,
        "type": "person" if is_person else "organization",
        "url": _url(actor.slug),
        "name": actor.name,
        "sort_name": actor.sort_name,
        "other_names": [*_native(actor.native_name), *(_name(name) for name in listed.names)],
        "identifiers": [{"scheme": scheme, "identifier": code} for scheme, code in codes if code],
        "classification": None if is_person else listed.kind,
        "parent_id": listed.parent.slug if listed.parent else None,
        "country": _who(listed.country),
        "summary": actor.summary,
        "links": [{"url": wikidata, "note": "Wikidata"}] if wikidata else [],
    }


def actor_page(told: Portrait, *, listed: bool) -> dict[str, Any]:
    """The page of one actor."""
    return actor_line(told.who) | {
        "current": listed,
        "parent": _who(told.who.parent),
        "children": [_who(part) for part in told.parts],
        "memberships": [_membership(office) for office in (*told.offices, *told.holders)],
        "claims": [claims_of(group) for group in told.claims],
        "commitments_made": promises_of(told.made),
        "commitments_received": promises_of(told.received),
        "works": [work_line(work) for work in told.works],
        "stories": [story_line(story) for story in told.stories],
    }


def _url(slug: str) -> str:
    return absolute(reverse("actors:actor", args=[slug]))


def _who(who: Who | None) -> dict[str, str] | None:
    return {"id": who.slug, "name": who.name, "url": absolute(who.path) if who.path else ""} if who else None


def _native(name: str) -> list[dict[str, Any]]:
    return [{"name": name, "note": "native name", "lang": None, "start_date": None, "end_date": None}] if name else []


def _name(name: Name) -> dict[str, Any]:
    dates = {"start_date": _reduced(name.valid_from), "end_date": _reduced(name.valid_to)}
    return {"name": name.text, "note": name.kind, "lang": name.lang or None} | dates


def _membership(office: Office) -> dict[str, Any]:
    """An office held. A body that readers do not know has no key here."""
    return {
        "role": office.title,
        "person_id": office.person.slug if office.person else None,
        "person": _who(office.person),
        "organization_id": office.body.slug if office.body else None,
        "organization": _who(office.body),
        "start_date": _reduced(office.start),
        "end_date": _reduced(office.end),
        "acting": office.acting,
    }


def _reduced(edtf: str) -> str | None:
    """A date as Popolo writes it, YYYY, YYYY-MM or YYYY-MM-DD: of a span what its two ends have in common."""
    if not edtf:
        return None
    first, last = PartialDate(edtf).earliest, PartialDate(edtf).latest
    if "/" not in edtf:
        return edtf
    if first.year != last.year:
        return None
    return f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y}"
