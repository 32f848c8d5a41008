"""The dates of a commitment and its log never contradict each other."""

import pytest
from django.core.exceptions import ValidationError

from commitments.models import Commitment
from commitments.registering import change_commitment
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from policydesk.lib.errors import Refused, Stale
from tests.ledger import a_commitment, proposed, tracked
from tests.stories import fresh


def test_what_became_impossible_meanwhile_is_not_confirmed_and_what_stands_stays_possible(ada, boris, vera):
    commitment = a_commitment(ada, due_words="by February", due_on="2024-02")
    early, lapsed = (proposed(commitment, ada, each, effective_on="2024-03-01") for each in ("stalled", "lapsed"))
    change_commitment(fresh(commitment), by=vera, made_on="2024-04", due_words="", due_on="")
    with pytest.raises(Refused, match="before the commitment was made"):
        confirm(fresh(early), by=boris)
    with pytest.raises(Refused, match=r"before the commitment was made\.\nIt lapses only"):
        confirm(fresh(lapsed), by=boris)

    change_commitment(fresh(commitment), by=vera, made_on="2024-01-30", due_words="by February", due_on="2024-02")
    change = confirm(fresh(lapsed), by=boris)
    for name, given in (
        ("made_on", {"made_on": "2024-04", "due_words": "", "due_on": ""}),
        ("due_on", {"due_on": "2999"}),
    ):
        with pytest.raises(ValidationError, match="Take that entry back first") as refusal:
            change_commitment(fresh(commitment), by=vera, **given)
        assert name in refusal.value.message_dict
    assert (str(fresh(commitment).made_on), str(fresh(commitment).due_on)) == ("2024-01-30", "2024-02")

    Commitment.objects.filter(pk=commitment.pk).update(due_words="", due_on="", due_on_latest=None)
    confirm(propose_retraction(change, by=ada, rationale="There was no date."), by=boris)
    assert change_commitment(fresh(commitment), by=vera, made_on="2024-04")


def test_nothing_lapses_before_its_term_has_ended(ada):
    commitment = a_commitment(ada, due_words="in April", due_on="2024-04")
    for since in ("2024-03-01", "2024-04", "2024-04-30", "2024"):
        with pytest.raises(Refused, match="only after the last day of its term"):
            proposed(commitment, ada, "lapsed", effective_on=since)
    assert proposed(commitment, ada, "lapsed", effective_on="2024-05-01")


def test_what_was_proposed_under_another_reading_is_proposed_anew(ada, boris, vera):
    commitment = a_commitment(ada)
    proposal = proposed(commitment, ada)
    seen = fresh(commitment).reading
    change_commitment(fresh(commitment), by=vera, interpretive_note="Both ports, all year.")
    with pytest.raises(Refused, match="return it, to be proposed anew"):
        confirm(fresh(proposal), by=boris)
    with pytest.raises(Stale, match="after you opened this page"):
        proposed(fresh(commitment), ada, reading=seen)
    assert confirm(proposed(fresh(commitment), ada, reading=fresh(commitment).reading), by=boris)


def test_an_entry_dated_so_roughly_that_it_would_never_hold_is_told_how_to_be_dated(ada, boris):
    commitment = a_commitment(ada)
    tracked(commitment, propose=ada, confirm=boris, effective_on="2024-03-10")
    with pytest.raises(
        Refused, match=r"since 10 March 2024. One dated 2024 counts from .* write 2024-03-10/2024-12-31"
    ):
        proposed(fresh(commitment), ada, "fulfilled", effective_on="2024")
    proposed(fresh(commitment), ada, effective_on="2024-02")  # what came before it, found later
    waiting = proposed(fresh(commitment), ada, "stalled", effective_on="2024-03-10/2024-12-31")
    assert [party.status for party in confirm(waiting, by=boris).commitment.pledgers] == ["stalled"]


def test_what_is_dated_roughly_is_not_confirmed_after_a_later_entry(ada, boris):
    commitment = a_commitment(ada)
    rough = proposed(commitment, ada, "fulfilled", effective_on="2024")
    tracked(fresh(commitment), propose=ada, confirm=boris, effective_on="2024-03-10")
    with pytest.raises(Refused, match="would never hold"):
        confirm(rough, by=boris)
