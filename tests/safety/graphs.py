"""A desk full of actors, sources, tags, stories and commitments, tied at random; who of them is public is reckoned here.

The reckoning knows nothing of the queries that readers' pages make: it follows what was tied to what while it is made.
"""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from actors.models import Actor
from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite
from articles.claiming import mark_claim
from articles.editing import create_article
from articles.publishing import publish, withdraw
from commitments import tracking
from commitments.publishing import take_back
from sources.excerpting import add_excerpt, take_extract
from sources.models import Source
from sources.registering import register_source
from tests.ledger import a_commitment, an_occasion, carrying, published
from tests.stories import fresh, ready

PASSAGE = "the two sides will open their ports to boats"
FATES = ("draft", "published", "withdrawn")


@dataclass
class Graph:
    """What was made, by a word that is nowhere else, and the words that readers may see."""

    ada: Any
    boris: Any
    vera: Any
    random: Random
    actors: dict[str, Actor] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def word(self, kind: str) -> str:
        """A new word that nothing else holds."""
        self.words.append(f"{kind}zq{len(self.words)}x")
        return self.words[-1]


def tied_at_random(number: int, *, seed: int, **cast: Any) -> Graph:
    """So many objects: two fifths actors, a fifth each of sources and stories, a tenth each of tags and commitments."""
    graph = Graph(random=Random(seed), **cast)
    for _each in range(number * 2 // 5):
        word = graph.word("actor")
        graph.actors[word] = register_actor(by=graph.vera, kind="organisation", name=word, summary=f"{word} summary")[0]
    for _each in range(number // 5):
        _source(graph)
    graph.tags = [graph.word("tag") for _each in range(number // 10)]
    for count in range(number // 5):
        _story(graph, FATES[count % len(FATES)])
    for count in range(number // 10):
        _commitment(graph, FATES[count % len(FATES)])
    return graph


def _source(graph: Graph) -> None:
    word, publisher = graph.word("source"), graph.random.choice(sorted(graph.actors))
    hidden = graph.random.random() < 0.2
    secret = {"confidentiality": "confidential", "described_as": "somebody who knows"} if hidden else {}
    source = register_source(
        by=graph.ada, title=word, url=f"https://{word}.example/", publisher=graph.actors[publisher],
        source_class="press", **secret,
    )[0]  # fmt: skip
    take_extract(source, f"It was announced that {PASSAGE}.", by=graph.ada)
    source.of = publisher  # remembered for the reckoning alone
    graph.sources[word] = source


def _seen(graph: Graph, source: str) -> set[str]:
    """What readers see of a source that something public stands on: nothing of a confidential one."""
    return {source, graph.sources[source].of} if graph.sources[source].is_public else set()


def _story(graph: Graph, fate: str) -> None:
    speaker, source, tag = (graph.random.choice(sorted(rows)) for rows in (graph.actors, graph.sources, graph.tags))
    word = graph.word("story")
    article = create_article(
        by=graph.ada, headline=word, slug=word, body=f"<p>They said that {PASSAGE}.</p>", story_date=date(2024, 3, 5),
        tag_list=tag,
    )  # fmt: skip
    claim = mark_claim(
        article, f"They said that {PASSAGE}", by=graph.ada, kind="statement", speaker=graph.actors[speaker]
    )
    cite(claim, graph.sources[source], by=graph.ada, passage=PASSAGE, directness="primary")
    record_check(fresh(claim), "confirmed", by=graph.boris)
    if fate == "draft":
        return
    publish(ready(article, by=graph.vera), by=graph.vera)
    if fate == "withdrawn":
        withdraw(fresh(article), by=graph.vera, reason="It was wrong.")
    else:
        graph.shown |= {word, speaker, tag} | _seen(graph, source)


def _commitment(graph: Graph, fate: str) -> None:
    open_ones = sorted(word for word, source in graph.sources.items() if source.is_public)
    pledger, other, guest = graph.random.sample(sorted(graph.actors), 3)
    source, tag, word = graph.random.choice(open_ones), graph.random.choice(graph.tags), graph.word("promise")
    occasion = an_occasion(graph.vera, graph.word("occasion"), participants=[graph.actors[guest]])
    made = a_commitment(
        graph.ada, word, slug=word, tag_list=tag, occasion=occasion,
        undertaking=add_excerpt(graph.sources[source], PASSAGE, by=graph.ada),
        parties=[{"actor": graph.actors[pledger], "role": "pledger"}, {"actor": graph.actors[other], "role": "counterparty"}],
    )  # fmt: skip
    waiting = graph.sources[graph.random.choice(sorted(graph.sources))]  # a confidential one, too
    tracking.propose(
        made, "in_progress", by=graph.ada, effective_on="2024-03-06", rationale=f"It is said by {graph.word('reason')}.",
        evidence=carrying("in_progress", add_excerpt(waiting, PASSAGE, by=graph.ada)),
    )  # fmt: skip
    if fate == "draft":
        return
    published(made, graph.vera)
    if fate == "withdrawn":
        take_back(fresh(made), by=graph.vera, reason="Not yet.")
    else:
        graph.shown |= {word, occasion.name, pledger, other, guest, tag} | _seen(graph, source)
