"""The status of a commitment: no change without evidence and a second person, and a log that stays."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from commitments.enums import Fulfilment
from commitments.evidencing import Evidence, evidence_of
from commitments.models import Commitment, StatusChange, StatusEvidence, StatusProposal
from commitments.publishing import publish_commitment
from commitments.rating import is_overdue, status_of, statuses_in_words
from commitments.retracting import propose_retraction
from commitments.tracking import confirm, evidence_troubles, return_proposal, withdraw_proposal
from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.models import Source
from tests.ledger import a_commitment, a_passage, an_actor, proposed, published, tracked
from tests.stories import fresh


def both_undertake(by) -> Commitment:
    """A commitment that two states undertook towards each other."""
    return a_commitment(
        by,
        parties=[
            {"actor": an_actor(by), "role": "pledger", "side": "first"},
            {"actor": an_actor(by, "Arland"), "role": "pledger", "side": "second"},
        ],
    )


def statuses(commitment) -> list[tuple[str, str]]:
    return [(party.actor.name, party.status) for party in fresh(commitment).parties.select_related("actor")]


def test_a_proposal_changes_nothing_until_another_person_confirms_it(ada, boris):
    commitment = a_commitment(ada)
    proposal = proposed(commitment, ada, "fulfilled")
    assert statuses(commitment) == [("Borovia", "not_yet_rated"), ("Arland", "not_yet_rated")]

    change = confirm(proposal, by=boris, answer="Seen.", version=1)

    assert statuses(commitment) == [("Borovia", "fulfilled"), ("Arland", "not_yet_rated")]
    assert (change.from_status, change.to_status) == ("not_yet_rated", "fulfilled")
    assert (change.proposed_by, change.confirmed_by) == (ada, boris)
    assert [str(row) for row in change.evidence.all()] == [str(row) for row in proposal.evidence.all()]
    assert (proposal.state, proposal.answered_by, proposal.answer) == ("confirmed", boris, "Seen.")
    assert status_of(fresh(commitment)) == Fulfilment.FULFILLED


def test_no_status_without_a_passage(ada):
    with pytest.raises(Refused, match="no status without evidence"):
        proposed(a_commitment(ada), ada, excerpts=[])
    assert not StatusProposal.objects.exists()


def test_no_status_without_a_reason(ada):
    with pytest.raises(ValidationError, match="cannot be blank"):
        proposed(a_commitment(ada), ada, rationale="")


@pytest.mark.parametrize("who", ["boris", "vera"])
def test_nobody_confirms_their_own_proposal(who, ada, request):
    commitment = a_commitment(ada)
    person = request.getfixturevalue(who)
    proposal = proposed(commitment, person)
    with pytest.raises(NotAllowed, match="proposed it yourself"):
        confirm(proposal, by=person)
    assert not StatusChange.objects.exists()
    assert fresh(proposal).state == "open"


def test_a_reporter_confirms_and_returns_nothing(ada, boris):
    proposal = proposed(a_commitment(ada), boris)
    with pytest.raises(NotAllowed, match="may not confirm"):
        confirm(proposal, by=ada)
    with pytest.raises(NotAllowed, match="may not confirm or return"):
        return_proposal(proposal, by=ada, reason="No.")


def test_a_stranger_proposes_nothing(ada, noor):
    with pytest.raises(NotAllowed, match="may not propose"):
        proposed(a_commitment(ada), noor, excerpts=[a_passage(ada)])


def test_two_people_do_not_confirm_one_proposal_twice(ada, boris, vera):
    proposal = proposed(a_commitment(ada), ada)
    late = fresh(proposal)
    confirm(fresh(proposal), by=boris)
    with pytest.raises(Stale):
        confirm(late, by=vera)
    with pytest.raises(Refused, match="answered already"):
        confirm(fresh(proposal), by=vera)
    assert StatusChange.objects.count() == 1


def test_evidence_that_fell_meanwhile_carries_nothing(ada, boris, vera):
    proposal = proposed(a_commitment(ada), ada)
    source = Source.objects.get(title="Harbour notice")
    source.retracted_at, source.retracted_by, source.retracted_reason = source.created, vera, "It was forged."
    source.save(by=vera)

    assert len(evidence_troubles(proposal)) == 1
    with pytest.raises(Refused, match="was retracted"):
        confirm(proposal, by=boris)


def test_readers_get_no_status_on_evidence_that_they_may_not_see(ada, boris, vera):
    commitment = a_commitment(ada)
    hidden = a_passage(ada, title="Told in confidence", confidentiality="background", described_as="An official")
    proposal = proposed(commitment, ada, excerpts=[hidden])
    assert evidence_troubles(proposal) == []

    published(commitment, vera)
    with pytest.raises(Refused, match="not public"):
        confirm(fresh(proposal), by=boris)


def test_a_commitment_with_hidden_evidence_in_its_log_is_not_published(ada, boris, vera):
    commitment = a_commitment(ada)
    hidden = a_passage(ada, title="Told in confidence", confidentiality="background", described_as="An official")
    tracked(commitment, propose=ada, confirm=boris, excerpts=[hidden])
    with pytest.raises(Refused, match="not public"):
        publish_commitment(commitment, by=vera)


def test_a_change_for_one_party_touches_that_party_only(ada, boris):
    commitment = both_undertake(ada)
    borovia, arland = commitment.parties.order_by("pk")
    tracked(commitment, propose=ada, confirm=boris, party=borovia, to_status="fulfilled")

    assert statuses(commitment) == [("Borovia", "fulfilled"), ("Arland", "not_yet_rated")]
    assert status_of(fresh(commitment)) is None
    assert statuses_in_words(fresh(commitment)) == ["Borovia: Kept", "Arland: Not yet rated"]

    tracked(commitment, propose=ada, confirm=boris, party=arland, to_status="fulfilled")
    assert statuses_in_words(fresh(commitment)) == ["Kept"]


def test_only_those_who_undertook_it_have_a_status(ada):
    commitment = a_commitment(ada)
    with pytest.raises(Refused, match="who undertook it"):
        proposed(commitment, ada, party=commitment.parties.get(role="counterparty"))
    other = both_undertake(ada)
    with pytest.raises(Refused, match="who undertook it"):
        proposed(commitment, ada, party=other.parties.first())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"effective_on": "2023"}, "before the commitment was made"),
        ({"effective_on": "2999"}, "a day to come"),
        ({"to_status": "not_yet_rated"}, "where every commitment starts"),
        ({"to_status": "lapsed"}, "a date that its words give"),
    ],
)
def test_what_cannot_be_is_refused(ada, given, sentence):
    with pytest.raises(Refused, match=sentence):
        proposed(a_commitment(ada), ada, **given)


def test_the_status_is_that_of_the_latest_day_whenever_it_was_recorded(ada, boris):
    commitment = a_commitment(ada)
    tracked(commitment, propose=ada, confirm=boris, to_status="fulfilled", effective_on="2024-06-01")
    earlier = tracked(commitment, propose=ada, confirm=boris, to_status="in_progress", effective_on="2024-03")

    assert status_of(fresh(commitment)) == Fulfilment.FULFILLED
    assert (earlier.from_status, earlier.to_status) == ("not_yet_rated", "in_progress")


def test_an_entry_is_taken_back_by_a_further_one_and_the_status_falls_back(ada, boris, vera):
    commitment = a_commitment(ada)
    tracked(commitment, propose=ada, confirm=boris, to_status="in_progress")
    wrong = tracked(commitment, propose=ada, confirm=boris, to_status="fulfilled", effective_on="2024-06-01")

    proposal = propose_retraction(wrong, by=boris, rationale="One port stayed shut.")
    assert status_of(fresh(commitment)) == Fulfilment.FULFILLED
    with pytest.raises(Refused, match="waits for a second person"):
        propose_retraction(wrong, by=ada, rationale="Again.")
    taken = confirm(proposal, by=vera)

    assert status_of(fresh(commitment)) == Fulfilment.IN_PROGRESS
    assert (taken.from_status, taken.to_status, taken.retracts) == ("fulfilled", "in_progress", wrong)
    assert taken.evidence.count() == 1
    assert StatusChange.objects.count() == 3
    with pytest.raises(Refused, match="taken back already"):
        propose_retraction(wrong, by=ada, rationale="Again.")
    with pytest.raises(Refused, match="takes another back"):
        propose_retraction(taken, by=ada, rationale="It was right.")


def test_one_source_that_nobody_names_takes_nothing_back(ada, boris, vera):
    commitment = a_commitment(ada)
    wrong = tracked(commitment, propose=ada, confirm=boris, to_status="fulfilled")
    told = Evidence(a_passage(ada, "an official said that one port stayed shut", "Courier"), "against", unnamed=True)
    (own,) = evidence_of(wrong)
    for evidence in ([told], [own, told]):
        with pytest.raises(Refused, match="nobody names"):
            propose_retraction(wrong, by=boris, rationale="One port stayed shut.", evidence=evidence)
    seen = Evidence(a_passage(ada, "the port of Selden stayed shut all year", "Almanac"), "against")
    proposal = propose_retraction(wrong, by=boris, rationale="One port stayed shut.", evidence=[told, seen])

    Source.objects.filter(title="Almanac").update(
        kind="personal_communication", confidentiality="background", described_as="An official"
    )
    with pytest.raises(Refused, match="nobody names"):
        confirm(fresh(proposal), by=vera)
    assert status_of(fresh(commitment)) == Fulfilment.FULFILLED


def test_a_returned_proposal_says_what_is_missing_and_is_final(ada, boris):
    proposal = proposed(a_commitment(ada), ada)
    with pytest.raises(Refused, match="what is missing"):
        return_proposal(proposal, by=boris, reason=" ")
    return_proposal(proposal, by=boris, reason="Which port?", version=1)

    assert (proposal.state, proposal.answer) == ("returned", "Which port?")
    with pytest.raises(Refused, match="answered already"):
        confirm(fresh(proposal), by=boris)


def test_who_proposed_it_withdraws_it_and_nobody_else(ada, boris):
    proposal = proposed(a_commitment(ada), boris)
    with pytest.raises(NotAllowed, match="withdraw it instead"):
        return_proposal(proposal, by=boris, reason="Oh.")
    with pytest.raises(NotAllowed, match="Only who proposed"):
        withdraw_proposal(proposal, by=ada)

    withdraw_proposal(proposal, by=boris)
    assert fresh(proposal).state == "withdrawn"


def test_a_commitment_is_overdue_once_its_day_has_passed_unsettled(ada, boris):
    """Scenario 15."""
    commitment = a_commitment(ada, due_words="by June", due_on="2024-06")
    in_time, late = datetime(2024, 6, 30, 12, tzinfo=UTC), datetime(2024, 7, 1, 12, tzinfo=UTC)

    assert [is_overdue(commitment, at) for at in (in_time, late)] == [False, True]
    assert list(Commitment.objects.overdue(in_time)) == []
    assert list(Commitment.objects.overdue(late)) == [commitment]

    tracked(commitment, propose=ada, confirm=boris, to_status="fulfilled")
    assert not is_overdue(fresh(commitment), late)
    assert list(Commitment.objects.overdue(late)) == []
    assert not is_overdue(a_commitment(ada), late)


def test_the_log_is_not_edited_past_the_rules_either(ada, boris):
    change = tracked(a_commitment(ada), propose=ada, confirm=boris)
    for sql in (
        "UPDATE commitments_statuschange SET to_status = 'breached'",
        "DELETE FROM commitments_statuschange",
        "UPDATE commitments_statusevidence SET excerpt_id = excerpt_id",
        "DELETE FROM commitments_statusevidence",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(sql)
    for refused in (change.save, change.delete, StatusChange.objects.all().delete):
        with pytest.raises(Refused):
            refused()
    with pytest.raises(Refused):
        StatusChange.objects.update(to_status="breached")
    assert fresh(change).to_status == "in_progress"
    assert StatusEvidence.objects.count() == 1


def test_the_database_itself_asks_for_a_second_person(ada, boris):
    proposal = proposed(a_commitment(ada), ada)
    alone = StatusChange(
        commitment=proposal.commitment,
        proposal=proposal,
        from_status="not_yet_rated",
        to_status="fulfilled",
        effective_on="2024-03-01",
        rationale="I say so.",
        proposed_by=ada,
        confirmed_by=ada,
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        alone.save()


def test_one_passage_given_twice_is_one_piece_of_evidence(ada, boris):
    passage = a_passage(ada)
    proposal = proposed(a_commitment(ada), boris, "stalled", effective_on="2024", excerpts=[passage, passage])
    assert proposal.evidence.count() == 1
    assert proposal.history.get().history_user == boris
