"""The log says a thing once: what it says already, or what is proposed twice, is told and not confirmed again."""

import pytest

from commitments.awaiting import beside_others
from commitments.models import StatusChange, StatusProposal
from commitments.registering import change_commitment
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from policydesk.lib.errors import Refused
from tests.desk import desk, page
from tests.ledger import a_commitment, a_passage, proposed, tracked
from tests.stories import fresh

TWICE = "The log says “In progress” since 1 March 2024 already, on the same sources: bring a further one."


def test_of_two_equal_proposals_one_is_confirmed_and_what_is_said_is_not_proposed_again(ada, boris, vera):
    commitment = a_commitment(ada)
    first, second = proposed(commitment, ada), proposed(commitment, vera)
    confirm(first, by=boris)
    for attempt in (lambda: confirm(second, by=boris), lambda: proposed(commitment, ada)):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert str(refusal.value) == TWICE
    assert (StatusChange.objects.count(), fresh(second).state) == (1, "open")


def test_a_further_source_another_day_another_of_whom_or_another_reading_is_a_further_entry(ada, boris, vera):
    commitment = a_commitment(ada)
    tracked(commitment, propose=ada, confirm=boris)
    other = a_passage(ada, "boats of Arland lie in the port of Selden", "Fisheries bulletin")
    for fields in (
        {"excerpts": [other]},
        {"effective_on": "2024-03-02"},
        {"party": commitment.parties.undertaking().get()},
    ):
        tracked(fresh(commitment), propose=ada, confirm=boris, **fields)
    change_commitment(fresh(commitment), by=vera, interpretive_note="It is kept once boats land.")
    tracked(fresh(commitment), propose=ada, confirm=boris)
    assert StatusChange.objects.standing().count() == 5


def test_what_was_taken_back_may_be_said_again(ada, boris):
    commitment = a_commitment(ada)
    change = tracked(commitment, propose=ada, confirm=boris)
    confirm(propose_retraction(change, by=ada, rationale="It was another port."), by=boris)
    assert tracked(commitment, propose=ada, confirm=boris).to_status == "in_progress"


def test_the_queue_and_the_page_of_a_proposal_tell_what_says_the_same(ada, boris, vera, ines):
    commitment = a_commitment(ada)
    first, second, other = proposed(commitment, ada), proposed(commitment, vera), proposed(commitment, ada, "stalled")

    def told():
        rows = beside_others(StatusProposal.objects.order_by("pk"))
        return [(row.is_said, row.is_twin) for row in rows if row.state == "open"]

    client, address = desk(boris), page("commitments_statusproposal_change", second.pk)
    assert told() == [(False, True), (False, True), (False, False)]
    assert client.get(page("commitments_statusproposal_changelist")).content.decode().count("Proposed twice") == 2
    assert f'href="{page("commitments_statusproposal_change", first.pk)}"' in client.get(address).content.decode()

    change = confirm(first, by=boris)
    assert told() == [(True, False), (False, False)]
    queue = desk(ines).get(page("commitments_statusproposal_changelist")).content.decode()
    assert (queue.count("Proposed twice"), queue.count("The log says it already")) == (0, 1)
    html = desk(ines).get(address).content.decode()
    assert f'href="{page("commitments_statuschange_change", change.pk)}"' in html
    assert TWICE in html
    assert "The log says" not in client.get(page("commitments_statusproposal_change", other.pk)).content.decode()
