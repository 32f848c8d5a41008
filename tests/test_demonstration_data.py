"""The story's claims and what the demonstration says of them, read as plain files: right before any rule runs."""

import pytest

from articles.enums import Basis, ClaimKind, Directness, Part, SpeechAct, Stance, Verdict
from commitments.enums import Fulfilment
from policydesk.lib.dates import PartialDate
from tests.dossier_data import (
    ACCOUNTS,
    ACTORS,
    CHECKS,
    CITATIONS,
    CLAIMS,
    COMMITMENTS,
    DEMONSTRATION,
    SOURCES,
    STATUSES,
    STORY_FILE,
    for_claims,
    fragments,
    parts,
)

each_claim = for_claims()


def origin(source):
    return source.get("origin_group") or source.get("copy_of") or source["id"]


def cited(claim, *stances):
    return [citation for citation in claim["citations"] if citation["stance"] in stances]


def test_the_story_has_six_paragraphs_under_three_bare_headings():
    blocks = parts()["body"].rstrip("\n").split("\n\n")

    assert [block for block in blocks if not block.endswith(".")] == [
        "What the two sides have done so far",
        "A charge and a denial",
        "A wider circle",
    ]
    assert len(blocks) == 9
    assert parts()["date"] == "2024-01-28"


@each_claim
def test_the_words_of_a_claim_stand_in_the_story_exactly_once(claim):
    assert claim["story"] == DEMONSTRATION["story"]
    assert parts()[claim["part"]].count(claim["words"]) == 1
    assert STORY_FILE.read_text(encoding="utf-8").count(claim["words"]) == 1


def test_claims_follow_the_text_and_none_is_marked_twice():
    places = [(claim["part"] != "headline", parts()[claim["part"]].index(claim["words"])) for claim in CLAIMS]

    assert places == sorted(set(places))
    assert [claim["id"] for claim in CLAIMS] == [f"beijing-{number:02}" for number in range(1, len(CLAIMS) + 1)]
    assert len(places) >= 20


def test_every_claim_is_checked_and_nothing_else_is():
    assert list(CHECKS) == [claim["id"] for claim in CLAIMS]


@each_claim
def test_a_claim_uses_the_vocabulary(claim):
    assert claim["part"] in Part.values
    assert claim["kind"] in ClaimKind.values
    assert claim.get("speech_act", SpeechAct.SAID) in SpeechAct.values
    assert claim["verdict"] in set(Verdict.values) - {Verdict.VOID}
    for citation in claim["citations"]:
        assert citation["stance"] in Stance.values
        assert citation["directness"] in Directness.values
        assert citation["basis"] in Basis.values
        assert citation["interested"] in ("true", "false")


@pytest.mark.parametrize("citation", CITATIONS, ids=lambda citation: citation["source"])
def test_a_cited_passage_stands_in_the_extract_of_its_source(citation):
    passage = citation.get("passage")

    assert passage is None or any(passage in words for words in fragments(SOURCES[citation["source"]]))


def test_a_dozen_sources_are_cited_and_none_by_a_handle_without_an_address():
    used = {citation["source"] for citation in CITATIONS}

    assert len(used) >= 12
    assert all(SOURCES[handle].get("url") for handle in used)


def test_nothing_cited_was_published_after_the_story():
    day = PartialDate(parts()["date"])
    published = {citation["source"]: PartialDate(SOURCES[citation["source"]]["published"]) for citation in CITATIONS}

    assert [handle for handle, date in published.items() if date.definitely_after(day)] == []


def test_everyone_has_one_role_and_no_role_is_missing_and_there_are_two_editors():
    assert ACCOUNTS == {
        "ada": "reporter",
        "boris": "checker",
        "vera": "editor",
        "ines": "editor",
        "pia": "publisher",
        "otto": "auditor",
        "amina": "administrator",
    }


@each_claim
def test_a_claim_is_checked_by_somebody_who_may(claim):
    needs_editor = claim["verdict"] in (Verdict.ANALYSIS, Verdict.UNVERIFIABLE)

    assert ACCOUNTS[claim["by"]] in (["editor"] if needs_editor else ["checker", "editor"])
    assert claim["by"] != DEMONSTRATION["written_by"]


@each_claim
def test_a_claim_tells_readers_why_in_full_sentences(claim):
    assert claim["note"].endswith(".")
    assert len(claim["note"].split()) >= 4


@each_claim
def test_a_speaker_is_known_and_an_unnamed_one_is_there_with_the_reason(claim):
    speaker = ACTORS[claim["speaker"]] if "speaker" in claim else {"kind": None}

    assert bool(claim.get("anonymity_reason")) is (speaker["kind"] == "unnamed")


@for_claims(verdict="confirmed")
def test_a_confirmed_claim_rests_on_direct_knowledge_or_two_origins(claim):
    support = cited(claim, "supports")
    origins = {origin(SOURCES[citation["source"]]) for citation in support}
    spoken = claim["kind"] in (ClaimKind.STATEMENT, ClaimKind.QUOTE)

    assert support
    assert spoken or len(origins) >= 2 or any(citation["directness"] == "primary" for citation in support)
    assert spoken or not all(citation["interested"] == "true" for citation in support)


@for_claims(verdict="attributed")
def test_an_attributed_claim_has_a_speaker_and_a_source_that_attributes_it(claim):
    assert claim["speaker"]
    assert cited(claim, "attributes")


@for_claims(verdict="partly")
def test_a_partly_confirmed_claim_has_a_source_for_that_part(claim):
    assert cited(claim, "supports", "partly")


@for_claims(verdict="disputed")
def test_a_disputed_claim_is_supported_and_contradicted(claim):
    assert cited(claim, "supports")
    assert cited(claim, "contradicts")


def test_a_denial_is_a_flag_with_its_citation_and_no_dispute():
    denied = [claim for claim in CLAIMS if any(citation.get("denies") for citation in claim["citations"])]

    assert [(claim["speech_act"], claim["verdict"]) for claim in denied] == [("accused", "confirmed")]


def test_analysis_has_an_owner_and_nothing_else_does():
    owners = {claim["kind"]: ACCOUNTS[claim["owner"]] for claim in CLAIMS if "owner" in claim}

    assert owners == {"analysis": "editor"}
    assert [claim["words"] for claim in CLAIMS if claim.get("owner") == claim["by"]] == []
    assert all("owner" in claim for claim in CLAIMS if claim["verdict"] == Verdict.ANALYSIS)


def test_the_demonstration_shows_several_statuses_and_nothing_that_stops_a_release():
    shown = {claim["verdict"] for claim in CLAIMS}

    assert shown == {"confirmed", "partly", "attributed", "disputed", "analysis"}


def test_a_copy_is_never_cited_as_first_hand():
    primary = [citation["source"] for citation in CITATIONS if citation["directness"] == "primary"]

    assert primary
    assert [handle for handle in primary if SOURCES[handle].get("copy_of")] == []


@for_claims(kind="quote")
def test_a_quote_is_the_very_words_of_the_source_and_stands_in_quotation_marks(claim):
    assert claim["words"] in [citation.get("passage") for citation in claim["citations"]]
    assert f'"{claim["words"]}' in parts()["body"]


@for_claims(kind="planned")
def test_a_planned_event_is_still_to_come_on_the_day_of_the_story(claim):
    assert PartialDate(claim["event_date"]).definitely_after(PartialDate(parts()["date"]))


def test_every_commitment_is_published_by_an_editor():
    published = {slug: ACCOUNTS[row["published_by"]] for slug, row in DEMONSTRATION["commitments"].items()}

    assert published == dict.fromkeys(COMMITMENTS, "editor")


def test_every_proposed_status_is_confirmed_but_one_that_shows_the_queue():
    proposed = [(slug, status["status"], status["since"]) for slug, status in STATUSES]
    confirmed = [
        (slug, answer["status"], str(answer["since"]))
        for slug, row in DEMONSTRATION["commitments"].items()
        for answer in row.get("confirmed", ())
    ]

    assert [row for row in proposed if row not in confirmed] == [
        ("act-against-makers-of-precursors", Fulfilment.PARTLY_FULFILLED, "2024-01")
    ]
    assert [row for row in confirmed if row not in proposed] == []


def test_a_status_is_confirmed_by_a_checker_or_an_editor():
    people = {answer["by"] for row in DEMONSTRATION["commitments"].values() for answer in row.get("confirmed", ())}

    assert {ACCOUNTS[name] for name in people} <= {"checker", "editor"}


def test_announcement_and_effect_of_the_controls_are_told_apart():
    (made,) = [row for row in COMMITMENTS if row == "control-three-un-listed-precursors"]
    told = [
        (status["status"], status["since"], [each.get("nature", "report") for each in status["evidence"]])
        for slug, status in STATUSES
        if slug == made
    ]
    assert told == [
        ("in_progress", "2024-08-02", ["announcement"]),
        ("fulfilled", "2024-09-01", ["announcement", "effect"]),
    ]


def test_conflicts_between_sources_are_said_where_they_matter():
    says = {slug: str(row) for slug, row in COMMITMENTS.items()}
    assert "which our sources date to 2, 5 or 6 August" in says["control-three-un-listed-precursors"]
    assert "sources conflict on its day, 18 or 19 June" in says["resume-counternarcotics-cooperation"]
    assert "Sources conflict" in CHECKS["beijing-19"]["note"]
    assert (
        COMMITMENTS["take-the-forensic-institute-off-the-entity-list"]["contested"]["source"] == "chinadaily-20231117"
    )
    assert "Sources also conflict on when action began" in says["act-against-makers-of-precursors"]
    group = COMMITMENTS["set-up-a-counternarcotics-working-group"]["parties"]
    assert [party["own_wording"]["passage"].split("the ")[-1] for party in group if "own_wording" in party] == [
        "U.S.-PRC Counternarcotics Working Group",
        "China-U.S. Counternarcotics Working Group",
    ]


def test_what_was_given_in_exchange_is_linked():
    given = {
        slug: [link["commitment"] for link in row.get("links", ()) if link["kind"] == "in_exchange_for"]
        for slug, row in COMMITMENTS.items()
    }
    assert {slug: others for slug, others in given.items() if others} == {
        "take-the-forensic-institute-off-the-entity-list": [
            "notice-to-industry", "share-information-with-an-international-database",
        ],
        "cut-the-fentanyl-tariff": ["halt-precursor-flow-to-north-america"],
    }  # fmt: skip
