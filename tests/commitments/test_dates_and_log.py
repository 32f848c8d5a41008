"""The dates of a commitment and its log never contradict each other."""

import pytest
from django.core.exceptions import ValidationError

from commitments.models import Commitment
from commitments.registering import change_commitment
from commitments.tracking import confirm, propose_retraction
from policydesk.lib.errors import Refused
from tests.ledger import a_commitment, proposed
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
