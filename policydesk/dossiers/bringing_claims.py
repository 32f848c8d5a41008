"""Claims of a dossier → rows, through the rules: marked by their words, cited, and never checked."""

from typing import Any

from articles.citing import rewrite_citation, strike_citation, write_citation, write_denial
from articles.claiming import check_can_change, check_can_mark, write_attribution, write_claim, write_place
from articles.models import Citation, Claim
from policydesk.dossiers.runs import Run, at, plain_fields
from policydesk.dossiers.schema import CITATION, CLAIM
from policydesk.lib.text import normalise
from sources.excerpting import check_can_excerpt

DETAILS = ("stance", "directness", "basis", "interested", "note")
Name = tuple[int, str, str]


def bring_claim(claim: Claim | None, values: dict[str, Any], run: Run) -> Claim:
    """Mark or change a claim, with its citations."""
    fields = plain_fields(values, CLAIM, "kind", "statement", "speech_act", "anonymity_reason", "event_date")
    fields["speaker"] = run.row("actors", values.get("speaker"))
    how = {"by": run.by, "reason": run.reason}
    with at("words", within=""):
        if claim is None:
            article = run.desk.story(values["story"])
            run.ask(check_can_mark, article)
            claim = write_claim(article, values["words"], part=values.get("part", "body"), **how, **fields)
        else:
            run.ask(check_can_change, claim)
            if normalise(values["words"]) != normalise(claim.exact):
                write_place(claim, values["words"], **how)
            write_attribution(claim, **how, **fields)
    _cite(claim, values.get("citations", []), run)
    return claim


def _cite(claim: Claim, rows: list[dict[str, Any]], run: Run) -> None:
    """Make the citations of the claim those of the file; what is the same stays the same row."""
    there = {_name_of(row): row for row in claim.citations.select_related("source", "excerpt")}
    wanted = [_name(row, run) for row in rows]
    for name, citation in there.items():
        if name not in wanted:
            strike_citation(_of(claim, citation), by=run.by)
    denial = None
    for number, (row, name) in enumerate(zip(rows, wanted, strict=True), start=1):
        path = f"citations.{number}"
        with at(f"{path}.source" if "passage" not in row else f"{path}.passage", within=path):
            citation = _one(claim, row, there.get(name), run)
        run.tell_grade(citation.excerpt if name not in there else None, f"{path}.passage")
        denial = citation if row.get("denies") else denial
    write_denial(claim, denial, by=run.by)


def _one(claim: Claim, row: dict[str, Any], there: Citation | None, run: Run) -> Citation:
    fields = plain_fields(row, CITATION, *DETAILS)
    if "passage" in row:
        run.ask(check_can_excerpt)
    if there is None:
        source, words = run.row("sources", row["source"]), plain_fields(row, CITATION, "passage", "locator")
        return write_citation(claim, source, by=run.by, **words, **fields)
    stands = there.excerpt
    words = {"passage": stands.exact, "locator": stands.locator} if stands else {"passage": ""}
    rewrite_citation(_of(claim, there), by=run.by, **words, **fields)
    return there


def _of(claim: Claim, citation: Citation) -> Citation:
    """The citation with this very claim object, so that both know the newest version."""
    citation.claim = claim
    return citation


def _name(row: dict[str, Any], run: Run) -> Name:
    return run.row("sources", row["source"]).pk, normalise(row.get("passage", "")), row.get("locator", "")


def _name_of(citation: Citation) -> Name:
    excerpt = citation.excerpt
    return citation.source_id, normalise(excerpt.exact) if excerpt else "", excerpt.locator if excerpt else ""
