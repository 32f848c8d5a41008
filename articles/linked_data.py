"""PURE  The content of an edition as schema.org JSON-LD: one `@graph` of the story, its claims and the publisher."""

from typing import Any

from django.urls import reverse

from actors.enums import ActorKind
from articles.corrections import corrections_of
from articles.enums import READINGS, CorrectionKind, WorkType
from policydesk.lib.site import SITE_NAME, absolute, web_address

Graph = dict[str, Any]

TYPES: dict[str, str] = {
    ActorKind.STATE: "Country",
    ActorKind.GOVERNMENT_BODY: "GovernmentOrganization",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.IGO: "Organization",
    ActorKind.WORKING_GROUP: "Organization",
    ActorKind.PERSON: "Person",
    ActorKind.COMPANY: "Corporation",
    ActorKind.MEDIA: "NewsMediaOrganization",
    ActorKind.UNNAMED: "Person",
}


def story_graph(content: dict[str, Any], *, slug: str) -> Graph:
    """The JSON-LD of an edition. Addresses are absolute; empty values are left out."""
    url = absolute(reverse("articles:article", args=[slug]))
    types = {row["name"]: TYPES[row["kind"]] for row in content["actors"] if row.get("kind") in TYPES}
    sources = {source["number"]: _source(source, types) for source in content["sources"]}
    actors = {actor["slug"]: _actor(actor) for actor in content["actors"]}
    claims = [_claim(claim, sources, actors, url) for claim in content["claims"]]
    return {
        "@context": "https://schema.org",
        "@graph": [_article(content, url, sources, actors, claims), *claims, _publisher()],
    }


def author_graph(authors: str, *, publisher: str, types: dict[str, str]) -> Graph | None:
    """Who wrote a work, as it prints them: an organisation where it is its own publisher or is known as one.

    `types` tells the schema.org type of the actors that are known, by name.
    """
    if not authors:
        return None
    otherwise = "Organization" if authors.casefold() == publisher.casefold() else "Person"
    return _present(_type=types.get(authors, otherwise), name=authors)


def _present(**values: Any) -> Graph:
    return {f"@{key[1:]}" if key.startswith("_") else key: value for key, value in values.items() if value}


def _actor(actor: dict[str, Any]) -> Graph:
    """The first editions did not say what an actor is."""
    return _present(_type=TYPES.get(actor.get("kind", ""), "Thing"), name=actor["name"])


def _article(
    content: dict[str, Any], url: str, sources: dict[int, Graph], actors: dict[str, Graph], claims: list[Graph]
) -> Graph:
    article, edition = content["article"], content["edition"]
    byline, publisher = article["byline"], {"@id": absolute("/#publisher")}
    return _present(
        _type="NewsArticle",
        _id=f"{url}#story",
        url=url,
        mainEntityOfPage=url,
        headline=article["headline"],
        description=article["standfirst"],
        genre=str(WorkType(article["work_type"]).label),
        inLanguage=article["language"],
        dateCreated=article["story_date"],
        datePublished=edition["first_at"],
        dateModified=edition["at"],
        version=edition["number"],
        keywords=[tag["name"] for tag in article["tags"]],
        author=author_graph(byline, publisher=SITE_NAME, types={}) or publisher,
        publisher=publisher,
        mentions=list(actors.values()),
        citation=list(sources.values()),
        hasPart=[{"@id": claim["@id"]} for claim in claims],
        correction=[_correction(told) for told in corrections_of(content)],
    )


def _correction(told: dict[str, Any]) -> Graph:
    return _present(
        _type="CorrectionComment",
        name=str(CorrectionKind(told["kind"]).label),
        text=told["text"],
        datePublished=told["at"],
    )


def _claim(claim: dict[str, Any], sources: dict[int, Graph], actors: dict[str, Graph], story: str) -> Graph:
    url = absolute(reverse("articles:claim", args=[claim["public_id"]]))
    reading, speaker = READINGS[claim["reading"]], claim["speaker"]
    return _present(
        _type="Claim",
        _id=f"{url}#claim",
        url=url,
        text=claim["statement"] or claim["exact"],
        description=f"{reading.label}: {reading.sentence}",
        author=(actors.get(speaker["slug"]) or _actor(speaker)) if speaker else None,
        appearance={"@id": f"{story}#story"},
        citation=[sources[number] for number in dict.fromkeys(c["source"] for c in claim["citations"])],
    )


def _source(source: dict[str, Any], types: dict[str, str]) -> Graph:
    publisher = source["publisher"]
    return _present(
        _type="CreativeWork",
        name=source["title"] or source["described_as"],
        url=web_address(source["url"]),
        datePublished=source["published"],
        inLanguage=source["language"],
        publisher=_present(_type="Organization", name=publisher) if publisher else None,
        author=author_graph(source["authors"], publisher=publisher, types=types),
    )


def _publisher() -> Graph:
    methodology = absolute(reverse("methodology"))
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#publisher"),
        "name": SITE_NAME,
        "url": absolute("/"),
        "publishingPrinciples": methodology,
        "verificationFactCheckingPolicy": methodology,
        "correctionsPolicy": absolute(reverse("articles:corrections")),
    }
