"""PURE  What changed in the claims between two editions of a story, from their public contents.

It decides for readers (the table of a comparison) and for the desk (what a correction has to say) alike.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policydesk.lib.differing import Row, word_diff
from policydesk.lib.text import normalise

# What is said of the words: whose they are and what they amount to.
TELLING = (
    *("kind", "speaker", "described_as", "anonymity_reason", "speech_act", "event_date", "owner"),
    *("denied", "refuted_passage", "statement"),
)
# How a source is cited. Its number is left out: it changes when a source before it comes or goes.
CITING = ("stance", "directness", "basis", "interested", "denies", "exact", "locator", "grade", "note")

Content = dict[str, Any]


class ChangeKind(StrEnum):
    """In what a claim differs."""

    ADDED = "added"
    REMOVED = "removed"
    WORDS = "words"
    TELLING = "telling"
    STATUS = "status"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class ClaimChange:
    """One claim that differs: its rows in both contents (`before` is None for an added one, `after` for a removed one).

    In these rows each citation holds its source whole, in the place of the source's number. `gone` and `come` are the
    citations that only one of them has. `kinds` is never empty; added and removed stand alone in it.
    """

    public_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    kinds: tuple[ChangeKind, ...]
    gone: tuple[dict[str, Any], ...] = ()
    come: tuple[dict[str, Any], ...] = ()

    @property
    def claim(self) -> dict[str, Any]:
        """The row as it stands now, or as it stood last."""
        return self.after or self.before or {}

    @property
    def words(self) -> Row:
        """The claim's words, compared word by word."""
        old, new = ((row or {}).get("exact", "") for row in (self.before, self.after))
        return word_diff(old, new)


def claim_changes(old: Content, new: Content) -> list[ClaimChange]:
    """The claims that differ between two contents of one story, in the order of the new text.

    A claim is the same one while its public id is. White space, typographic quotes, its place in the text and the
    numbers of claims and sources do not count; a digit, the status that readers saw, and a passage do. A claim that
    was removed stands after the one that it stood after.
    """
    before, after = (_by_id(content) for content in (old, new))
    ordered = _in_reading_order(list(before), list(after))
    pairs = ((public_id, before.get(public_id), after.get(public_id)) for public_id in ordered)
    changes = (_change(public_id, was, stands) for public_id, was, stands in pairs)
    return [change for change in changes if change.kinds]


def _by_id(content: Content) -> dict[str, dict[str, Any]]:
    sources = {source["number"]: source for source in content["sources"]}
    return {claim["public_id"]: claim | {"citations": _citations(claim, sources)} for claim in content["claims"]}


def _citations(claim: Content, sources: dict[int, Any]) -> list[dict[str, Any]]:
    return [citation | {"source": sources[citation["source"]]} for citation in claim["citations"]]


def _in_reading_order(before: list[str], after: list[str]) -> list[str]:
    places = {public_id: place for place, public_id in enumerate(after)}
    ordered, place = [(float(at), 0, public_id) for public_id, at in places.items()], -1
    for number, public_id in enumerate(before):
        if public_id in places:
            place = places[public_id]
        else:
            ordered.append((place + 0.5, number, public_id))
    return [public_id for _place, _number, public_id in sorted(ordered)]


def _change(public_id: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> ClaimChange:
    if before is None or after is None:
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED
        return ClaimChange(public_id, before, after, (kind,))
    gone, come = _only_in(before, after), _only_in(after, before)
    found = {
        ChangeKind.WORDS: normalise(before["exact"]) != normalise(after["exact"]),
        ChangeKind.TELLING: any((before.get(name) or "") != (after.get(name) or "") for name in TELLING),
        ChangeKind.STATUS: before["reading"] != after["reading"],
        ChangeKind.EVIDENCE: bool(gone or come),
    }
    return ClaimChange(public_id, before, after, tuple(kind for kind, true in found.items() if true), gone, come)


def _only_in(mine: dict[str, Any], other: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """The citations of `mine` that `other` has not, each as often as it has it more."""
    left = Counter(map(_key, other["citations"]))
    return tuple(_beyond(mine["citations"], left))


def _beyond(citations: Iterable[dict[str, Any]], left: Counter) -> Iterable[dict[str, Any]]:
    for citation in citations:
        if left[key := _key(citation)]:
            left[key] -= 1
        else:
            yield citation


def _key(citation: dict[str, Any]) -> tuple[Any, ...]:
    return (citation["source"]["public_id"], *(citation[name] for name in CITING))
