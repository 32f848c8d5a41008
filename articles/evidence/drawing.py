"""The page of an evidence dossier: one HTML file beside one style sheet, for a browser without network."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from articles.cards import Card, SourceLine
from articles.cards import Evidence as Cited
from articles.enums import Verdict
from articles.evidence.enums import EvidenceKind
from articles.evidence.gathering import Evidence
from articles.presenting import page_of
from articles.wording import When, moment
from sources.enums import SnapshotKind

STYLE = Path(settings.BASE_DIR) / "static/policydesk/css/site.css"  # it looks like the pages that readers know


@dataclass(frozen=True)
class Proof:
    """One citation of a claim as its card has it, and where its passage stands: a copy and a place, or neither."""

    cited: Cited
    copy: dict[str, Any] | None
    place: dict[str, Any] | None


@dataclass(frozen=True)
class Proved:
    """A claim with its citations."""

    card: Card
    proofs: list[Proof]


@dataclass(frozen=True)
class CopyLine:
    """A copy as the list of sources shows it."""

    label: str
    taken: When
    told: dict[str, Any]


@dataclass(frozen=True)
class SourceCopies:
    """A source with the copies that the edition names."""

    line: SourceLine
    copies: list[CopyLine]


def draw(content: dict[str, Any], seal: dict[str, Any], kind: EvidenceKind, evidence: Evidence) -> str:
    """The HTML of the dossier. The caller sets the language."""
    page = page_of(content, slug=content["article"]["slug"])
    ids = {row["number"]: row["public_id"] for row in content["sources"]}
    context = {
        "page": page,
        "kind": kind,
        "internal": kind == EvidenceKind.INTERNAL,
        "seal": seal,
        "named": evidence.named,
        "claims": [_proved(card, evidence) for card in page.cards],
        "sources": [SourceCopies(line, _copies(ids[line.number], evidence)) for line in page.sources],
        "checks": [
            row | {"label": Verdict(row["verdict"]).label, "when": moment(row["at"])} for row in evidence.checks
        ],
    }
    return render_to_string("articles/evidence/index.html", context)


def _proved(card: Card, evidence: Evidence) -> Proved:
    copies = {(row["source"], row["number"]): row for row in evidence.copies}
    places = {row["citation"]: row for row in evidence.passages if row["claim"] == card.public_id}
    proofs = []
    for number, cited in enumerate(card.evidence, start=1):
        place = places.get(number)
        copy = copies.get((place["source"], place["copy"])) if place else None
        proofs.append(Proof(cited, copy, place if copy else None))
    return Proved(card, proofs)


def _copies(public_id: str, evidence: Evidence) -> list[CopyLine]:
    rows = (row for row in evidence.copies if row["source"] == public_id)
    return [CopyLine(str(SnapshotKind(row["kind"]).label), moment(row["taken_at"]), row) for row in rows]
