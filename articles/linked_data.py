"""PURE  The content of an edition as schema.org JSON-LD: one `@graph` of the story, its claims and the publisher."""

from typing import Any

from django.urls import reverse

from articles.enums import READINGS, WorkType
from policydesk.lib.site import SITE_NAME, absolute, web_address

Graph = dict[str, Any]


def story_graph(content: dict[str, Any], *, slug: str) -> Graph:
    """The JSON-LD of an edition. Addresses are absolute; empty values are left out."""
    url = absolute(reverse("articles:article", args=[slug]))
    sources = {source["number"]: _source(source) for source in content["sources"]}
    claims = [_claim(claim, sources, url) for claim in content["claims"]]
    return {
        "@context": "https://schema.org",
        "@graph": [_article(content, url, sources, claims), *claims, _publisher()],
    }


def _present(**values: Any) -> Graph:
    return {f"@{key[1:]}" if key.startswith("_") else key: value for key, value in values.items() if value}


def _article(content: dict[str, Any], url: str, sources: dict[int, Graph], claims: list[Graph]) -> Graph:
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
        author=_present(_type="Person", name=byline) if byline else publisher,
        publisher=publisher,
        mentions=[_present(_type="Thing", name=actor["name"]) for actor in content["actors"]],
        citation=list(sources.values()),
        hasPart=[{"@id": claim["@id"]} for claim in claims],
    )


def _claim(claim: dict[str, Any], sources: dict[int, Graph], story: str) -> Graph:
    url = absolute(reverse("articles:claim", args=[claim["public_id"]]))
    reading, speaker = READINGS[claim["reading"]], claim["speaker"]
    return _present(
        _type="Claim",
        _id=f"{url}#claim",
        url=url,
        text=claim["statement"] or claim["exact"],
        description=f"{reading.label}: {reading.sentence}",
        author=_present(_type="Thing", name=speaker["name"]) if speaker else None,
        appearance={"@id": f"{story}#story"},
        citation=[sources[number] for number in dict.fromkeys(c["source"] for c in claim["citations"])],
    )


def _source(source: dict[str, Any]) -> Graph:
    publisher = source["publisher"]
    return _present(
        _type="CreativeWork",
        name=source["title"] or source["described_as"],
        url=web_address(source["url"]),
        datePublished=source["published"],
        inLanguage=source["language"],
        publisher=_present(_type="Organization", name=publisher) if publisher else None,
        author=_present(_type="Person", name=source["authors"]) if source["authors"] else None,
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
    }
