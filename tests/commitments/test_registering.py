"""Bringing commitments and occasions in: who may, what is compared, what the history keeps."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from actors.tagging import merge_tag
from commitments.models import Commitment, CommitmentFormerSlug, Link, Occasion, Party
from commitments.permitting import can_change
from commitments.registering import (
    change_commitment,
    change_occasion,
    register_commitment,
    register_occasion,
    write_commitment,
)
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, published, tracked
from tests.stories import a_claim, a_story, fresh


def parties_of(commitment) -> list[tuple[str, str, str]]:
    return [(party.actor.name, party.role, party.side) for party in commitment.parties.select_related("actor")]


def test_a_reporter_adds_a_commitment_that_nobody_sees_yet(ada):
    commitment = a_commitment(ada, tag_list="Fisheries, Arland,Fisheries")

    assert parties_of(commitment) == [("Borovia", "pledger", "first"), ("Arland", "counterparty", "second")]
    assert (commitment.slug, commitment.public, commitment.tag_list) == ("open-two-ports", False, "Fisheries, Arland")
    assert sorted(commitment.tags.names()) == ["Arland", "Fisheries"]
    assert [row.history_user for row in commitment.history.all()] == [ada]
    assert not Commitment.objects.public().exists()


def test_a_topic_that_was_merged_is_the_one_it_leads_to(ada, vera):
    commitment = a_commitment(ada, tag_list="Tariffs, Duties")
    merge_tag(Tag.objects.get(name="Duties"), Tag.objects.get(name="Tariffs"), by=vera)
    change_commitment(fresh(commitment), by=vera, tag_list="Fisheries, Duties")
    assert (fresh(commitment).tag_list, sorted(commitment.tags.names())) == (
        "Fisheries, Tariffs",
        ["Fisheries", "Tariffs"],
    )


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite has one writer at a time anyway")
def test_whoever_writes_a_commitment_keeps_the_log_waiting(ada):
    commitment = a_commitment(ada)
    with CaptureQueriesContext(connection) as asked:
        change_commitment(commitment, by=ada, summary="Two ports.")
    asked = [query["sql"] for query in asked]
    locked = next(at for at, sql in enumerate(asked) if "FOR UPDATE" in sql)
    assert 'FROM "commitments_commitment"' in asked[locked]
    assert not [sql for sql in asked[:locked] if sql.startswith(("UPDATE", "INSERT")) or "statuschange" in sql]


def test_two_of_one_title_have_two_addresses(ada):
    assert [a_commitment(ada).slug, a_commitment(ada).slug] == ["open-two-ports", "open-two-ports-2"]


def test_a_title_alone_takes_no_address_that_once_led_to_another(ada, vera):
    renamed = published(a_commitment(ada), vera)
    change_commitment(renamed, by=vera, slug="two-ports")
    assert a_commitment(ada).slug == "open-two-ports-2"


def test_a_title_without_a_latin_letter_has_an_address_too(ada):
    assert a_commitment(ada, "开放两个港口").slug.startswith("commitment-")


def test_who_may_not_add_adds_nothing(noor, ada):
    passage, actor = a_passage(ada), an_actor(ada)
    with pytest.raises(NotAllowed, match="may not add commitments"):
        register_commitment(
            by=noor,
            title="Open two ports",
            undertaking=passage,
            made_on="2024",
            bindingness="unclear",
            parties=[{"actor": actor, "role": "pledger"}],
        )
    with pytest.raises(NotAllowed, match="may not add occasions"):
        register_occasion(by=noor, name="Talks", kind="call", date="2024")
    assert not Commitment.objects.exists()
    assert not Occasion.objects.exists()


def test_a_save_that_changes_nothing_writes_nothing(ada):
    commitment = a_commitment(ada, tag_list="Fisheries")
    parties = [{"actor": party.actor, "role": party.role, "side": party.side} for party in commitment.parties.all()]

    assert not change_commitment(
        fresh(commitment), by=ada, version=1, title="Open two ports", parties=parties, links=[], reports=[]
    )
    assert fresh(commitment).version == 1
    assert commitment.history.count() == 1
    assert Party.history.count() == 2


def test_parties_are_compared_and_each_change_is_history(ada, boris):
    commitment = a_commitment(ada)
    union = an_actor(ada, "Union of the Coast", kind="igo")
    first = commitment.parties.get(role="pledger")

    changed = change_commitment(
        commitment,
        by=boris,
        version=1,
        parties=[{"actor": first.actor, "role": "pledger"}, {"actor": union, "role": "beneficiary", "side": "second"}],
    )

    assert changed
    assert parties_of(commitment) == [("Borovia", "pledger", ""), ("Union of the Coast", "beneficiary", "second")]
    assert fresh(first).pk == first.pk
    acts = Party.history.filter(history_user=boris).order_by("history_id").values_list("history_type", flat=True)
    assert list(acts) == ["-", "~", "+"]


def test_a_party_given_twice_is_refused(ada):
    actor = an_actor(ada)
    with pytest.raises(Refused, match="given twice"):
        a_commitment(ada, parties=[{"actor": actor, "role": "pledger"}] * 2)
    assert not Commitment.objects.exists()


def test_a_late_form_overwrites_nothing(ada, boris):
    commitment = a_commitment(ada)
    change_commitment(fresh(commitment), by=boris, version=1, title="Open both ports")

    with pytest.raises(Stale):
        change_commitment(fresh(commitment), by=boris, version=1, summary="Two ports.")
    assert fresh(commitment).summary == ""


def test_a_reporter_changes_what_only_they_touched(ada, boris):
    commitment = a_commitment(ada)
    assert change_commitment(commitment, by=ada, version=1, summary="Two ports.")
    assert can_change(commitment, ada)

    union = an_actor(ada, "Union of the Coast", kind="igo")
    parties = [{"actor": party.actor, "role": party.role} for party in commitment.parties.all()]
    change_commitment(commitment, by=boris, parties=[*parties, {"actor": union, "role": "monitor"}])

    with pytest.raises(NotAllowed, match="nobody else touched"):
        change_commitment(fresh(commitment), by=ada, summary="Both ports.")


def test_a_reporter_changes_no_import_and_nothing_that_readers_saw(ada, vera):
    commitment = a_commitment(ada)
    published(commitment, vera)
    with pytest.raises(NotAllowed, match="Readers have seen"):
        change_commitment(fresh(commitment), by=ada, summary="Two ports.")

    imported = a_commitment(ada, "Tell each other of storms")
    write_commitment(imported, by=None, summary="By radio.")
    assert not can_change(imported, ada)
    assert can_change(imported, vera)


def test_a_date_without_its_words_is_an_invention(ada):
    with pytest.raises(ValidationError, match="never invented"):
        a_commitment(ada, due_on="2024-06")
    assert a_commitment(ada, due_on="2024-06", due_words="by June").due_on.latest.isoformat() == "2024-06-30"


def test_a_challenge_needs_its_passage_and_its_note(ada):
    with pytest.raises(ValidationError, match="who disputes what"):
        a_commitment(ada, contested_by=a_passage(ada))
    with pytest.raises(ValidationError, match="in which it is disputed"):
        a_commitment(ada, contested_note="Arland says that one port stayed shut.")


def test_links_lead_to_another_commitment(ada, boris):
    one, two = a_commitment(ada), a_commitment(ada, "Tell each other of storms")
    change_commitment(one, by=boris, links=[{"kind": "in_exchange_for", "other": two}])

    assert [str(link) for link in Link.objects.all()] == ["is given in exchange for: Tell each other of storms"]
    with pytest.raises(ValidationError):
        change_commitment(one, by=boris, links=[{"kind": "reaffirms", "other": one}])


def test_nobody_ties_a_commitment_to_a_draft_that_they_may_not_read(ada, vera):
    hidden = a_claim(a_story(vera), vera)
    own = a_claim(a_story(ada), ada)

    with pytest.raises(NotAllowed, match="may not read the story"):
        a_commitment(ada, reports=[hidden])
    commitment = a_commitment(ada, reports=[own])
    change_commitment(commitment, by=vera, reports=[own, hidden])
    assert list(commitment.reported_in.order_by("pk")) == [hidden, own]


def test_a_new_address_leaves_a_redirect_once_readers_know_the_old(ada, vera):
    commitment = a_commitment(ada)
    change_commitment(commitment, by=ada, slug="two-ports")
    assert not CommitmentFormerSlug.objects.exists()

    published(commitment, vera)
    for slug in ("ports", "herring-ports", "ports"):
        change_commitment(fresh(commitment), by=vera, slug=slug)

    former = CommitmentFormerSlug.objects.order_by("slug").values_list("slug", "of")
    assert list(former) == [("herring-ports", commitment.pk), ("two-ports", commitment.pk)]
    with pytest.raises(ValidationError, match="Readers know another record"):
        a_commitment(ada, slug="two-ports")


def test_a_public_commitment_stays_fit_for_readers(ada, vera):
    commitment = published(a_commitment(ada), vera)
    pledger = commitment.parties.get(role="pledger")

    with pytest.raises(Refused, match="no other side"):
        change_commitment(commitment, by=vera, parties=[{"actor": pledger.actor, "role": "pledger"}])
    hidden = a_passage(ada, title="Told in confidence", confidentiality="background", described_as="An official")
    with pytest.raises(Refused, match="not public"):
        change_commitment(fresh(commitment), by=vera, undertaking=hidden)
    assert fresh(commitment).version == 2  # as published


def test_a_party_that_the_log_speaks_of_stays(ada, boris, vera):
    commitment = a_commitment(ada)
    pledger = commitment.parties.get(role="pledger")
    tracked(commitment, propose=ada, confirm=boris, party=pledger)
    others = [{"actor": an_actor(ada, "Arland"), "role": "pledger"}]

    with pytest.raises(Refused, match="other records speak of it"):
        change_commitment(commitment, by=vera, parties=others)


def test_nobody_joins_those_whom_the_log_judged_together(ada, boris, vera):
    commitment = a_commitment(ada)
    tracked(commitment, propose=ada, confirm=boris)
    both = [
        {"actor": an_actor(ada), "role": "pledger", "side": "first"},
        {"actor": an_actor(ada, "Arland"), "role": "pledger", "side": "second"},
    ]

    with pytest.raises(Refused, match="Arland was not among them"):
        change_commitment(commitment, by=vera, parties=both)


def test_nobody_leaves_those_whom_the_log_judged_together(ada, boris, vera):
    both = [
        {"actor": an_actor(ada), "role": "pledger", "side": "first"},
        {"actor": an_actor(ada, "Arland"), "role": "pledger", "side": "second"},
    ]
    commitment = a_commitment(ada, parties=both)
    wrong = tracked(commitment, propose=ada, confirm=boris)
    for less in (both[:1], [both[0], both[1] | {"role": "counterparty"}]):
        with pytest.raises(Refused, match="Arland was among them"):
            change_commitment(fresh(commitment), by=vera, parties=less)
    assert change_commitment(fresh(commitment), by=vera, parties=[both[0], both[1] | {"side": ""}])

    confirm(propose_retraction(wrong, by=boris, rationale="Of one only."), by=vera)
    assert change_commitment(fresh(commitment), by=vera, parties=both[:1])


def test_an_occasion_has_its_participants_once(ada, boris):
    occasion = an_occasion(ada, participants=[an_actor(ada), an_actor(ada, "Arland")])
    assert (occasion.slug, occasion.participants.count()) == ("selden-fisheries-talks", 2)

    assert change_occasion(occasion, by=ada, participants=[an_actor(ada)], place="Port Selden")
    assert [str(row) for row in occasion.participants.all()] == ["Borovia"]
    assert not change_occasion(fresh(occasion), by=ada, participants=[an_actor(ada)], place="Port Selden")

    change_occasion(fresh(occasion), by=boris, place="Selden")
    with pytest.raises(NotAllowed, match="nobody else touched"):
        change_occasion(fresh(occasion), by=ada, place="Port Selden")


def test_an_occasion_that_readers_saw_is_no_longer_its_reporter_s(ada, vera):
    occasion = an_occasion(ada)
    published(a_commitment(ada, occasion=occasion), vera)

    with pytest.raises(NotAllowed, match="Readers have seen"):
        change_occasion(occasion, by=ada, place="Port Selden")
