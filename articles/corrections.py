"""PURE  What a story tells of its own errors, read from the content of an edition of any schema."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from articles.enums import CorrectionKind, EditionKind
from articles.wording import When, moment

MATERIAL = (CorrectionKind.CORRECTION, CorrectionKind.RETRACTION)  # told on top of the story too


@dataclass(frozen=True)
class Correction:
    """One correction as readers see it; `claims` are the claims concerned, each `public_id` and `words`."""

    edition: int
    kind: str
    label: str | Promise
    text: str
    at: When
    claims: tuple[dict[str, str], ...]

    @property
    def is_material(self) -> bool:
        return self.kind in MATERIAL


def corrections_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """All corrections that the content tells, newest first.

    Schema 1 had no such list: there an edition of kind correction told what was wrong as its reason.
    """
    if content["schema"] > 1:
        return content["corrections"]
    edition = content["edition"]
    if edition["kind"] != EditionKind.CORRECTION:
        return []
    told = {"edition": edition["number"], "kind": CorrectionKind.CORRECTION.value, "at": edition["at"]}
    return [told | {"text": edition["reason"], "claims": []}]


def read_correction(told: dict[str, Any]) -> Correction:
    """One entry of the list as the templates need it."""
    return Correction(
        edition=told["edition"],
        kind=told["kind"],
        label=CorrectionKind(told["kind"]).label,
        text=told["text"],
        at=moment(told["at"]),
        claims=tuple(told["claims"]),
    )
