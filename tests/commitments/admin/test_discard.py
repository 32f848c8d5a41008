"""The page that asks before a mistaken commitment is discarded."""

import pytest

from commitments.discarding import discard
from commitments.models import Commitment, Party, StatusProposal
from commitments.publishing import take_back
from policydesk.lib.errors import Refused, Stale
from tests.desk import desk, filled, page, problems, told
from tests.ledger import a_commitment, proposed, published, tracked
from tests.pages import text_of
from tests.stories import fresh


def discarding(commitment):
    return page("commitments_commitment_discard", commitment.pk)


def test_who_proposed_a_mistake_discards_it_with_all_that_hangs_on_it(ada):
    mistake = a_commitment(ada, links=[{"kind": "reaffirms", "other": a_commitment(ada, "Tell of storms")}])
    proposed(mistake, ada)
    client = desk(ada)
    assert "Discard it" in text_of(client.get(page("commitments_commitment_change", mistake.pk)).content.decode())
    answer = client.post(discarding(mistake), filled(client.get(discarding(mistake)).context["form"]))
    assert told(answer) == ["“Open two ports” is discarded."]
    assert [str(each) for each in Commitment.objects.all()] == ["Tell of storms"]
    assert (Party.objects.filter(commitment=mistake.pk).count(), StatusProposal.objects.count()) == (0, 0)
    assert Commitment.history.filter(id=mistake.pk, history_type="-", history_user=ada).exists()


def test_one_that_a_file_would_bring_back_says_so(ada):
    commitment = a_commitment(ada)
    assert "seed file" not in text_of(desk(ada).get(discarding(commitment)).content.decode())
    Commitment.objects.update(import_dossier="geneva-talks")
    assert "seed file" in text_of(desk(ada).get(discarding(commitment)).content.decode())


def test_what_readers_saw_what_was_judged_and_what_is_linked_stays(ada, boris, vera):
    linked = a_commitment(ada, "Tell of storms")
    a_commitment(ada, "Tell of all storms", links=[{"kind": "supersedes", "other": linked}])
    judged, seen = a_commitment(ada, "Judged"), a_commitment(ada, "Seen")
    tracked(judged, propose=ada, confirm=boris)
    take_back(published(seen, vera), by=vera, reason="A look.")
    for commitment, why in (
        (linked, "take that link off"),
        (judged, "Somebody judged"),
        (seen, "Readers have seen it"),
    ):
        with pytest.raises(Refused, match=why):
            discard(fresh(commitment), by=vera)
        assert why in text_of(desk(vera).get(discarding(commitment)).content.decode())
    assert Commitment.objects.count() == 4


def test_a_commitment_that_changed_since_it_was_looked_at_is_not_discarded(ada, vera):
    commitment = a_commitment(ada)
    client = desk(vera)
    before = filled(client.get(discarding(commitment)).context["form"])
    fresh(commitment).take_version()
    assert problems(client.post(discarding(commitment), before))[0].startswith("Somebody else changed")
    with pytest.raises(Stale):
        discard(fresh(commitment), by=vera, version=1)
