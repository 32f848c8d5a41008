"""A small ledger to work with, made through the rules; tests that need a commitment start here."""

from typing import Any

from actors.models import Actor
from actors.registering import register_actor
from commitments import tracking
from commitments.models import Commitment, Occasion, StatusChange, StatusProposal
from commitments.publishing import publish_commitment
from commitments.registering import register_commitment, register_occasion
from sources.excerpting import add_excerpt, take_extract
from sources.models import Excerpt
from tests.stories import a_source, fresh

UNDERTAKEN = "Borovia will open two of its ports to herring boats from Arland"
SHOWN = "the first boats from Arland were let into the port of Selden"


def an_actor(by: Any, name: str = "Borovia", **fields: Any) -> Actor:
    """A state of that name."""
    return register_actor(by=by, name=name, **{"kind": "state"} | fields)[0]


def a_passage(by: Any, words: str = UNDERTAKEN, title: str = "Joint communiqué", **fields: Any) -> Excerpt:
    """Words of a source that the desk typed from it."""
    source = a_source(by, title, **fields)
    take_extract(source, f"It was announced that {words}.", by=by)
    return add_excerpt(source, words, by=by)


def an_occasion(by: Any, name: str = "Selden fisheries talks", **fields: Any) -> Occasion:
    """A meeting in January 2024."""
    return register_occasion(by=by, name=name, **{"kind": "ministerial", "date": "2024-01-30"} | fields)


def a_commitment(by: Any, title: str = "Open two ports", **fields: Any) -> Commitment:
    """What Borovia undertook towards Arland on 30 January 2024; readers do not see it yet."""
    given = {"made_on": "2024-01-30", "bindingness": "politically_binding"} | fields
    if "undertaking" not in given:
        given["undertaking"] = a_passage(by)
    if "parties" not in given:
        given["parties"] = [
            {"actor": an_actor(by), "role": "pledger", "side": "first"},
            {"actor": an_actor(by, "Arland"), "role": "counterparty", "side": "second"},
        ]
    return register_commitment(by=by, title=title, **given)


def proposed(commitment: Commitment, by: Any, to_status: str = "in_progress", **fields: Any) -> StatusProposal:
    """A proposal of `by` that rests on one passage."""
    given = {"effective_on": "2024-03-01", "rationale": "The first boats were let in."} | fields
    if "excerpts" not in given:
        given["excerpts"] = [a_passage(by, SHOWN, "Harbour notice")]
    return tracking.propose(commitment, to_status, by=by, **given)


def tracked(commitment: Commitment, *, propose: Any, confirm: Any, **fields: Any) -> StatusChange:
    """An entry of the log that one person proposed and another confirmed."""
    return tracking.confirm(proposed(commitment, propose, **fields), by=confirm)


def published(commitment: Commitment, by: Any) -> Commitment:
    """The commitment as readers see it."""
    publish_commitment(fresh(commitment), by=by)
    return fresh(commitment)
