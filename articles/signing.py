"""Fingerprints: what a check signs of a claim and its evidence, by recipes of which none is ever changed.

A check is compared by the recipe of its own prefix, so that a new one voids no old check.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from articles.enums import ClaimKind
from articles.models import Citation, Claim
from policydesk.lib.text import normalise
from sources.enums import Grade
from sources.models import Excerpt


def _citation_parts(citation: Citation) -> dict[str, Any]:
    excerpt = citation.excerpt
    return {
        "source": citation.source.public_id,
        "origin": citation.source.origin_before_f4,
        "copy": citation.source.copy_of_id is not None,
        "passage": normalise(excerpt.exact) if excerpt else "",
        "snapshot": excerpt.snapshot.sha256 if excerpt and excerpt.snapshot_id else "",
        "stance": citation.stance,
        "directness": citation.directness,
        "basis": citation.basis,
        "interested": citation.interested,
    }


def _parts(claim: Claim, cited: Callable[[Citation], dict[str, Any]]) -> dict[str, Any]:
    """What every recipe signs, with what this one signs of each citation. Asks for the citations once."""
    return {
        "words": normalise(claim.exact),
        "kind": claim.kind,
        "speaker": claim.speaker_id,
        "speech_act": claim.speech_act,
        "statement": normalise(claim.statement),
        "event_date": str(claim.event_date),
        "citations": sorted(map(cited, claim.citations.all()), key=canonical),
    }


def _owner(claim: Claim) -> dict[str, Any]:
    """Of an analysis whose judgement it is: the card names the owner under the check."""
    return {"owner": claim.owner_id if claim.kind == ClaimKind.ANALYSIS else None}


def _with_proof(citation: Citation) -> dict[str, Any]:
    """How a passage stands in the newest copy where that is not word for word: who checks accepts it.

    A passage that is found, or that no copy was there for, signs nothing: a first copy that holds it changes nothing.
    """
    return _citation_parts(citation) | {"proof": proof_of(citation.excerpt)}


def _with_origin(citation: Citation) -> dict[str, Any]:
    """The origin as it is counted since f4: no group parts unnamed people, nor do notes that nobody took."""
    return _with_proof(citation) | {"origin": citation.source.origin}


def proof_of(excerpt: Excerpt | None) -> str:
    """What a check signs of how the passage stands in the newest copy; empty where it is found, or no copy is there."""
    doubtful = excerpt and excerpt.grade in (Grade.CLOSE, Grade.PARTLY, Grade.ABSENT)
    return f"{excerpt.grade}:{normalise(excerpt.found)}" if doubtful else ""


RECIPES: dict[str, Callable[[Claim], dict[str, Any]]] = {
    "f1": lambda claim: _parts(claim, _citation_parts),
    "f2": lambda claim: _parts(claim, _citation_parts) | _owner(claim),
    "f3": lambda claim: _parts(claim, _with_proof) | _owner(claim),
    "f4": lambda claim: _parts(claim, _with_origin) | _owner(claim),
}
NEWEST_RECIPE = "f4"


def canonical(parts: Any) -> str:
    """The parts as bytes are made of them: in one order, without spaces."""
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signed_parts(claim: Claim, recipe: str = NEWEST_RECIPE) -> dict[str, Any]:
    """What a check of `claim` would sign now: words, attribution, and each citation."""
    return RECIPES[recipe](claim)


def fingerprint(claim: Claim, recipe: str = NEWEST_RECIPE) -> str:
    """`"f4:" + SHA-256` of the parts. White space, typography, order and place in the text do not count."""
    return f"{recipe}:{hashlib.sha256(canonical(signed_parts(claim, recipe)).encode()).hexdigest()}"
