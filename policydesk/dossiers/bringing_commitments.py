"""Commitments of a dossier → rows, through the rules: never public, and what came of them only proposed."""

from typing import Any

from django.utils.translation import gettext as _

from actors.models import Actor
from actors.tag_names import remarks
from commitments.enums import PartyRole
from commitments.evidencing import Evidence
from commitments.models import Commitment, Party, StatusProposal
from commitments.permitting import check_can_add, check_can_change
from commitments.registering import check_can_read, write_commitment
from commitments.tracking import check_can_propose, write_proposal
from policydesk.dossiers.runs import Run, at, plain_fields
from policydesk.dossiers.schema import COMMITMENT, EVIDENCE, PARTY
from policydesk.lib.errors import Refused

PLAIN = (
    *("title", "summary", "made_on", "bindingness", "due_words", "due_on"),
    *("verifiability", "interpretive_note", "own_act"),
)
WORTH = ("bearing", "nature", "unnamed")


def bring_commitment(commitment: Commitment | None, values: dict[str, Any], run: Run) -> Commitment:
    """Make or change a commitment with its parties and reports; a new one gets its links by `link_commitment`."""
    fields = plain_fields(values, COMMITMENT, *PLAIN) | {"tag_list": ", ".join(values.get("tags", ()))}
    run.told += [("tags", said) for said in remarks(values.get("tags", ())).values()]
    contested = values.get("contested", {})
    wordings = {} if commitment is None else {row.actor_id: row.own_wording for row in commitment.parties.all()}
    fields |= {
        "occasion": run.row("occasions", values.get("occasion")),
        "review_by": values.get("review_by") or None,
        "undertaking": run.passage(
            values["undertaking"], "undertaking", commitment.undertaking if commitment else None
        ),
        "contested_by": run.passage(contested, "contested", commitment.contested_by if commitment else None),
        "contested_note": contested.get("note", ""),
        "parties": [_party(row, run, n, wordings) for n, row in enumerate(values.get("parties", ()), start=1)],
        "reports": [run.row("claims", key) for key in values.get("reported_in", ())],
        "links": None if commitment is None else _links(values, run),
    }
    with at("slug", within=""):
        run.ask(check_can_change, commitment) if commitment else run.ask(check_can_add)
        run.ask(check_can_read, fields["reports"])
        commitment = commitment or Commitment(slug=values["slug"])
        write_commitment(commitment, by=run.by, reason=run.reason, **fields)
    return commitment


def link_commitment(commitment: Commitment, values: dict[str, Any], run: Run) -> None:
    """Link a new commitment to others, all of which are there by now."""
    if values.get("links"):
        with at("links"):
            write_commitment(commitment, by=run.by, reason=run.reason, links=_links(values, run))


def propose_statuses(commitment: Commitment, values: dict[str, Any], run: Run) -> None:
    """Propose what the file says came of it, each once: what stands in the log or was ever proposed stays as it is."""
    for number, row in enumerate(values.get("statuses", ()), start=1):
        path = f"statuses.{number}"
        with at(f"{path}.party"):
            actor = run.row("actors", row.get("party"))
            party = _pledger(commitment, actor) if actor else None
        same = {"commitment": commitment, "party": party, "to_status": row["status"], "effective_on": row["since"]}
        if StatusProposal.objects.filter(**same, retracts=None).exists():
            run.proposals["unchanged"] += 1
            continue
        with at(f"{path}.status", within=path):
            run.ask(check_can_propose)
            _propose(commitment, row, party, run, path)
        run.proposals["created"] += 1


def _pledger(commitment: Commitment, actor: Actor) -> Party:
    party = commitment.parties.filter(actor=actor, role=PartyRole.PLEDGER).first()
    if party is None:
        raise Refused(_("%(actor)s did not undertake it: name a party with the role “pledger”.") % {"actor": actor})
    return party


def _party(row: dict[str, Any], run: Run, number: int, wordings: dict[int, Any]) -> dict[str, Any]:
    actor = run.row("actors", row["actor"])
    words = run.passage(row.get("own_wording"), f"parties.{number}.own_wording", wordings.get(actor.pk))
    return plain_fields(row, PARTY, "role", "side") | {"actor": actor, "own_wording": words}


def _links(values: dict[str, Any], run: Run) -> list[dict[str, Any]]:
    return [
        {"kind": row["kind"], "other": run.row("commitments", row["commitment"])} for row in values.get("links", ())
    ]


def _propose(commitment: Commitment, row: dict[str, Any], party: Party | None, run: Run, path: str) -> None:
    evidence = [
        Evidence(run.passage(one, f"{path}.evidence.{n}"), **plain_fields(one, EVIDENCE, *WORTH))
        for n, one in enumerate(row["evidence"], start=1)
    ]
    write_proposal(
        commitment,
        row["status"],
        by=run.by,
        effective_on=row["since"],
        rationale=row["reason"],
        rebuttal=row.get("rebuttal", ""),
        evidence=evidence,
        party=party,
    )
