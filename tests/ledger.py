"""A small ledger to work with, made through the rules; tests that need a commitment start here."""

from datetime import datetime
from typing import Any

from actors.models import Actor
from actors.registering import register_actor
from commitments import tracking
from commitments.enums import Bearing, Nature
from commitments.evidencing import Evidence
from commitments.models import Commitment, Occasion, StatusChange, StatusProposal
from commitments.publishing import publish_commitment
from commitments.registering import register_commitment, register_occasion
from sources.excerpting import add_excerpt, take_extract
from sources.models import Excerpt
from tests.stories import a_source, fresh

UNDERTAKEN = "Borovia will open two of its ports to herring boats from Arland"
READ_AS = "It is kept once both ports are open."
SHOWN = "the first boats from Arland were let into the port of Selden"


def an_actor(by: Any, name: str = "Borovia", **fields: Any) -> Actor:
    """A state of that name."""
    return register_actor(by=by, name=name, **{"kind": "state"} | fields)[0]


def a_passage(by: Any, words: str = UNDERTAKEN, title: str = "Joint communiqué", **fields: Any) -> Excerpt:
    """Words of a paper that the desk typed from it."""
    source = a_source(by, title, **{"source_class": "press"} | fields)
    take_extract(source, f"It was announced that {words}.", by=by)
    return add_excerpt(source, words, by=by)


def an_occasion(by: Any, name: str = "Selden fisheries talks", **fields: Any) -> Occasion:
    """A meeting in January 2024."""
    return register_occasion(by=by, name=name, **{"kind": "ministerial", "date": "2024-01-30"} | fields)


def a_commitment(by: Any, title: str = "Open two ports", **fields: Any) -> Commitment:
    """What Borovia undertook towards Arland on 30 January 2024; readers do not see it yet."""
    given = {"made_on": "2024-01-30", "bindingness": "politically_binding", "interpretive_note": READ_AS} | fields
    if "undertaking" not in given:
        given["undertaking"] = a_passage(by)
    if "parties" not in given:
        given["parties"] = [
            {"actor": an_actor(by), "role": "pledger", "side": "first"},
            {"actor": an_actor(by, "Arland"), "role": "counterparty", "side": "second"},
        ]
    return register_commitment(by=by, title=title, **given)


def carrying(to_status: str, *passages: Excerpt, nature: str = Nature.EFFECT) -> list[Evidence]:
    """The passages as evidence on the side that carries this status."""
    bearing = Bearing.AGAINST if to_status in ("breached", "lapsed") else Bearing.FOR
    return [Evidence(passage, bearing, nature) for passage in passages]


def proposed(commitment: Commitment, by: Any, to_status: str = "in_progress", **fields: Any) -> StatusProposal:
    """A proposal of `by` that rests on one passage, or on `excerpts`; all of them carry the status and show it done."""
    given = {"effective_on": "2024-03-01", "rationale": "The first boats were let in."} | fields
    if "evidence" not in given:
        shown = given.pop("excerpts", None)
        given["evidence"] = carrying(to_status, *([a_passage(by, SHOWN, "Harbour notice")] if shown is None else shown))
    return tracking.propose(commitment, to_status, by=by, **given)


def tracked(commitment: Commitment, *, propose: Any, confirm: Any, **fields: Any) -> StatusChange:
    """An entry of the log that one person proposed and another confirmed."""
    return tracking.confirm(proposed(commitment, propose, **fields), by=confirm)


def published(commitment: Commitment, by: Any, at: datetime | None = None) -> Commitment:
    """The commitment as readers see it, since `at`."""
    publish_commitment(fresh(commitment), by=by, at=at)
    return fresh(commitment)
