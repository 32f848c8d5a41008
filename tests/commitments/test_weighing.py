"""What a status asks of its evidence: each rule of the ledger by its name."""

import pytest

from actors.merging import merge
from actors.models import Tenure
from articles.checking import record_check
from articles.publishing import publish
from commitments.enums import Bearing, Nature
from commitments.evidencing import Evidence
from commitments.models import Commitment, StatusChange
from commitments.publishing import publish_commitment, take_back
from commitments.rating import status_of
from commitments.registering import change_commitment
from commitments.tracking import confirm
from policydesk.lib.dates import PartialDate
from policydesk.lib.errors import Refused
from sources.models import Source
from sources.registering import change_source
from sources.retracting import retract
from tests.ledger import SHOWN, a_commitment, a_passage, an_actor, carrying, proposed, published, tracked
from tests.stories import a_claim, a_story, cite, confirmed, fresh, ready

BARRED = "boats from Arland were turned away at the port of Selden"


def shown(by, words=SHOWN, title="Harbour notice", *, bearing="for", nature="effect", unnamed=False, **fields):
    """A passage as evidence."""
    return Evidence(a_passage(by, words, title, **fields), bearing, nature, unnamed)


def own(by, words=SHOWN, **worth) -> Evidence:
    """What the state that undertook it says in a document of its own."""
    return shown(by, words, "Statement", publisher=an_actor(by), source_class="primary_official", **worth)


def state_body(by) -> dict:
    """The fields of a source that a ministry of that state published."""
    return {"publisher": an_actor(by, "Ministry of Ports", kind="government_body", country=an_actor(by))}


def test_nothing_is_rated_before_somebody_wrote_how_it_is_read(ada):
    with pytest.raises(Refused, match="Write first how we read it"):
        proposed(a_commitment(ada, interpretive_note=""), ada)


def test_a_note_that_was_taken_away_meanwhile_confirms_nothing(ada, boris, vera):
    proposal = proposed(a_commitment(ada), ada)
    change_commitment(fresh(proposal.commitment), by=vera, interpretive_note="")
    with pytest.raises(Refused, match="Write first how we read it"):
        confirm(fresh(proposal), by=boris)
    assert not StatusChange.objects.exists()


@pytest.mark.parametrize(
    ("status", "bearing"),
    [("in_progress", "against"), ("partly_fulfilled", "against"), ("fulfilled", "against"), ("breached", "for")],
)
def test_a_status_is_carried_by_a_passage_of_its_side(ada, status, bearing):
    with pytest.raises(Refused, match=r"No passage (speaks for|shows) it"):
        proposed(a_commitment(ada), ada, status, evidence=[shown(ada, bearing=bearing)], rebuttal="It does not count.")


@pytest.mark.parametrize("status", ["partly_fulfilled", "fulfilled"])
@pytest.mark.parametrize("nature", ["announcement", "report"])
def test_an_announcement_or_a_report_is_at_most_in_progress(ada, boris, status, nature):
    commitment, evidence = a_commitment(ada), [shown(ada, nature=nature)]
    with pytest.raises(Refused, match="at most “In progress”"):
        proposed(commitment, ada, status, evidence=evidence)
    tracked(commitment, propose=ada, confirm=boris, evidence=evidence)
    assert status_of(fresh(commitment)) == "in_progress"


def test_a_breach_that_is_only_announced_is_none(ada):
    coming = [shown(ada, BARRED, bearing=Bearing.AGAINST, nature=Nature.ANNOUNCEMENT)]
    with pytest.raises(Refused, match="shows the contrary act"):
        proposed(a_commitment(ada), ada, "breached", evidence=coming)


@pytest.mark.parametrize("fields", [{}, {"publisher": None}])
def test_a_paper_s_word_is_not_self_reported(ada, boris, fields):
    change = tracked(
        a_commitment(ada), propose=ada, confirm=boris, to_status="fulfilled", evidence=[shown(ada, **fields)]
    )
    assert not change.self_reported


def test_its_own_word_alone_is_at_most_in_progress_and_marked(ada, boris):
    commitment = a_commitment(ada)
    with pytest.raises(Refused, match="Only the side that undertook it says so"):
        proposed(commitment, ada, "fulfilled", evidence=[own(ada)])
    assert tracked(commitment, propose=ada, confirm=boris, evidence=[own(ada)]).self_reported


def test_its_own_word_shows_an_act_in_its_own_power_and_stays_marked(ada, boris):
    change = tracked(
        a_commitment(ada, own_act=True), propose=ada, confirm=boris, to_status="fulfilled", evidence=[own(ada)]
    )
    assert change.self_reported


def test_a_ministry_and_state_media_speak_for_their_state_and_a_copy_for_its_original(ada):
    commitment = a_commitment(ada)
    ministry = shown(ada, title="Port bulletin", **state_body(ada))
    agency = an_actor(ada, "Borovian Agency", kind="media", country=an_actor(ada))
    state_media = shown(ada, title="Agency report", publisher=agency, source_class="state_media")
    copied = shown(
        ada, title="Foreign paper", publisher=an_actor(ada, "Gazette", kind="media"), copy_of=ministry.source
    )
    for evidence in ([ministry], [state_media], [copied], [ministry, state_media, copied]):
        with pytest.raises(Refused, match="Only the side that undertook it"):
            proposed(commitment, ada, "fulfilled", evidence=evidence)
    free_press = shown(ada, title="Free paper", publisher=agency, source_class="press")
    assert proposed(commitment, ada, "fulfilled", evidence=[ministry, free_press]).evidence.count() == 2


def test_each_side_may_bear_the_other_out(ada, boris):
    arland = an_actor(ada, "Arland")
    both = a_commitment(
        ada,
        parties=[
            {"actor": an_actor(ada), "role": "pledger", "side": "first"},
            {"actor": arland, "role": "pledger", "side": "second"},
        ],
    )
    other = shown(ada, title="Arland's readout", publisher=arland, source_class="primary_official")
    with pytest.raises(Refused, match="Only the side"):
        proposed(both, ada, "fulfilled", evidence=[other], party=both.parties.get(actor=arland))
    change = tracked(both, propose=ada, confirm=boris, to_status="fulfilled", evidence=[own(ada), other])
    assert not change.self_reported


def test_official_word_of_nobody_named_is_no_other_voice(ada):
    commitment, gazette = a_commitment(ada), shown(ada, title="Gazette", source_class="primary_official")
    with pytest.raises(Refused, match="“Gazette” speaks for a state, and nobody knows which: name its publisher"):
        proposed(commitment, ada, "fulfilled", evidence=[gazette, own(ada)])
    change_source(gazette.source, by=ada, publisher=an_actor(ada, "Arland"))
    again = Evidence(fresh(gazette.excerpt), nature="effect")
    assert proposed(commitment, ada, "fulfilled", evidence=[again, own(ada)])


def test_one_anonymous_source_moves_nothing(ada):
    commitment = a_commitment(ada)
    nameless = shown(ada, title="Leaflet", anonymous=True)
    official = shown(ada, title="Gazette", unnamed=True)
    another = shown(ada, title="Courier", unnamed=True)
    for evidence in ([nameless], [official], [official, another]):  # nobody can tell two unnamed officials apart
        with pytest.raises(Refused, match="nobody names"):
            proposed(commitment, ada, "in_progress", evidence=evidence)
    for evidence in ([nameless, official], [official, shown(ada)]):
        assert proposed(commitment, ada, "in_progress", evidence=evidence).evidence.count() == 2


def test_what_only_announces_bears_nothing_out(ada):
    """Beside what one unnamed source or the side itself shows as done, words that it is to be done are no second voice."""
    commitment = a_commitment(ada)
    for evidence, why in (
        (
            [shown(ada, title="Leaflet", unnamed=True), own(ada, "will open the ports", nature="announcement")],
            "nobody names",
        ),
        ([own(ada), shown(ada, "the ports are to open", title="Courier", nature="announcement")], "Only the side"),
    ):
        with pytest.raises(Refused, match=why):
            proposed(commitment, ada, "fulfilled", evidence=evidence)
    report = shown(ada, "the ports were opened", title="Herald", nature="report")
    assert proposed(commitment, ada, "fulfilled", evidence=[own(ada), report])


def test_the_offices_of_a_merged_record_speak_on(ada, vera):
    """A President's own speech stays his state's word when another record of him is the one that stays."""
    state, before = an_actor(ada), an_actor(ada, "J. Holm", kind="person")
    Tenure(person=before, organisation=state, office="President", start=PartialDate("2020")).save(by=ada)
    speech = shown(ada, title="Speech", publisher=before, source_class="primary_official")
    stays = an_actor(ada, "Jon Holm", kind="person")
    merge(before, stays, by=vera)
    for publisher in (before, stays):
        Source.objects.filter(pk=speech.source.pk).update(publisher=publisher)
        again = Evidence(fresh(speech.excerpt), speech.bearing, speech.nature, speech.unnamed)
        with pytest.raises(Refused, match="Only the side"):
            proposed(a_commitment(ada, f"Open {publisher.pk} ports"), ada, "fulfilled", evidence=[again])


def test_a_terminal_status_answers_the_passages_that_speak_against_it(ada, boris):
    commitment, contrary = a_commitment(ada), shown(ada, BARRED, "Gazette", bearing=Bearing.AGAINST)
    evidence = [shown(ada), contrary]
    with pytest.raises(Refused, match="write why it does not change the status"):
        proposed(commitment, ada, "fulfilled", evidence=evidence)
    answered = {"evidence": evidence, "rebuttal": "Those boats had no licence."}
    change = tracked(commitment, propose=ada, confirm=boris, to_status="fulfilled", **answered)
    assert (change.rebuttal, [row.bearing for row in change.evidence.all()]) == (
        answered["rebuttal"],
        ["for", "against"],
    )


def test_a_terminal_status_does_not_leave_out_what_the_desk_knows_against_it(ada, boris):
    doubt = a_passage(ada, "Arland says that one port was never opened", "Arland's note")
    commitment = a_commitment(ada, contested_by=doubt, contested_note="Arland disputes it.")
    barred = a_passage(ada, BARRED, "Gazette")
    held = [shown(ada), Evidence(barred, Bearing.AGAINST, Nature.EFFECT)]
    tracked(commitment, propose=ada, confirm=boris, evidence=held)
    with pytest.raises(Refused, match="The desk knows words that speak against it") as refusal:
        proposed(commitment, ada, "fulfilled", rebuttal="It counts.")
    assert str(refusal.value).count("The desk knows") == 2
    all_of_it = [shown(ada), *(Evidence(each, Bearing.AGAINST) for each in (doubt, barred))]
    assert proposed(commitment, ada, "fulfilled", evidence=all_of_it, rebuttal="It counts.").evidence.count() == 3


def test_a_breach_answers_what_shows_that_it_was_kept(ada, boris):
    commitment = a_commitment(ada)
    tracked(commitment, propose=ada, confirm=boris)
    broken = carrying("breached", a_passage(ada, BARRED, "Gazette"))
    with pytest.raises(Refused, match="The desk knows words"):
        proposed(commitment, ada, "breached", evidence=broken)
    answered = [*broken, shown(ada)]
    assert proposed(commitment, ada, "breached", evidence=answered, rebuttal="Shut again in May.").evidence.count() == 2


@pytest.mark.parametrize(
    ("status", "asked"),
    [("withdrawn", "for"), ("superseded", "against"), ("uncheckable", "for and against"), ("stalled", "")],
)
def test_each_status_after_which_nothing_is_to_come_answers_what_is_known_against_it(ada, boris, status, asked):
    old = a_commitment(ada)
    a_commitment(ada, "Open all ports", links=[{"kind": "supersedes", "other": old}], undertaking=old.undertaking)
    kept, barred = shown(ada), shown(ada, BARRED, "Gazette", bearing=Bearing.AGAINST)
    tracked(old, propose=ada, confirm=boris, evidence=[kept, barred])
    told = [each for each in (kept, barred) if each.bearing in asked.split(" and ")]

    carrying_it = shown(ada, "the ministry of Borovia let it go in its note", "Note", bearing=Bearing.AGAINST)
    if not told:
        assert proposed(old, ada, status, evidence=[carrying_it])
        return
    with pytest.raises(Refused, match="The desk knows words") as refusal:
        proposed(old, ada, status, evidence=[carrying_it], rebuttal="It counts.")
    assert str(refusal.value).count("The desk knows") == len(told)
    with pytest.raises(Refused, match="write why it does not change"):
        proposed(old, ada, status, evidence=[carrying_it, *told])
    assert proposed(old, ada, status, evidence=[carrying_it, *told], rebuttal="It was before.")


def test_a_passage_on_either_side_still_carries_those_statuses(ada):
    for bearing in Bearing:
        proposal = proposed(a_commitment(ada), ada, "withdrawn", evidence=[shown(ada, bearing=bearing)])
        assert proposal.evidence.count() == 1


def test_what_contradicts_a_printed_claim_that_reports_it_is_answered(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    denied = a_passage(ada, "Borovia says that it never agreed to open a port", "Denial")
    cite(claim, denied.work, by=ada, passage=denied.exact, stance="contradicts")
    record_check(fresh(claim), "confirmed", by=boris, note="A routine denial.")
    commitment = a_commitment(ada, reports=[claim])
    assert proposed(commitment, ada, "fulfilled"), "a draft is not known to all who rate"

    publish(ready(claim.article, by=vera), by=vera)
    with pytest.raises(Refused, match="The desk knows words that speak against it: “Borovia says"):
        proposed(commitment, ada, "fulfilled")
    retract(denied.work, by=vera, reason="Forged.")
    assert proposed(commitment, ada, "fulfilled"), "what fell cannot be given"


def test_contrary_evidence_that_came_meanwhile_stops_the_confirmation(ada, boris, vera):
    proposal = proposed(a_commitment(ada), ada, "fulfilled")
    doubt = a_passage(ada, "Arland says that one port was never opened", "Arland's note")
    change_commitment(fresh(proposal.commitment), by=vera, contested_by=doubt, contested_note="Arland disputes it.")
    with pytest.raises(Refused, match="The desk knows words"):
        confirm(fresh(proposal), by=boris)


def test_nothing_is_superseded_but_by_another_commitment(ada, boris, vera):
    old = a_commitment(ada)
    with pytest.raises(Refused, match="Link the commitment that supersedes it"):
        proposed(old, ada, "superseded")
    new = a_commitment(ada, "Open all ports", links=[{"kind": "supersedes", "other": old}], undertaking=old.undertaking)
    tracked(old, propose=ada, confirm=boris, to_status="superseded")
    with pytest.raises(Refused, match="superseded by this one"):
        change_commitment(fresh(new), by=vera, links=[])
    assert Commitment.objects.get(pk=new.pk).links.count() == 1


def test_readers_are_not_told_superseded_by_what_they_may_not_see(ada, boris, vera):
    old = a_commitment(ada)
    links = [{"kind": "supersedes", "other": old}]
    new = a_commitment(ada, "Open all ports", links=links, undertaking=old.undertaking)
    published(old, vera)
    with pytest.raises(Refused, match="Publish the commitment that supersedes it first"):
        proposed(fresh(old), ada, "superseded")
    published(new, vera)
    tracked(fresh(old), propose=ada, confirm=boris, to_status="superseded")

    with pytest.raises(Refused, match="Take that one back first"):
        take_back(fresh(new), by=vera, reason="A look.")
    take_back(fresh(old), by=vera, reason="A look.")
    take_back(fresh(new), by=vera, reason="A look.")
    with pytest.raises(Refused, match="publish the commitment that supersedes it first"):
        publish_commitment(fresh(old), by=vera)
    published(new, vera)
    assert published(old, vera).public
