"""Every form of the ledger, posted by every role: who is let through, whatever a page offered."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from commitments.publishing import publish_commitment
from tests.conftest import person
from tests.desk import page
from tests.ledger import SHOWN, UNDERTAKEN, a_commitment, an_occasion, proposed, tracked
from tests.stories import fresh

ROLES = ("anonymous", "stranger", "reporter", "checker", "editor", "publisher", "auditor", "administrator")

# Answers to POST: a = done (302), - = 403, l = sent to the login. The commitment is the reporter's own.
#                     anonymous, stranger, reporter, checker, editor, publisher, auditor, administrator
MATRIX = {
    "add": "llaaa---",
    "add occasion": "llaaa---",
    "change": "llaaa---",
    "change, public": "ll-aa---",
    "change occasion": "llaaa---",
    "propose": "llaaa---",
    "confirm the reporter's": "ll-aa---",
    "confirm the checker's": "ll--a---",
    "confirm the editor's": "ll-a----",
    "return the reporter's": "ll-aa---",
    "return the checker's": "ll--a---",
    "withdraw the reporter's": "lla-----",
    "withdraw the checker's": "ll-a----",
    "retract": "llaaa---",
    "publish": "ll--a---",
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
    "to_status": "stalled", "effective_on": "2024", "rationale": "Nothing came of it.",
    "first_source": "Joint communiqué", "first_words": SHOWN,
}  # fmt: skip


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    return {role: person(role, role.title(), "Person", role) for role in ROLES[2:]} | {
        "stranger": person("stranger", "Noor", "Stranger")
    }


@pytest.fixture
def row(people) -> SimpleNamespace:
    """The reporter's commitment and occasion, an entry of the log, and a proposal of each who may make one."""
    ada = people["reporter"]
    commitment = a_commitment(ada)
    change = tracked(commitment, propose=ada, confirm=people["checker"])
    proposals = {role: proposed(commitment, people[role], "stalled") for role in ("reporter", "checker", "editor")}
    return SimpleNamespace(commitment=commitment, occasion=an_occasion(ada), change=change, proposals=proposals)


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
    data = {"add": COMMITMENT, "change": COMMITMENT | {"summary": "New."}, "propose": STATUS}.get(do, {"reason": "So."})
    key = [] if do == "add" else [commitment.pk]
    return page(f"commitments_commitment_{do}", *key), data | {"version": commitment.version}


def letter(role: str, people: dict[str, Any], address: str, data: dict[str, Any]) -> str:
    """The answer as one letter of the table."""
    client = Client()
    if role != "anonymous":
        client.force_login(people[role])
    answer = client.post(address, data)
    if answer.status_code == 302:
        return "l" if "/login/" in answer.url else "a"
    return {403: "-"}.get(answer.status_code, str(answer.status_code))


@pytest.mark.parametrize("name", MATRIX)
def test_every_role_is_let_through_as_the_table_says(people, row, name):
    if name.endswith(", public"):
        publish_commitment(fresh(row.commitment), by=people["editor"])
    found = ""
    for role in ROLES:
        with transaction.atomic():  # each finds the ledger as it was
            found += letter(role, people, *form(name, row))
            transaction.set_rollback(True)
    assert found == MATRIX[name]
