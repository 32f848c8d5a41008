"""The demonstration's data, read as plain files: it obeys the vocabulary before any rule runs."""

from pathlib import Path

import pytest
import yaml

from actors.enums import ActorKind, AliasKind
from articles.enums import Basis, ClaimKind, Directness, Part, SpeechAct, Stance, Verdict
from policydesk.lib.dates import PartialDate
from sources.addressing import canonical_address
from sources.enums import SourceClass, SourceKind

ROOT = Path(__file__).parent.parent
DATA = yaml.safe_load((ROOT / "policydesk" / "demonstration.yaml").read_text(encoding="utf-8"))
STORY_FILE = ROOT / "seeds" / f"{DATA['story']}.txt"

ACCOUNTS = {account["username"]: account["role"] for account in DATA["accounts"]}
ACTORS = {actor["name"]: actor for actor in DATA["actors"]}
SOURCES = {source["id"]: source for source in DATA["sources"]}
CLAIMS = DATA["claims"]
CITATIONS = [citation for claim in CLAIMS for citation in claim["citations"]]


def for_claims(**wanted):
    """Run a test once for each claim whose fields are as wanted."""
    claims = [claim for claim in CLAIMS if all(claim.get(field) == value for field, value in wanted.items())]
    return pytest.mark.parametrize("claim", claims, ids=[claim["words"][:40] for claim in claims])


each_claim = for_claims()
each_source = pytest.mark.parametrize("source", DATA["sources"], ids=lambda source: source["id"])


def parts():
    """The named parts of the story, read without the importer."""
    first_line, body = STORY_FILE.read_text(encoding="utf-8").split("\n\n", maxsplit=1)
    _, date, headline = first_line.split(" ", maxsplit=2)
    return {"date": date, "headline": headline, "body": body}


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
    assert parts()[claim["part"]].count(claim["words"]) == 1
    assert STORY_FILE.read_text(encoding="utf-8").count(claim["words"]) == 1


def test_claims_follow_the_text_and_none_is_marked_twice():
    places = [(claim["part"] != "headline", parts()[claim["part"]].index(claim["words"])) for claim in CLAIMS]

    assert places == sorted(set(places))
    assert len(places) >= 20


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
        assert citation["interested"] in (True, False)


@each_source
def test_a_source_uses_the_vocabulary_and_names_a_known_publisher(source):
    assert source["kind"] in SourceKind.values
    assert source["source_class"] in SourceClass.values
    assert source["publisher"] in ACTORS
    assert source.get("copy_of", source["id"]) in SOURCES


def test_actors_use_the_vocabulary_and_metonyms_are_not_looked_for_in_text():
    aliases = [alias for actor in DATA["actors"] for alias in actor.get("aliases", [])]

    assert {actor["kind"] for actor in DATA["actors"]} <= set(ActorKind.values)
    assert {alias["kind"] for alias in aliases} <= set(AliasKind.values)
    assert all(alias.get("matchable", True) is (alias["kind"] != "metonym") for alias in aliases)


def test_names_and_handles_are_used_once():
    assert len(ACTORS) == len(DATA["actors"])
    assert len(SOURCES) == len(DATA["sources"])


def test_no_two_sources_have_one_address():
    addresses = [canonical_address(source["url"]) for source in DATA["sources"] if source.get("url")]

    assert len(addresses) == len(set(addresses))


@each_source
def test_nothing_in_an_extract_is_longer_than_twenty_five_words_or_too_short_to_prove_anything(source):
    assert all(len(fragment.split()) <= 25 and len(fragment) >= 12 for fragment in source["extract"])


@pytest.mark.parametrize("citation", CITATIONS, ids=lambda citation: citation["source"])
def test_a_cited_fragment_stands_in_the_extract_of_its_source(citation):
    fragment = citation.get("fragment")

    assert fragment is None or any(fragment in words for words in SOURCES[citation["source"]]["extract"])


def test_a_dozen_sources_are_cited_and_none_by_a_handle_without_an_address():
    used = {citation["source"] for citation in CITATIONS}

    assert len(used) >= 12
    assert all(SOURCES[handle].get("url") for handle in used)


def test_nothing_cited_was_published_after_the_story():
    day = PartialDate(parts()["date"])
    published = {source["id"]: PartialDate(source["published"]) for source in DATA["sources"]}

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

    assert ACCOUNTS[claim["checked_by"]] in (["editor"] if needs_editor else ["checker", "editor"])
    assert claim["checked_by"] not in (DATA["written_by"], DATA["marked_by"])


@each_claim
def test_a_claim_tells_readers_why_in_full_sentences(claim):
    assert claim["note"].endswith(".")
    assert len(claim["note"].split()) >= 4


@each_claim
def test_a_speaker_is_known_and_an_unnamed_one_is_described_with_the_reason(claim):
    speaker = ACTORS[claim["speaker"]] if "speaker" in claim else {"kind": None}
    unnamed = speaker["kind"] == "unnamed"

    assert claim.get("described_as") == speaker.get("described_as")
    assert bool(claim.get("anonymity_reason")) is unnamed


@for_claims(verdict="confirmed")
def test_a_confirmed_claim_rests_on_direct_knowledge_or_two_origins(claim):
    support = cited(claim, "supports")
    origins = {origin(SOURCES[citation["source"]]) for citation in support}
    spoken = claim["kind"] in (ClaimKind.STATEMENT, ClaimKind.QUOTE)

    assert support
    assert spoken or len(origins) >= 2 or any(citation["directness"] == "primary" for citation in support)
    assert spoken or not all(citation["interested"] for citation in support)


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
    assert [claim["words"] for claim in CLAIMS if claim.get("owner") == claim["checked_by"]] == []
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
    assert claim["words"] in [citation.get("fragment") for citation in claim["citations"]]
    assert f'"{claim["words"]}' in parts()["body"]


@for_claims(kind="planned")
def test_a_planned_event_is_still_to_come_on_the_day_of_the_story(claim):
    assert PartialDate(claim["event_date"]).definitely_after(PartialDate(parts()["date"]))
