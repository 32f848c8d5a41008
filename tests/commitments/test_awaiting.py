"""The queues of the ledger: what is to be rated anew, and what was proposed and left lying."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from commitments.awaiting import left_lying, rated_otherwise, to_publish, to_rate_anew, unanswered
from commitments.models import Commitment, Party, StatusChange, StatusProposal
from commitments.registering import change_commitment
from commitments.retracting import propose_retraction
from commitments.tracking import confirm, return_proposal
from policydesk.lib.append_only import lifted_triggers
from tests.desk import desk, filled, page
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, proposed, published, tracked
from tests.stories import fresh


def waiting_anew() -> list[str]:
    return [party.actor.name for party in rated_otherwise(Party.objects.select_related("actor")).order_by("pk")]


def test_a_new_reading_asks_for_the_statuses_rated_under_the_former_one(ada, boris, vera):
    sides = ({"actor": an_actor(ada), "side": "first"}, {"actor": an_actor(ada, "Arland"), "side": "second"})
    both = a_commitment(ada, parties=[{"role": "pledger", **side} for side in sides])
    a_commitment(ada, "Never rated", undertaking=both.undertaking)
    borovia, arland = both.parties.order_by("pk")
    for party in (borovia, arland):
        tracked(both, propose=ada, confirm=boris, party=party)
    assert waiting_anew() == []

    change_commitment(fresh(both), by=vera, interpretive_note="It is kept once   both ports are open.")
    assert waiting_anew() == []  # other white space is no other reading
    change_commitment(fresh(both), by=vera, interpretive_note="It is kept once one port is open.")
    assert waiting_anew() == ["Borovia", "Arland"]

    tracked(fresh(both), propose=ada, confirm=boris, party=borovia, to_status="fulfilled")
    again = proposed(fresh(both), ada, party=arland)
    assert waiting_anew() == ["Arland"]
    confirm(again, by=boris)  # the same status, confirmed anew
    assert (waiting_anew(), list(to_rate_anew(Commitment.objects.all()))) == ([], [])

    change_commitment(fresh(both), by=vera, own_act=True)
    assert list(to_rate_anew(Commitment.objects.all())) == [both]


def test_other_words_and_another_term_ask_for_the_status_again(ada, boris, vera):
    commitment = a_commitment(ada, due_words="by June", due_on="2024-06")
    tracked(commitment, propose=ada, confirm=boris)
    same = a_passage(ada, title="The same in the gazette")
    change_commitment(fresh(commitment), by=vera, undertaking=same, title="Open ports", due_words="by  June")
    assert waiting_anew() == []  # the same words elsewhere, in other white space
    others = a_passage(ada, "Borovia may open two of its ports to boats", "Second communiqué")
    for changed in ({"undertaking": others}, {"due_words": "by mid June"}, {"due_on": "2024-06-15"}):
        change_commitment(fresh(commitment), by=vera, **changed)
        assert waiting_anew() == ["Borovia"], changed
        tracked(fresh(commitment), propose=ada, confirm=boris)
        assert waiting_anew() == []


def test_what_was_rated_before_the_key_held_words_and_term_counts_as_rated_under_them(ada, boris, vera):
    kept, changed = a_commitment(ada), a_commitment(ada, "Open all ports", undertaking=a_passage(ada, title="Note"))
    for commitment in (kept, changed):
        tracked(commitment, propose=ada, confirm=boris)
    change_commitment(fresh(changed), by=vera, interpretive_note="Otherwise.")
    rows = {model: QuerySet(model) for model in (Commitment, StatusChange)}
    editor = SimpleNamespace(connection=connection)  # SQLite's refuses to start inside the transaction of a test
    with lifted_triggers(editor):
        for model, held in ((Commitment, {"pk": kept.pk}), (StatusChange, {"commitment": kept})):
            rows[model].filter(**held).update(reading="before")
    as_of_then = SimpleNamespace(get_model=lambda app, name: SimpleNamespace(objects=rows[apps.get_model(app, name)]))
    import_module("commitments.migrations.0009_readings_of_words_and_term").key_readings(as_of_then, editor)
    assert list(to_rate_anew(Commitment.objects.all())) == [changed]
    reading = fresh(kept).reading
    fresh(kept).save(by=vera)
    assert (reading != "before", fresh(kept).reading) == (True, reading)


def test_what_was_taken_back_is_not_rated_anew(ada, boris, vera):
    commitment = a_commitment(ada)
    change = tracked(commitment, propose=ada, confirm=boris)
    change_commitment(fresh(commitment), by=vera, interpretive_note="Otherwise.")
    confirm(propose_retraction(change, by=ada, rationale="It was another port."), by=boris)
    assert waiting_anew() == []


def test_the_form_begins_with_what_the_entry_says_when_it_is_to_be_rated_anew(ada, boris, vera):
    commitment = a_commitment(ada)
    tracked(commitment, propose=ada, confirm=boris, to_status="fulfilled")
    change_commitment(fresh(commitment), by=vera, interpretive_note="Otherwise.")
    client = desk(ada)
    (anew,) = client.get(page("commitments_commitment_change", commitment.pk)).context["panel"].to_rate_anew
    form = client.get(anew.url).context["form"]
    assert client.post(anew.url, filled(form)).status_code == 302
    proposal = StatusProposal.objects.get(state="open")
    assert (proposal.to_status, str(proposal.effective_on), proposal.rationale) == (
        "fulfilled", "2024-03-01", "The first boats were let in.",
    )  # fmt: skip
    shown = commitment.status_changes.get().evidence.get()
    assert [(each.excerpt, each.nature) for each in proposal.evidence.all()] == [(shown.excerpt, "effect")]
    confirm(proposal, by=boris)
    assert waiting_anew() == []


def test_a_proposal_is_left_lying_after_two_weeks_without_an_answer(ada, boris):
    commitment = a_commitment(ada)
    proposal = proposed(commitment, ada)
    now = timezone.now()
    for days, lies in ((13, False), (15, True)):
        at = now + timedelta(days=days)
        assert list(unanswered(StatusProposal.objects.all(), at)) == [proposal][:lies]
        assert list(left_lying(Commitment.objects.all(), at)) == [commitment][:lies]
    return_proposal(proposal, by=boris, reason="Which port?")
    assert not unanswered(StatusProposal.objects.all(), now + timedelta(days=15)).exists()


def test_what_was_proposed_on_a_sheet_waits_for_who_may_publish_it_and_did_not_add_it(ada, vera, ines):
    talks = an_occasion(ada)
    first, own = a_commitment(ada, occasion=talks), a_commitment(vera, "Open a third port", occasion=talks)
    published(a_commitment(ada, "Open a fourth port", occasion=talks), vera)
    a_commitment(ada, "Made nowhere")
    every = Commitment.objects.order_by("pk")
    assert [list(to_publish(every, user)) for user in (ines, vera)] == [[first, own], [first]]

    address = page("commitments_commitment_changelist") + "?needs=publish"
    listed = {user: desk(user).get(address).context["cl"].result_count for user in (ines, vera)}
    boxes = {user: desk(user).get(page("index")).context["waiting"] for user in (ines, vera, ada)}
    (box,) = (each for each in boxes[ines] if each.box.key == "commitments")
    assert (listed, box.count) == ({ines: 2, vera: 1}, 2)
    assert {address for line in box.lines for _said, address in line.more} == {
        page("commitments_occasion_sheet", talks.pk)
    }
    assert "commitments" not in [each.box.key for each in boxes[ada]]
