"""What came of a commitment, on the pages of the admin: propose, confirm, return, withdraw, take back, publish."""

import pytest

from commitments.evidencing import Evidence
from commitments.models import Commitment, StatusChange, StatusProposal
from commitments.rating import statuses_in_words
from commitments.registering import change_commitment
from commitments.retracting import propose_retraction
from sources.models import Source
from tests.desk import desk, filled, page, problems, told
from tests.ledger import SHOWN, a_commitment, a_passage, an_actor, proposed, published, tracked
from tests.stories import a_source, fresh

TYPED = {
    "to_status": "fulfilled",
    "effective_on": "1 March 2024",
    "rationale": "The first boats were let in.",
    "first_source": "Harbour notice",
    "first_words": SHOWN,
    "first_nature": "effect",
}


@pytest.fixture
def commitment(ada) -> Commitment:
    a_source(ada, "Harbour notice", source_class="press")
    return a_commitment(ada)


def typed(client, address: str, **changes):
    """Open a page of ours, type into its form, send it."""
    return client.post(address, filled(client.get(address).context["form"], **changes))


def answered(client, proposal: StatusProposal, how: str, **changes):
    """Open the page of a proposal and press the button `how`."""
    address = page("commitments_statusproposal_change", proposal.pk)
    return client.post(address, filled(client.get(address).context["form"], **changes) | {how: "1"})


def test_a_status_goes_from_proposal_to_log_on_two_people_s_pages(commitment, ada, boris):
    answer = typed(desk(ada), page("commitments_commitment_propose", commitment.pk), **TYPED)
    assert answer.url == page("commitments_commitment_change", commitment.pk)
    assert told(answer) == ["Proposed. It waits for a second person; readers see nothing of it until then."]
    proposal = StatusProposal.objects.get()
    assert (proposal.proposed_by, str(proposal.effective_on)) == (ada, "2024-03-01")

    answer = answered(desk(boris), proposal, "confirm", answer="Seen.")
    assert told(answer) == ["Confirmed. It stands in the log, and the status follows from it."]
    assert statuses_in_words(fresh(commitment)) == ["Kept"]
    assert (StatusChange.objects.get().confirmed_by, fresh(proposal).answer) == (boris, "Seen.")


def test_three_passages_may_show_it_and_a_party_may_be_chosen(commitment, ada):
    more = {
        "second_source": "https://example.org/new", "second_words": "the port of Aldeby stayed open all week",
        "third_source": "Harbour notice", "third_words": "boats may land on any day of the week",
    }  # fmt: skip
    party = commitment.parties.get(role="pledger")
    typed(desk(ada), page("commitments_commitment_propose", commitment.pk), party=party.pk, **TYPED | more)
    assert [row.excerpt.work.draft for row in StatusProposal.objects.get().evidence.all()] == [False, True, False]
    assert StatusProposal.objects.get().party == party


def test_there_is_room_for_all_that_speaks_against_it_beside_what_shows_it(commitment, ada, boris):
    against = [a_passage(ada, f"the port of Aldeby was closed in week {week}", f"Notice {week}") for week in range(5)]
    shown = [Evidence(each, "against", "effect") for each in against]
    tracked(commitment, propose=ada, confirm=boris, to_status="stalled", evidence=shown)
    address = page("commitments_commitment_propose", commitment.pk)
    given = TYPED | {"rebuttal": "Five weeks of two years."}
    for what, each in zip(("second", "third", "fourth", "fifth", "sixth"), against, strict=True):
        given |= {f"{what}_held": each.pk, f"{what}_bearing": "against", f"{what}_nature": "effect"}
    assert told(typed(desk(ada), address, **given))[0].startswith("Proposed.")
    assert StatusProposal.objects.first().evidence.count() == 6


def test_words_that_changed_after_the_page_was_opened_are_read_first(commitment, ada, vera):
    address = page("commitments_commitment_propose", commitment.pk)
    before = desk(ada).get(address).context["form"]
    change_commitment(fresh(commitment), by=vera, interpretive_note="Both ports, all year.")
    late = desk(ada).post(address, filled(before, **TYPED))
    assert "after you opened this page" in problems(late)[0]
    assert desk(ada).post(address, filled(late.context["form"])).status_code == 302


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"first_words": "", "first_source": ""}, "no status without evidence"),
        ({"first_words": ""}, "Words that show it: Give both: the source and its words."),
        ({"first_source": "Nothing like it"}, "Source that shows it: No source is called"),
        ({"first_words": "too short"}, "Words that show it: The passage has 9 characters"),
        ({"rationale": ""}, "Reason: This field is required."),
        ({"effective_on": "in spring"}, "Since: Write the date as"),
        ({"effective_on": "2023"}, "before the commitment was made"),
        ({"to_status": "lapsed"}, "a date that its words give"),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said_and_nothing_is_kept(commitment, ada, given, sentence):
    answer = typed(desk(ada), page("commitments_commitment_propose", commitment.pk), **TYPED | given)
    assert any(sentence in f"{problem.field}: {problem.sentence}" for problem in answer.context["problems"])
    assert not StatusProposal.objects.exists()
    assert answer.context["form"]["to_status"].value() == (given.get("to_status") or "fulfilled")


def test_a_refused_proposal_leaves_no_source_behind(commitment, ada):
    given = {"first_source": "https://example.org/new", "effective_on": "2023"}
    typed(desk(ada), page("commitments_commitment_propose", commitment.pk), **TYPED | given)
    assert not Source.objects.filter(draft=True).exists()


def test_each_sees_what_they_may_answer_and_why_not_the_rest(commitment, ada, boris, vera):
    proposal = proposed(commitment, boris)
    address = page("commitments_statusproposal_change", proposal.pk)
    shown = {}
    for name, user in {"ada": ada, "boris": boris, "vera": vera}.items():
        context = desk(user).get(address).context
        shown[name] = [key for key, _label in context["answers"]], len(context["may_not"])
    assert shown == {"ada": ([], 3), "boris": (["withdraw"], 2), "vera": (["confirm", "return"], 1)}


def test_evidence_that_fell_is_said_on_the_page(commitment, ada, boris, vera):
    proposal = proposed(commitment, ada)
    source = Source.objects.get(title="Harbour notice")
    source.retracted_at, source.retracted_by, source.retracted_reason = source.created, vera, "It was forged."
    source.save(by=vera)
    context = desk(boris).get(page("commitments_statusproposal_change", proposal.pk)).context
    assert "was retracted" in context["troubles"][0].sentence
    assert [key for key, _label in context["answers"]] == ["return"]

    assert "was retracted" in problems(answered(desk(boris), proposal, "confirm"))[0]
    assert not StatusChange.objects.exists()


def test_a_proposal_is_returned_with_a_reason(commitment, ada, boris):
    proposal = proposed(commitment, ada)
    assert problems(answered(desk(boris), proposal, "return")) == [
        "Write what is missing, so that it can be proposed again."
    ]
    assert answered(desk(boris), proposal, "return", answer="Which port?").status_code == 302
    assert "Which port?" in desk(ada).get(page("commitments_statusproposal_change", proposal.pk)).content.decode()
    assert "answered already" in problems(answered(desk(boris), fresh(proposal), "confirm"))[0]


def test_who_proposed_withdraws_and_may_not_confirm_by_a_forged_button(commitment, boris):
    proposal = proposed(commitment, boris)
    assert answered(desk(boris), proposal, "confirm").status_code == 403
    assert answered(desk(boris), proposal, "withdraw").status_code == 302
    assert fresh(proposal).state == "withdrawn"


def test_a_late_answer_is_refused(commitment, ada, boris, vera):
    proposal = proposed(commitment, ada)
    client, address = desk(vera), page("commitments_statusproposal_change", proposal.pk)
    seen = filled(client.get(address).context["form"])
    fresh(proposal).take_version()
    assert problems(client.post(address, seen | {"confirm": "1"}))[0].startswith("Somebody else changed")
    assert not StatusChange.objects.exists()


def test_the_queue_holds_what_waits_until_one_asks_for_the_rest(commitment, ada, boris):
    proposed(commitment, boris, "fulfilled")
    tracked(commitment, propose=ada, confirm=boris)
    address = page("commitments_statusproposal_changelist")
    found = [
        [row.to_status for row in desk(ada).get(address + query).context["cl"].result_list]
        for query in ("", "?state=confirmed", "?state=withdrawn")
    ]
    assert found == [["fulfilled"], ["in_progress"], []]


def test_an_entry_is_taken_back_on_its_page(commitment, ada, boris, vera):
    change = tracked(commitment, propose=ada, confirm=boris)
    address = page("commitments_statuschange_retract", change.pk)
    assert problems(typed(desk(ada), address)) == ["This field is required."]
    assert typed(desk(ada), address, rationale="It was another port.").status_code == 302
    proposal = StatusProposal.objects.get(retracts=change)
    text = desk(vera).get(page("commitments_statusproposal_change", proposal.pk)).content.decode()
    assert "Takes back “In progress”; without it the log says: Not yet rated." in text
    assert "waits for a second person" in desk(ada).get(address).context["why_not"]

    answered(desk(vera), proposal, "confirm")
    page_of_it = desk(ada).get(page("commitments_commitment_change", commitment.pk))
    assert [entry.stands for entry in page_of_it.context["panel"].entries] == [False, False]
    assert statuses_in_words(fresh(commitment)) == ["Not yet rated"]


def test_the_gate_leads_to_the_source_in_which_it_lies_and_the_form_to_a_missing_actor(ada, vera):
    made = a_commitment(ada, undertaking=a_passage(ada, title="A bare address", draft=True))
    way = page("sources_source_change", made.undertaking.work.pk)
    tag = f'<a href="{way}">“A bare address” ('
    assert tag in desk(vera).get(page("commitments_commitment_publish", made.pk)).content.decode()
    proposal = proposed(published(a_commitment(ada), vera), ada, excerpts=[made.undertaking])
    assert tag in desk(vera).get(page("commitments_statusproposal_change", proposal.pk)).content.decode()
    way_out = f'<a href="{page("actors_actor_add")}" target="_blank" rel="noopener">Add an actor</a>'
    for form in (page("commitments_commitment_add"), way):
        assert way_out in desk(vera).get(form).content.decode()


def test_a_commitment_is_published_and_taken_back_by_an_editor(commitment, vera):
    publish = page("commitments_commitment_publish", commitment.pk)
    assert desk(vera).get(publish).context["gate"] == []
    assert told(typed(desk(vera), publish))[0].startswith("Published.")
    assert fresh(commitment).public

    back = page("commitments_commitment_take_back", commitment.pk)
    assert problems(typed(desk(vera), back)) == ["Write why it is taken back: the desk reads it in the history."]
    assert typed(desk(vera), back, reason="It was agreed elsewhere.").status_code == 302
    assert not fresh(commitment).public
    late = desk(vera).post(back, {"reason": "It <was> never agreed."}).content.decode()
    assert ("It is not public." in late, "It &lt;was&gt; never agreed.</textarea>" in late) == (True, True)


def test_what_stands_in_the_way_is_said_and_no_button_is_offered(ada, vera):
    commitment = a_commitment(ada, parties=[{"actor": an_actor(ada), "role": "pledger"}])
    answer = desk(vera).get(page("commitments_commitment_publish", commitment.pk))
    assert len(answer.context["gate"]) == 1
    assert '<button type="submit" class="default">' not in answer.content.decode()
    answer = desk(vera).post(page("commitments_commitment_publish", commitment.pk), {"version": 1})
    assert "no other side" in problems(answer)[0]
    assert not fresh(commitment).public


def test_a_commitment_that_changed_since_it_was_looked_at_is_not_published(commitment, vera):
    client, address = desk(vera), page("commitments_commitment_publish", commitment.pk)
    seen = filled(client.get(address).context["form"])
    fresh(commitment).take_version()
    assert problems(client.post(address, seen))[0].startswith("Somebody else changed")
    assert not fresh(commitment).public


def test_the_log_shows_its_evidence_and_cannot_be_changed(commitment, ada, boris, vera):
    change = tracked(commitment, propose=ada, confirm=boris)
    published(commitment, vera)
    address = page("commitments_statuschange_change", change.pk)
    text = desk(ada).get(address).content.decode()
    assert SHOWN in text
    assert "Boris Check" in text
    assert desk(vera).post(address, {"to_status": "breached", "_save": "Save"}).status_code == 403
    assert fresh(change).to_status == "in_progress"


def test_the_name_behind_a_hidden_source_is_on_no_page_of_the_ledger(ada, boris, vera):
    hidden = a_passage(
        ada, SHOWN, title="Canary Jones", confidentiality="confidential", described_as="A harbour official"
    )
    commitment = a_commitment(ada, undertaking=hidden, contested_by=hidden, contested_note="Arland doubts it.")
    change = tracked(commitment, propose=ada, confirm=boris, excerpts=[hidden])
    proposal = propose_retraction(change, by=ada, rationale="It was another port.")
    pages = [
        page("commitments_commitment_changelist"), page("commitments_statuschange_changelist"),
        *(page(f"commitments_commitment_{name}", commitment.pk) for name in ("change", "history", "propose")),
        page("commitments_statusproposal_change", proposal.pk), page("commitments_statuschange_change", change.pk),
        page("commitments_statuschange_retract", change.pk),
    ]  # fmt: skip
    texts = "".join(desk(boris).get(address).content.decode() for address in pages)
    assert "A harbour official" in texts
    assert "Canary" not in texts
