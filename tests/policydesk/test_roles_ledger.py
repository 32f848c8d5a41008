"""Every form of the ledger, posted by every role: who is let through, whatever a page offered."""

from types import SimpleNamespace
from typing import Any

import pytest

from commitments.publishing import publish_commitment
from tests.desk import page
from tests.ledger import SHOWN, UNDERTAKEN, a_commitment, an_occasion, proposed, tracked
from tests.policydesk.role_tables import People, one_of_each, otherwise
from tests.stories import fresh

# Answers to POST: a = done (302), - = 403, l = sent to the login. The commitment is the reporter's own.
#                     anonymous, stranger, reporter, checker, editor, publisher, auditor, administrator
MATRIX = {
    "add": "llaaa---",
    "add occasion": "llaaa---",
    "change": "llaaa---",
    "change, public": "ll-aa---",
    "change occasion": "llaaa---",
    "propose": "llaaa---",
    "review": "llaaa---",
    "confirm the reporter's": "ll-aa---",
    "confirm the checker's": "ll--a---",
    "confirm the editor's": "ll-a----",
    "return the reporter's": "ll-aa---",
    "return the checker's": "ll--a---",
    "withdraw the reporter's": "lla-----",
    "withdraw the checker's": "ll-a----",
    "retract": "llaaa---",
    "publish": "ll--a---",
    "discard": "llaaa---",
    "take_back, public": "ll--a---",
}  # fmt: skip
NO_ROWS = {
    f"{rows}-{what}_FORMS": number
    for rows in ("parties", "links", "reports", "participants")
    for what, number in (("TOTAL", 0), ("INITIAL", 0))
}
COMMITMENT = NO_ROWS | {
    "title": "Open two ports", "undertaking_source": "Joint communiqué", "undertaking_words": UNDERTAKEN,
    "made_on": "2024-01-30", "bindingness": "unclear", "verifiability": "verifiable",
}  # fmt: skip
OCCASION = NO_ROWS | {"name": "Talks", "kind": "call", "date": "2024", "place": "Selden"}
STATUS = {
    "to_status": "stalled", "effective_on": "2024-04-01", "rationale": "Nothing came of it.",
    "first_source": "Joint communiqué", "first_words": SHOWN,
}  # fmt: skip

REVIEW = {"looked_at": "The ministry's notices.", "review_by": "2999-01-01"}


@pytest.fixture
def people(db: None) -> People:
    return one_of_each()


@pytest.fixture
def row(people) -> SimpleNamespace:
    """The reporter's commitment and occasion, an entry of the log, and a proposal of each who may make one."""
    ada = people["reporter"]
    commitment = a_commitment(ada)
    change = tracked(commitment, propose=ada, confirm=people["checker"])
    proposals = {role: proposed(commitment, people[role], "stalled") for role in ("reporter", "checker", "editor")}
    mistake = a_commitment(ada, "A mistake")
    return SimpleNamespace(
        mistake=mistake, commitment=commitment, occasion=an_occasion(ada), change=change, proposals=proposals
    )


def form(name: str, row: SimpleNamespace) -> tuple[str, dict[str, Any]]:
    """Address and data of the form called `name`."""
    commitment, (do, _space, what) = fresh(row.commitment), name.removesuffix(", public").partition(" ")
    if do in ("confirm", "return", "withdraw"):
        proposal = row.proposals[what.removeprefix("the ").removesuffix("'s")]
        return page("commitments_statusproposal_change", proposal.pk), {do: "1", "answer": "Because."}
    if what == "occasion":
        key = [row.occasion.pk] if do == "change" else []
        return page(f"commitments_occasion_{do}", *key), OCCASION | {"version": 1}
    if do == "retract":
        return page("commitments_statuschange_retract", row.change.pk), {"rationale": "It was another port."}
    data = {"add": COMMITMENT, "change": COMMITMENT | {"summary": "New."}, "propose": STATUS, "review": REVIEW}.get(
        do, {"reason": "So."}
    )
    key = [] if do == "add" else [commitment.pk]
    if do == "discard":
        commitment, key = row.mistake, [row.mistake.pk]
    return page(f"commitments_commitment_{do}", *key), data | {"version": commitment.version}


@pytest.mark.parametrize("public", [False, True])
def test_every_role_is_let_through_as_the_table_says(people, row, public):
    if public:
        publish_commitment(fresh(row.commitment), by=people["editor"])
    names = [name for name in MATRIX if name.endswith(", public") == public]
    assert otherwise(MATRIX, names, people, lambda name: form(name, row)) == {}
