"""The JSON-LD of a story: what it holds, and that every word of it is in the vocabulary."""

from actors.enums import ActorKind
from articles.linked_data import TYPES, story_graph
from articles.presenting import render_edition
from tests.pages import linked_data
from tests.sample_claims import HEADLINE, STANDFIRST
from tests.samples import sample_content


def graph():
    return linked_data(render_edition(sample_content(), slug="herring-talks"))["@graph"]


def test_the_graph_holds_the_story_its_claims_and_the_publisher():
    nodes = graph()
    assert [node["@type"] for node in nodes] == ["NewsArticle", *["Claim"] * 14, "NewsMediaOrganization"]
    story = nodes[0]
    story_fields = (
        "headline",
        "description",
        "dateCreated",
        "datePublished",
        "dateModified",
        "version",
        "genre",
        "inLanguage",
    )
    assert {name: story[name] for name in story_fields} == {
        "headline": HEADLINE,
        "description": STANDFIRST,
        "dateCreated": "2024-01-28",
        "datePublished": "2024-01-28T09:00:00.000000Z",
        "dateModified": "2024-01-29T11:30:00.000000Z",
        "version": 2,
        "genre": "News report",
        "inLanguage": "en",
    }
    assert [part["@id"] for part in story["hasPart"]] == [claim["@id"] for claim in nodes[1:-1]]


def test_a_claim_names_its_author_only_when_it_is_somebody_elses():
    nodes = graph()
    assert [(node["text"], node["author"]["name"]) for node in nodes[1:-1] if "author" in node] == [
        ("We did not come to haggle", "Ilse Vahr"),
        ("Borovia denied that its boats had crossed the median line", "Borovia"),
        ("pledged to publish its landing figures by June", "Arland"),
    ]


def test_an_author_that_is_an_organisation_is_typed_as_one():
    content = sample_content()
    content["actors"][0] |= {"name": "Coast Guard Office", "kind": "government_body"}
    for source, authors in zip(content["sources"], ("Coast Guard Office", "The Selden Post", "Ann Zorn"), strict=False):
        source |= {"authors": authors, "publisher": "The Selden Post", "title": "A paper"}
    works = linked_data(render_edition(content, slug="herring-talks"))["@graph"][0]["citation"]
    assert [work["author"]["@type"] for work in works[:3]] == ["GovernmentOrganization", "Organization", "Person"]


def test_whoever_is_named_is_typed_as_what_they_are():
    story, *claims, _publisher = graph()
    assert [(actor["@type"], actor["name"]) for actor in story["mentions"]] == [
        ("Country", "Arland"), ("Country", "Borovia"), ("Person", "Ilse Vahr"),
    ]  # fmt: skip
    assert [claim["author"]["@type"] for claim in claims if "author" in claim] == ["Person", "Country", "Country"]
    assert set(TYPES) == set(ActorKind)
    assert set(TYPES.values()) <= set(VOCABULARY)


def test_an_edition_that_does_not_say_what_an_actor_is_calls_it_a_thing():
    content = sample_content()
    for actor in content["actors"]:
        del actor["kind"]
    story = story_graph(content, slug="herring-talks")["@graph"][0]
    assert {actor["@type"] for actor in story["mentions"]} == {"Thing"}


# Type → properties, from the published vocabulary (schema.org 29): what we emit must be there.
THING = {"@type", "@id", "name", "url", "description", "mainEntityOfPage"}
WORK = THING | {
    "headline", "genre", "inLanguage", "dateCreated", "datePublished", "dateModified", "version", "keywords",
    "author", "publisher", "mentions", "citation", "hasPart", "text", "correction",
}  # fmt: skip
VOCABULARY = {
    "NewsArticle": WORK,
    "Claim": WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "CreativeWork": WORK,
    "NewsMediaOrganization": THING | {"publishingPrinciples", "verificationFactCheckingPolicy", "correctionsPolicy"},
    "CorrectionComment": THING | {"text", "datePublished"},
    "Organization": THING,
    "Country": THING,
    "GovernmentOrganization": THING,
    "Corporation": THING,
    "Person": THING,
    "Thing": THING,
}


def strays(node):
    if isinstance(node, list):
        return [stray for item in node for stray in strays(item)]
    if not isinstance(node, dict):
        return []
    known = VOCABULARY.get(node.get("@type"), {"@id", "@graph", "@context"})
    return [name for name in node if name not in known] + strays(list(node.values()))


def test_the_graph_uses_only_words_that_the_vocabulary_has():
    assert strays(graph()) == []
    assert strays({"@type": "Claim", "verdict": "x"}) == ["verdict"]
