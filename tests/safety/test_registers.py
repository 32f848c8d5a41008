"""What only a draft, a withdrawn story or a commitment nobody published uses is on no page, list, feed or sitemap."""

import re

import pytest

from actors.models import Actor
from policydesk.registers.topics import reachable_tags
from sources.models import Source
from tests.safety.addresses import public_addresses
from tests.safety.graphs import tied_at_random

NAMELESS = ("somebody who knows",)


@pytest.fixture
def graph(request, ada, boris, vera):
    return tied_at_random(request.param[0], seed=request.param[1], ada=ada, boris=boris, vera=vera)


def gone(address, answer):
    """Whether the answer is the tombstone of a withdrawn story, which may name its headline."""
    return answer.status_code == 410 or address == "/feeds/articles.atom" or address.startswith("/corrections/") or (
        address == "/feeds/corrections.atom"
    )  # fmt: skip


def words_at(client, addresses):
    """Every word of the graph that an answer holds, headers included, by address."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        told = f"{answer.headers} {answer.content.decode()}"
        words = set(re.findall(r"[a-z]+zq\d+x", told))
        found[address] = {word for word in words if not (gone(address, answer) and word.startswith("story"))}
    return found


def menus():
    """The lists by filters that would ask for what is hidden."""
    lists = ("/articles/", "/commitments/", "/actors/")
    return [f"{at}?q=zq" for at in lists] + [f"{at}index.json?q=zq" for at in lists]


@pytest.mark.parametrize("graph", [(80, 7), pytest.param((200, 20260), marks=pytest.mark.soak)], indirect=True)
def test_of_objects_tied_at_random_readers_see_just_what_is_public(client, graph):
    found = words_at(client, [*public_addresses(), *menus()])
    assert len(graph.words) / 8 <= len(graph.shown) <= len(graph.words) * 3 / 4  # enough on either side
    leaked = {address: sorted(words - graph.shown) for address, words in found.items() if words - graph.shown}
    assert leaked == {}
    assert graph.shown - set().union(*found.values()) == set()


@pytest.mark.parametrize("graph", [(80, 7)], indirect=True)
def test_each_of_them_has_a_page_and_is_asked_for_if_and_only_if_it_is_public(client, graph):
    pages = {word: f"/actors/{word}/" for word in graph.actors}
    pages |= {word: f"/sources/{source.public_id}/" for word, source in graph.sources.items()}
    pages |= {word: f"/tags/{word}/" for word in graph.tags}
    wrong = {}
    for word, address in pages.items():
        for at in (address, f"{address}index.json"):
            status = client.get(at).status_code
            if status != (200 if word in graph.shown else 404):
                wrong[at] = status
    assert wrong == {}
    sitemap = client.get("/sitemap.xml").content.decode()
    kinds = {
        "actor": set(Actor.objects.public().values_list("name", flat=True)),
        "source": set(Source.objects.public().values_list("title", flat=True)),
        "tag": set(reachable_tags().values_list("name", flat=True)),
    }
    for kind, words in kinds.items():
        assert words == {word for word in graph.shown if word.startswith(kind)}
    for word, source in graph.sources.items():
        assert (source.public_id in sitemap) == (word in graph.shown)
