"""Actors and sources as schema.org JSON-LD. Empty values are left out; nothing goes out that the page does not show."""

from typing import Any

from django.urls import reverse

from actors.models import Actor
from articles.linked_data import TYPES, Graph, author_graph
from commitments.quoting import Work
from policydesk.lib.site import absolute
from policydesk.registers.portraits import Office, Portrait

WIKIDATA = "https://www.wikidata.org/wiki/"


def actor_graph(told: Portrait) -> Graph:
    """The actor of a page."""
    actor, url = told.who.actor, absolute(reverse("actors:actor", args=[told.who.actor.slug]))
    others = [actor.native_name, *(name.text for name in told.who.names)]
    return {"@context": "https://schema.org"} | _present(
        _type=TYPES.get(actor.kind, "Organization"),
        _id=f"{url}#actor",
        url=url,
        name=actor.name,
        alternateName=[name for name in dict.fromkeys(others) if name],
        description=actor.summary,
        identifier=actor.iso3166,
        sameAs=f"{WIKIDATA}{actor.wikidata}" if actor.wikidata else "",
        parentOrganization=_present(_type="Organization", name=told.who.parent.name) if told.who.parent else None,
        hasOccupation=[_role(office) for office in told.offices],
    )


def source_graph(work: Work, *, authors: str, types: dict[str, str]) -> Graph:
    """The work of a page; `types` as `author_graph` takes them."""
    url = absolute(work.path)
    return {"@context": "https://schema.org"} | _present(
        _type="CreativeWork",
        _id=f"{url}#source",
        url=work.url or url,
        mainEntityOfPage=url,
        name=work.name,
        datePublished=work.edtf,
        inLanguage=work.language,
        publisher=_present(_type="Organization", name=work.publisher) if work.publisher else None,
        author=author_graph(authors, publisher=work.publisher, types=types),
    )


def types_of(name: str) -> dict[str, str]:
    """The type of the one actor whom readers know by this name; empty where there is none, or more than one."""
    kinds = list(Actor.objects.public().filter(name=name).values_list("kind", flat=True)[:2]) if name else []
    return {name: TYPES[kinds[0]]} if len(kinds) == 1 else {}


def _role(office: Office) -> dict[str, Any]:
    return _present(_type="Role", roleName=office.title, startDate=office.start, endDate=office.end)


def _present(**values: Any) -> Graph:
    return {f"@{key[1:]}" if key.startswith("_") else key: value for key, value in values.items() if value}
