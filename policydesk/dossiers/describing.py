"""A record of the desk in the form of a dossier, so that it can be compared and exported.

Of a source that is not public it says what readers may see, and nothing else.
"""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from actors.models import Actor
from articles.models import Citation, Claim
from commitments.enums import ProposalState
from commitments.models import Commitment, Occasion, StatusChange, StatusProposal
from policydesk.dossiers import schema
from policydesk.dossiers.comparing import tidy
from policydesk.dossiers.referring import key_of
from policydesk.dossiers.schema import Form, Shape
from sources.enums import SnapshotKind, TextKind
from sources.models import Excerpt, SnapshotText, Source


def describe(row: Any) -> dict[str, Any]:
    """The values of a record as its section of the schema has them, tidy."""
    section = SECTION[type(row)]
    return tidy(DESCRIBED[section](row), schema.SECTIONS[section])


def _plain(row: Any, shape: Shape) -> dict[str, Any]:
    """The fields that have the same name in row and schema and hold a plain value."""
    found: dict[str, Any] = {}
    for field in shape.fields:
        if field.to or field.of or field.form == Form.LINES or not hasattr(row, field.name):
            continue
        value = getattr(row, field.name)
        found[field.name] = value if field.form == Form.FLAG else _as_read(value, field.form)
    return found


def _as_read(value: Any, form: Form) -> str:
    """A stored value as a file gives it back: nothing around it and, on one line, single spaces."""
    text = "" if value is None else str(value)
    return text.strip() if form in (Form.TEXT, Form.WORDS) else " ".join(text.split())


def _actor(actor: Actor) -> dict[str, Any]:
    tenures = actor.tenures.select_related("organisation").order_by("pk")
    return _plain(actor, schema.ACTOR) | {
        "country": key_of(actor.country) if actor.country_id else "",
        "parent": key_of(actor.parent) if actor.parent_id else "",
        "aliases": [tidy(_plain(alias, schema.ALIAS), schema.ALIAS) for alias in actor.aliases.order_by("pk")],
        "tenures": [
            tidy(_plain(row, schema.TENURE) | {"organisation": key_of(row.organisation)}, schema.TENURE)
            for row in tenures
        ],
    }


def _occasion(occasion: Occasion) -> dict[str, Any]:
    there = occasion.participants.select_related("actor").order_by("pk")
    return _plain(occasion, schema.OCCASION) | {"participants": [key_of(row.actor) for row in there]}


def _source(source: Source) -> dict[str, Any]:
    values = _plain(source, schema.SOURCE) | {"id": key_of(source)}
    if not source.is_public:
        return {name: values[name] for name in schema.DESCRIBED_ONLY}
    return values | {
        "publisher": key_of(source.publisher) if source.publisher_id else "",
        "copy_of": key_of(source.copy_of) if source.copy_of_id else "",
        "extracts": _extracts(source),
    }


def _extracts(source: Source) -> list[dict[str, Any]]:
    texts = SnapshotText.objects.filter(snapshot__source=source, snapshot__kind=SnapshotKind.EXTRACT)
    return [
        tidy(
            {
                "text": row.text.strip(),
                "taken_on": row.snapshot.taken_at.astimezone(UTC).date().isoformat(),
                "note": row.snapshot.note.strip(),
            },
            schema.EXTRACT,
        )
        for row in texts.filter(kind=TextKind.TYPED).exclude(text="").select_related("snapshot").order_by("snapshot_id")
    ]


def _claim(claim: Claim) -> dict[str, Any]:
    citations = claim.citations.select_related("source", "excerpt").order_by("pk")
    return _plain(claim, schema.CLAIM) | {
        "id": key_of(claim),
        "story": claim.article.import_ref or "",
        "words": claim.exact.strip(),
        "speaker": key_of(claim.speaker) if claim.speaker_id else "",
        "citations": [_citation(claim, row) for row in citations],
    }


def _citation(claim: Claim, row: Citation) -> dict[str, Any]:
    values = _plain(row, schema.CITATION) | {
        "source": key_of(row.source),
        "passage": row.excerpt.exact.strip() if row.excerpt_id else "",
        "locator": _as_read(row.excerpt.locator, Form.LINE) if row.excerpt_id else "",
        "denies": claim.denied_by_id == row.pk,
    }
    return tidy(values, schema.CITATION)


def _passage(excerpt: Excerpt | None) -> dict[str, Any]:
    if excerpt is None:
        return {}
    values = {
        "source": key_of(excerpt.work),
        "passage": excerpt.exact.strip(),
        "locator": _as_read(excerpt.locator, Form.LINE),
    }
    return tidy(values, schema.PASSAGE)


def _commitment(commitment: Commitment) -> dict[str, Any]:
    parties = commitment.parties.select_related("actor", "own_wording").order_by("pk")
    links = commitment.links.select_related("other").order_by("pk")
    reports = commitment.reports.select_related("claim__article").order_by("pk")
    contested = _passage(commitment.contested_by)
    return _plain(commitment, schema.COMMITMENT) | {
        "occasion": commitment.occasion.slug if commitment.occasion_id else "",
        "undertaking": _passage(commitment.undertaking),
        "tags": [" ".join(name.split()) for name in commitment.tag_names()],
        "contested": contested | {"note": commitment.contested_note.strip()} if contested else {},
        "parties": [
            tidy(
                _plain(row, schema.PARTY) | {"actor": key_of(row.actor), "own_wording": _passage(row.own_wording)},
                schema.PARTY,
            )
            for row in parties
        ],
        "links": [{"kind": row.kind, "commitment": row.other.slug} for row in links],
        "reported_in": [key_of(row.claim) for row in reports],
        "statuses": _statuses(commitment),
    }


def _statuses(commitment: Commitment) -> list[dict[str, Any]]:
    """What stands in the log and what waits to; not what was returned, taken back, or takes something back."""
    undone = StatusChange.objects.filter(commitment=commitment).exclude(retracts=None).values("retracts__proposal")
    rows = commitment.proposals.filter(retracts=None, state__in=(ProposalState.OPEN, ProposalState.CONFIRMED))
    return [_status(row) for row in rows.exclude(pk__in=undone).order_by("pk")]


def _status(row: StatusProposal) -> dict[str, Any]:
    values = {
        "status": row.to_status,
        "since": str(row.effective_on),
        "reason": row.rationale.strip(),
        "party": key_of(row.party.actor) if row.party_id else "",
        "rebuttal": row.rebuttal.strip(),
        "evidence": [
            tidy(_plain(one, schema.EVIDENCE) | _passage(one.excerpt), schema.EVIDENCE)
            for one in row.evidence.order_by("pk")
        ],
    }
    return tidy(values, schema.STATUS)


DESCRIBED: dict[str, Callable[[Any], dict[str, Any]]] = {
    "actors": _actor, "occasions": _occasion, "sources": _source, "claims": _claim, "commitments": _commitment,
}  # fmt: skip
SECTION: dict[type, str] = {
    Actor: "actors", Occasion: "occasions", Source: "sources", Claim: "claims", Commitment: "commitments",
}  # fmt: skip
