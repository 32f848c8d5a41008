"""Publishing a commitment: what stands in the way, and who may."""

import pytest

from actors.merging import merge
from commitments.gating import blockers
from commitments.models import Commitment
from commitments.publishing import publish_commitment, take_back
from commitments.registering import change_commitment
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.models import Source
from sources.registering import change_source
from tests.ledger import SHOWN, a_commitment, a_passage, an_actor, published, tracked
from tests.stories import fresh


def retract(title: str, by) -> None:
    """Retract the source of that title, as its own rule will."""
    source = Source.objects.get(title=title)
    source.retracted_at, source.retracted_by, source.retracted_reason = source.created, by, "It was forged."
    source.save(by=by)


def test_an_editor_publishes_what_is_whole(ada, vera):
    commitment = a_commitment(ada)
    assert blockers(commitment) == []

    publish_commitment(commitment, by=vera, version=1)
    assert list(Commitment.objects.public()) == [commitment]
    assert (fresh(commitment).published_by, fresh(commitment).version) == (vera, 2)
    with pytest.raises(Refused, match="public already"):
        publish_commitment(fresh(commitment), by=vera)


@pytest.mark.parametrize("who", ["ada", "boris", "noor"])
def test_nobody_but_an_editor_publishes_or_takes_back(who, ada, vera, request):
    commitment = a_commitment(ada)
    with pytest.raises(NotAllowed):
        publish_commitment(commitment, by=request.getfixturevalue(who))
    published(commitment, vera)
    with pytest.raises(NotAllowed):
        take_back(fresh(commitment), by=request.getfixturevalue(who), reason="No.")
    assert fresh(commitment).public


def test_a_commitment_without_parties_is_nobody_s(ada):
    assert [str(found) for found in blockers(a_commitment(ada, parties=[]))] == [
        "Nobody undertakes it: add who does, in the part “Undertakes it”."
    ]


def test_a_bilateral_commitment_has_another_side(ada):
    first = {"actor": an_actor(ada), "role": "pledger", "side": "first"}
    second = {"actor": an_actor(ada, "Arland"), "role": "pledger", "side": "second"}

    assert len(blockers(a_commitment(ada, parties=[first]))) == 1
    assert len(blockers(a_commitment(ada, parties=[first, second | {"role": "monitor"}]))) == 1
    assert blockers(a_commitment(ada, parties=[first, second])) == []
    assert blockers(a_commitment(ada, parties=[first, second | {"role": "beneficiary"}])) == []
    assert blockers(a_commitment(ada, parties=[first], bindingness="unilateral")) == []


def test_nobody_undertakes_anything_towards_themselves(ada, vera):
    borovia, double = an_actor(ada), an_actor(ada, "Borovian Union")
    merge(double, borovia, by=vera)
    pledger, other = {"actor": borovia, "role": "pledger"}, {"actor": an_actor(ada, "Arland"), "role": "counterparty"}
    for own in ({"actor": borovia, "role": "counterparty"}, {"actor": double, "role": "counterparty"}):
        for bindingness in ("politically_binding", "unilateral"):
            alone = a_commitment(ada, parties=[pledger, own], bindingness=bindingness)
            assert ["towards themselves" in str(found) for found in blockers(alone)] == [True]
        assert blockers(a_commitment(ada, parties=[pledger, own, other])) == []
    assert len(blockers(a_commitment(ada, parties=[pledger, {"actor": borovia, "role": "beneficiary"}]))) == 1


def test_what_is_to_be_rated_anew_is_rated_before_readers_first_see_it(ada, boris, vera):
    commitment = a_commitment(ada)
    tracked(commitment, propose=ada, confirm=boris)
    change_commitment(fresh(commitment), by=vera, interpretive_note="It is kept once one port is open.")
    with pytest.raises(Refused, match="Borovia was rated under another reading"):
        publish_commitment(fresh(commitment), by=vera)
    tracked(fresh(commitment), propose=ada, confirm=boris)
    shown = published(commitment, vera)
    assert change_commitment(shown, by=vera, interpretive_note="It is kept once three are.")  # then a queue holds it


def test_readers_are_shown_no_words_of_a_hidden_draft_or_retracted_source(ada, boris, vera):
    hidden = a_passage(ada, title="Told in confidence", confidentiality="background", described_as="An official")
    draft = a_passage(ada, title="A bare address", draft=True)
    challenge = a_passage(ada, "one port stayed shut all year", title="Arland protests")
    commitment = a_commitment(
        ada,
        undertaking=hidden,
        contested_by=challenge,
        contested_note="Arland says that one port stayed shut.",
        parties=[
            {"actor": an_actor(ada), "role": "pledger", "own_wording": draft},
            {"actor": an_actor(ada, "Arland"), "role": "counterparty"},
        ],
    )
    tracked(commitment, propose=ada, confirm=boris)
    retract("Harbour notice", vera)
    retract("Arland protests", vera)

    found = [trouble.sentence for trouble in blockers(commitment)]
    assert [trouble.source.draft for trouble in blockers(commitment)] == [False, False, True, False]
    assert [line.partition("” (")[0] for line in found] == [
        "“An official",
        "“Arland protests",
        "“A bare address",
        "“Harbour notice",
    ]
    assert "is not public" in found[0]
    assert "was retracted" in found[1]
    assert "still a draft" in found[2]
    assert "was retracted" in found[3]
    with pytest.raises(Refused, match="not public"):
        publish_commitment(commitment, by=vera)
    assert not fresh(commitment).public


def test_an_entry_that_was_taken_back_stands_in_nobody_s_way(ada, boris, vera):
    commitment = a_commitment(ada)
    change = tracked(commitment, propose=ada, confirm=boris)
    retract("Harbour notice", vera)
    assert len(blockers(commitment)) == 1

    confirm(propose_retraction(change, by=ada, rationale="The notice was forged."), by=boris)
    assert blockers(fresh(commitment)) == []


def test_a_public_commitment_is_taken_back_with_a_reason(ada, vera):
    commitment = published(a_commitment(ada), vera)
    with pytest.raises(Refused, match="Write why"):
        take_back(commitment, by=vera, reason=" ")

    take_back(commitment, by=vera, reason="It was agreed elsewhere.")
    assert not Commitment.objects.public().exists()
    assert commitment.history.first().history_change_reason == "It was agreed elsewhere."
    first = fresh(commitment).published_at
    assert fresh(published(commitment, vera)).published_at == first


def test_a_commitment_that_changed_meanwhile_is_not_published_unread(ada, vera):
    commitment = a_commitment(ada)
    fresh(commitment).take_version()
    with pytest.raises(Stale):
        publish_commitment(fresh(commitment), by=vera, version=1)


def test_the_source_of_a_public_commitment_is_public_with_it(ada, vera):
    commitment = a_commitment(ada)
    assert not Source.objects.public().exists()
    published(commitment, vera)
    assert [source.title for source in Source.objects.public()] == ["Joint communiqué"]
    source = Source.objects.get(title="Joint communiqué")
    change_source(source, by=vera, confidentiality="background", described_as="An official")
    assert not Source.objects.public().exists()
    assert SHOWN not in "".join(map(str, blockers(fresh(commitment))))
