"""The list of commitments in the admin, what lists and pages cost, what saving tells, and the history in words."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.registering import change_commitment
from tests.desk import before_and_after, desk, page, saved, told
from tests.ledger import SHOWN, a_commitment, a_passage, an_actor, an_occasion, proposed, published, tracked
from tests.stories import a_claim, a_story, fresh


def test_the_list_says_by_whom_to_whom_and_the_status_in_words(ada, boris, vera):
    commitment = a_commitment(ada, due_words="by June", due_on="2024-06")
    proposed(commitment, boris, "fulfilled")
    published(a_commitment(ada, "Tell each other of storms"), vera)
    text = desk(ada).get(page("commitments_commitment_changelist")).content.decode()
    for words in ("Borovia → Arland", "Not yet rated; Overdue", "June 2024", "No date given", "#proposals"):
        assert words in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=in_progress", ["One"]),
        ("status=not_yet_rated", ["Two"]),
        ("status=nonsense", ["Two", "One"]),
        ("needs=overdue", ["Two"]),
        ("needs=proposal", ["Two"]),
        ("needs=contested", ["One"]),
        ("needs=review", ["Two"]),
        ("public__exact=1", ["One"]),
        ("topic=fish", ["One"]),
        ("q=Arland", ["Two", "One"]),
        ("q=herring+boats", ["Two", "One"]),
        ("q=nothing", []),
    ],
)
def test_the_list_is_filtered_and_searched_without_doubles(ada, boris, vera, query, found):
    one = a_commitment(
        ada, "One", tag_list="Fish", contested_by=a_passage(ada, SHOWN), contested_note="Arland doubts it."
    )
    tracked(one, propose=ada, confirm=boris)
    published(one, vera)
    two = a_commitment(ada, "Two", due_words="by June", due_on="2024-06", review_by="2024-02-01")
    proposed(two, boris)
    proposed(two, ada)
    results = desk(ada).get(f"{page('commitments_commitment_changelist')}?{query}").context["cl"].result_list
    assert [commitment.title for commitment in results] == found


def test_the_list_is_filtered_by_who_undertook_it(ada):
    a_commitment(ada)
    borovia, arland = an_actor(ada), an_actor(ada, "Arland")
    counts = [
        desk(ada).get(f"{page('commitments_commitment_changelist')}?by={actor.pk}").context["cl"].result_count
        for actor in (borovia, arland)
    ]
    assert counts == [1, 1]  # Arland undertook none, so it is not offered and the list is whole


LISTS = ("commitments_commitment", "commitments_statusproposal", "commitments_statuschange", "commitments_occasion")


def test_lists_cost_the_same_with_one_row_and_with_three(ada, boris, vera):
    costs = []
    for number in range(3):
        occasion = an_occasion(ada, f"Talks {number}")
        commitment = a_commitment(ada, f"Number {number}", tag_list="Fish", occasion=occasion)
        tracked(commitment, propose=ada, confirm=boris)
        proposed(commitment, boris, party=commitment.parties.first())
        costs.append([cost_of(vera, page(f"{name}_changelist")) for name in LISTS])
    assert costs[0] == costs[2]


def cost_of(user: Any, address: str) -> int:
    client = desk(user)
    client.get(address)  # what is asked once in a process is asked now
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_page_costs_the_same_with_one_row_of_each_kind_and_with_three(ada, boris, vera):
    commitment = a_commitment(ada)
    others = [a_commitment(ada, f"Other {number}") for number in range(3)]
    story, words = a_story(ada), ("They agreed to cut duties", "met in Geneva", "for talks on tariffs")
    claims = [a_claim(story, ada, words=each) for each in words]
    costs = []
    for number in (1, 2, 3):
        links = [{"kind": "reaffirms", "other": other} for other in others[:number]]
        change_commitment(fresh(commitment), by=vera, links=links, reports=claims[:number])
        tracked(commitment, propose=ada, confirm=boris, effective_on=f"2024-03-0{number}")
        proposed(commitment, boris, effective_on="2024-04")
        costs.append(cost_of(vera, page("commitments_commitment_change", commitment.pk)))
    assert costs[0] == costs[2]


def test_the_history_tells_fields_and_rows_in_words(ada, boris):
    commitment = a_commitment(ada)
    change_commitment(commitment, by=boris, bindingness="unilateral", parties=[])
    entries = desk(ada).get(page("commitments_commitment_history", commitment.pk)).context["entries"]
    told_of = [(entry.who, entry.act, entry.what) for entry in entries]
    assert ("Boris Check", "Taken away", "Party: Borovia") in told_of
    changes = [change for entry in entries for change in entry.changes if change.label == "Bindingness"]
    assert [before_and_after(change) for change in changes[:1]] == [("Politically binding", "One side's own")]


def test_what_has_no_parties_yet_is_kept_and_told_when_it_is_saved(ada):
    commitment = a_commitment(ada, parties=[])
    address = page("commitments_commitment_change", commitment.pk)
    nobody = "Nobody undertakes it: add who does, in the part “Undertakes it”."
    assert nobody in told(saved(desk(ada), address, summary="Two ports."))
    assert fresh(commitment).summary == "Two ports."
    an_actor(ada)
    row = {"parties-0-actor": "Borovia", "parties-0-role": "pledger"}
    (sentence,) = (each for each in told(saved(desk(ada), address, row)) if "successfully" not in each)
    assert sentence.startswith("There is no other side: add to whom it was undertaken")
