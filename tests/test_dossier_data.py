"""The demonstration dossier read as a plain file: short passages, known names, dates that its words give."""

import pytest
from django.utils.text import slugify

from actors.enums import ActorKind, AliasKind
from commitments.enums import Bindingness, Fulfilment, LinkKind, OccasionKind, PartyRole, Side, Verifiability
from policydesk.lib.dates import PartialDate
from sources.addressing import canonical_address
from sources.enums import SourceClass, SourceKind
from tests.dossier_data import ACTORS, CLAIMS, COMMITMENTS, DOSSIER, SOURCES, STATUSES, fragments

each_source = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
each_commitment = pytest.mark.parametrize("commitment", COMMITMENTS.values(), ids=COMMITMENTS)
each_status = pytest.mark.parametrize(
    ("slug", "status"), STATUSES, ids=[f"{slug}-{row['since']}" for slug, row in STATUSES]
)

OCCASIONS = {occasion["slug"]: occasion for occasion in DOSSIER["occasions"]}


def passages(commitment):
    """Every passage that a commitment and its proposed statuses name."""
    wordings = [party["own_wording"] for party in commitment["parties"] if "own_wording" in party]
    contested = [commitment["contested"]] if "contested" in commitment else []
    evidence = [row for status in commitment.get("statuses", ()) for row in status["evidence"]]
    return [commitment["undertaking"], *wordings, *contested, *evidence]


def test_forty_sources_and_all_commitments_are_there_and_every_key_is_used_once():
    assert len(SOURCES) == len(DOSSIER["sources"]) >= 40
    assert len(COMMITMENTS) == len(DOSSIER["commitments"]) == 21
    assert len(ACTORS) == len(DOSSIER["actors"])
    assert len(OCCASIONS) == len(DOSSIER["occasions"])
    assert len(CLAIMS) == len({claim["id"] for claim in CLAIMS})


def test_actors_use_the_vocabulary_and_metonyms_are_not_looked_for_in_text():
    aliases = [alias for actor in ACTORS.values() for alias in actor.get("aliases", ())]

    assert {actor["kind"] for actor in ACTORS.values()} <= set(ActorKind.values)
    assert {alias["kind"] for alias in aliases} <= set(AliasKind.values)
    assert all(alias.get("matchable", "true") == str(alias["kind"] != "metonym").lower() for alias in aliases)


def test_the_slug_of_an_actor_follows_from_its_name():
    assert {slug: slugify(actor["name"]) for slug, actor in ACTORS.items()} == {slug: slug for slug in ACTORS}


def test_states_have_codes_and_only_people_hold_offices():
    assert [slug for slug, actor in ACTORS.items() if (actor["kind"] == "state") != ("iso3166" in actor)] == []
    assert {actor["kind"] for actor in ACTORS.values() if "tenures" in actor} == {"person"}
    assert {tenure["organisation"] for actor in ACTORS.values() for tenure in actor.get("tenures", ())} <= set(ACTORS)


@each_source
def test_a_source_uses_the_vocabulary_and_names_a_known_publisher(source):
    assert source["kind"] in SourceKind.values
    assert source["source_class"] in SourceClass.values
    assert source["publisher"] in ACTORS
    assert source.get("copy_of", source["id"]) in SOURCES
    assert not ("copy_of" in source and "origin_group" in source)


@each_source
def test_no_passage_is_longer_than_twenty_five_words_or_too_short_to_prove_anything(source):
    assert [words for words in fragments(source) if len(words.split()) > 25 or len(words) < 12] == []


@each_source
def test_an_extract_says_that_the_page_itself_was_not_opened(source):
    assert [
        extract
        for extract in source.get("extracts", ())
        if "was not opened" not in extract["note"] or extract["taken_on"] != "2026-11-23"
    ] == []


def test_no_two_sources_have_one_address():
    addresses = [canonical_address(source["url"]) for source in SOURCES.values() if source.get("url")]

    assert len(addresses) == len(set(addresses))


def test_an_occasion_uses_the_vocabulary_and_brings_both_states_together():
    assert {occasion["kind"] for occasion in OCCASIONS.values()} <= set(OccasionKind.values)
    assert [slug for slug, row in OCCASIONS.items() if row["participants"][:2] != ["united-states", "china"]] == []
    assert {actor for occasion in OCCASIONS.values() for actor in occasion["participants"]} <= set(ACTORS)


@each_commitment
def test_a_commitment_uses_the_vocabulary(commitment):
    assert commitment["bindingness"] in Bindingness.values
    assert commitment["verifiability"] in Verifiability.values
    assert {link["kind"] for link in commitment.get("links", ())} <= set(LinkKind.values)
    assert {link["commitment"] for link in commitment.get("links", ())} <= set(COMMITMENTS) - {commitment["slug"]}
    assert commitment.get("occasion", "woodside-summit") in OCCASIONS
    assert set(commitment.get("reported_in", ())) <= {claim["id"] for claim in CLAIMS}


@each_commitment
def test_every_passage_of_a_commitment_stands_in_the_extract_of_its_source(commitment):
    held = [passage["passage"] in fragments(SOURCES[passage["source"]]) for passage in passages(commitment)]

    assert held == [True] * len(held)


@each_commitment
def test_who_undertook_it_and_towards_whom_stand_on_their_sides(commitment):
    sides = {"united-states": Side.FIRST, "china": Side.SECOND, "institute-of-forensic-science-of-china": Side.SECOND}
    roles = {party["role"] for party in commitment["parties"]}

    assert {PartyRole.PLEDGER, PartyRole.COUNTERPARTY} <= roles <= set(PartyRole.values)
    assert [row for row in commitment["parties"] if row.get("side") != sides.get(row["actor"])] == []
    assert {party["actor"] for party in commitment["parties"]} <= set(ACTORS)


@each_commitment
def test_a_due_date_stands_only_beside_words_of_a_source_that_give_it(commitment):
    words = [passage["passage"] for passage in passages(commitment)]

    assert ("due_on" in commitment) == ("due_words" in commitment)
    assert any(commitment.get("due_words", "") in passage for passage in words)


def test_four_commitments_have_a_term_and_two_of_them_ran_out_without_evidence():
    due = {slug: row["due_on"] for slug, row in COMMITMENTS.items() if "due_on" in row}

    assert due == {
        "take-the-forensic-institute-off-the-entity-list": "2023-11-16",
        "more-passenger-flights-early-in-2024": "2024",
        "talks-between-scientists": "2024-02",
        "control-three-un-listed-precursors": "2024-09-01",
    }
    assert [slug for slug in due if "statuses" not in COMMITMENTS[slug]] == [
        "more-passenger-flights-early-in-2024",
        "talks-between-scientists",
    ]


@each_commitment
def test_how_we_read_it_is_said_in_full_sentences(commitment):
    assert commitment["summary"].endswith(".")
    assert commitment["interpretive_note"].endswith(".")


@each_status
def test_a_proposed_status_has_its_reason_and_holds_from_no_day_before_the_commitment(slug, status):
    assert status["status"] in set(Fulfilment.values) - {Fulfilment.NOT_YET_RATED}
    assert status["reason"].endswith(".")
    assert not PartialDate(status["since"]).definitely_before(PartialDate(COMMITMENTS[slug]["made_on"]))


def test_words_in_which_something_is_undertaken_do_not_show_that_it_was_kept():
    alone = {
        slug
        for slug, status in STATUSES
        if status["status"] in ("fulfilled", "partly_fulfilled")
        and all(row["passage"] == COMMITMENTS[slug]["undertaking"]["passage"] for row in status["evidence"])
    }
    assert alone == set()


def test_the_challenges_are_those_of_the_house_committee_and_the_count_of_institutes():
    contested = {slug: row["contested"]["source"] for slug, row in COMMITMENTS.items() if "contested" in row}

    assert contested == {
        "resume-counternarcotics-cooperation": "nbc-20240416",
        "act-against-makers-of-precursors": "nbc-20240416",
        "take-the-forensic-institute-off-the-entity-list": "chinadaily-20231117",
    }
