"""What each verdict needs."""

import pytest

from articles.cautioning import warnings
from articles.citing import cite
from articles.claiming import mark_claim
from articles.evidencing import evidence_lacks, origin_flags, origins
from sources.retracting import retract
from tests.stories import WORDS, a_source, a_story, fresh


@pytest.fixture
def story(ada):
    return a_story(ada)


def claim_with(story, ada, *citations, **fields):
    """A claim on the story with citations given as (title, source fields, citation fields)."""
    claim = mark_claim(story, WORDS, by=ada, **fields)
    for title, source, citation in citations:
        cite(claim, a_source(ada, title, **source), by=ada, **citation)
    return fresh(claim)


PRIMARY, REPORTING = {"directness": "primary"}, {"directness": "reporting"}
PARTY = {"interested": True}
SAME_WIRE = {"origin_group": "wire-1"}


@pytest.mark.parametrize(
    ("fields", "citations", "verdict", "note", "lacks"),
    [
        ({}, [], "confirmed", "", "Attach a source that supports it."),
        ({}, [("A", {}, PRIMARY)], "confirmed", "", None),
        ({}, [("A", {}, REPORTING)], "confirmed", "", "this has one origin."),
        ({}, [("A", {}, REPORTING), ("B", {}, REPORTING)], "confirmed", "", None),
        ({}, [("A", {}, REPORTING), ("B", {"draft": True}, REPORTING)], "confirmed", "", "A draft source is no second"),
        (
            {},
            [("A", {"draft": True}, REPORTING)],
            "confirmed",
            "",
            "the only source that supports it is still a draft,",
        ),
        (
            {},
            [(name, {"draft": True}, REPORTING) for name in "AB"],
            "confirmed",
            "",
            "that support it are still drafts,",
        ),
        ({}, [("A", SAME_WIRE, REPORTING), ("B", SAME_WIRE, REPORTING)], "confirmed", "", "this has one origin."),
        ({}, [("A", {}, PRIMARY | PARTY)], "confirmed", "", "All its sources are interested parties"),
        ({"kind": "planned"}, [("A", {}, PRIMARY | PARTY)], "confirmed", "", None),
        ({}, [("A", {}, PRIMARY | PARTY), ("B", {}, REPORTING)], "confirmed", "", None),
        ({}, [("A", {}, {"stance": "contradicts"} | PRIMARY)], "confirmed", "", "Attach a source that supports it."),
        ({"kind": "statement"}, [("A", {}, REPORTING)], "confirmed", "", None),
        ({"kind": "quote"}, [("A", {}, {"directness": "secondary"})], "confirmed", "", "the record of it being said"),
        ({}, [("A", {}, {"stance": "partly"})], "partly", "", "Say in the note which words"),
        ({}, [("A", {}, {"stance": "partly"})], "partly", "The number only.", None),
        (
            {},
            [("A", {}, {"stance": "partly"} | PARTY)],
            "partly",
            "The number.",
            "All its sources are interested parties",
        ),
        ({}, [("A", {}, {"stance": "contradicts"} | PARTY)], "refuted", "", "All its sources are interested parties"),
        ({}, [("A", {}, PARTY), ("B", {}, {"stance": "contradicts"} | PARTY)], "disputed", "", "interested parties"),
        ({}, [("A", {}, {})], "attributed", "", "Name the speaker"),
        ({}, [("A", {}, {})], "disputed", "", "one that contradicts it"),
        ({}, [("A", {}, {}), ("B", {}, {"stance": "contradicts"})], "disputed", "", None),
        ({}, [], "unsupported", "", "Say in the note where you looked."),
        ({}, [], "unsupported", "Both ministries.", None),
        ({}, [("A", {}, {})], "refuted", "", "Attach a source that contradicts it."),
        ({}, [("A", {}, {"stance": "contradicts"})], "refuted", "", None),
        ({}, [], "unverifiable", "", "Say why no public evidence"),
        ({}, [], "analysis", "", "“Analysis” is for claims of kind analysis"),
        ({"kind": "analysis"}, [], "confirmed", "", "“Analysis” is for claims of kind analysis"),
        ({"kind": "analysis"}, [], "analysis", "", "Name the owner"),
    ],
)
def test_each_verdict_asks_for_what_the_table_says(story, ada, fields, citations, verdict, note, lacks):
    claim = claim_with(story, ada, *citations, **fields)
    sentences = evidence_lacks(claim, verdict, note=note)
    assert (sentences == []) if lacks is None else (len(sentences) == 1 and lacks in sentences[0])


def test_a_copy_and_its_original_are_one_origin(story, ada):
    original = a_source(ada, "Original")
    claim = claim_with(story, ada, ("Copy", {"copy_of": original}, REPORTING))
    cite(claim, original, by=ada)
    assert len(origins(fresh(claim).citations.all())) == 1


STATE, NAMELESS, HIDDEN = (
    {"source_class": "state_media"},
    {"anonymous": True},
    {"confidentiality": "background", "described_as": "An official"},
)


@pytest.mark.parametrize(
    ("fields", "citations", "flags"),
    [
        ({}, [], []),
        ({}, [("A", {}, PRIMARY)], []),
        ({}, [("A", {}, REPORTING)], ["single_origin"]),
        ({}, [("A", SAME_WIRE, REPORTING), ("B", SAME_WIRE, REPORTING)], ["single_origin"]),
        ({}, [("A", SAME_WIRE, REPORTING), ("B", {}, REPORTING)], []),
        ({}, [("A", {}, REPORTING), ("B", {}, {"stance": "context"})], ["single_origin"]),
        ({}, [("A", {}, REPORTING), ("B", {}, {"stance": "contradicts"})], ["single_origin"]),
        ({"kind": "statement"}, [("A", {}, PRIMARY | PARTY)], ["interested_only"]),
        ({}, [("A", {}, PRIMARY | PARTY), ("B", {}, REPORTING)], []),
        ({}, [("A", NAMELESS, REPORTING), ("B", HIDDEN, REPORTING)], ["anonymous_only"]),
        ({}, [("A", NAMELESS, REPORTING), ("B", {}, REPORTING)], []),
        ({}, [("A", STATE, PRIMARY)], ["state_media_only"]),
        ({}, [("A", STATE | NAMELESS, REPORTING | PARTY)],
         ["single_origin", "interested_only", "anonymous_only", "state_media_only"]),
        ({"kind": "analysis"}, [("A", {}, REPORTING)], []),
    ],
)  # fmt: skip
def test_what_is_weak_about_where_evidence_comes_from_is_said(story, ada, fields, citations, flags):
    claim = claim_with(story, ada, *citations, **fields)
    assert origin_flags(claim) == flags
    assert [warning.code == "origins" for warning in warnings(story) if warning.claim] == [True] * bool(flags)


def test_a_copy_has_the_class_of_its_original_and_a_retracted_source_carries_nothing(story, ada, vera):
    agency = a_source(ada, "Agency", **STATE)
    claim = claim_with(
        story, ada, ("Paper", {"source_class": "press", "copy_of": agency}, REPORTING), ("B", {}, REPORTING)
    )
    assert origin_flags(claim) == []
    retract(claim.citations.get(source__title="B").source, by=vera, reason="Forged.")
    assert origin_flags(fresh(claim)) == ["single_origin", "state_media_only"]
