"""What changed in the claims between two editions."""

from copy import deepcopy

import pytest

from articles.differing import claim_changes
from policydesk.lib.differing import GONE, NEW, SAME, Piece
from tests.samples import sample_content, source

VESSELS = 4  # the claim “its fleet shrank to 310 vessels”


def changed(**fields):
    """The sample content with other fields of one claim, and the same as it was."""
    old, new = sample_content(), sample_content()
    new["claims"][VESSELS] |= fields
    return old, new


def kinds(old, new):
    return [(change.claim["exact"], *change.kinds) for change in claim_changes(old, new)]


def test_the_same_content_has_no_change():
    assert claim_changes(sample_content(), sample_content()) == []


def test_a_figure_that_changed_is_told_with_its_words():
    (change,) = claim_changes(*changed(exact="its fleet shrank to 301 vessels"))
    assert change.kinds == ("words",)
    assert (change.before["exact"], change.after["exact"]) == (
        "its fleet shrank to 310 vessels",
        "its fleet shrank to 301 vessels",
    )
    assert change.words == (
        Piece(SAME, "its fleet shrank to "),
        Piece(GONE, "310"),
        Piece(NEW, "301"),
        Piece(SAME, " vessels"),
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"exact": "its  fleet shrank to 310 vessels"},
        {"start": 4, "end": 35, "prefix": "", "suffix": "!"},
        {"number": 9},
        {"fingerprint": "f2:" + "1" * 64},
        {"as_of_edition": 1},
        {"owner": None},
    ],
)
def test_white_space_places_and_numbers_do_not_count(fields):
    assert claim_changes(*changed(**fields)) == []


def test_typographic_quotes_do_not_count():
    old, new = sample_content(), sample_content()
    old["claims"][0]["exact"], new["claims"][0]["exact"] = "the “hot line”", 'the "hot line"'
    assert claim_changes(old, new) == []


def test_a_status_counts_as_readers_saw_it():
    old, new = changed(status="confirmed", reading="confirmed")
    assert kinds(old, new) == [("its fleet shrank to 310 vessels", "status")]
    assert kinds(*changed(status="sourced", reading="sourced")) == []


def test_who_says_it_counts():
    assert kinds(*changed(described_as="an official")) == [("its fleet shrank to 310 vessels", "telling")]
    assert kinds(*changed(denied=True)) == [("its fleet shrank to 310 vessels", "telling")]


def test_added_and_removed_claims_stand_where_they_stood():
    old, new = sample_content(), sample_content()
    words = [claim["exact"] for claim in old["claims"]]
    del old["claims"][2], new["claims"][4], new["claims"][0]
    assert kinds(old, new) == [(words[0], "removed"), (words[2], "added"), (words[4], "removed")]


def test_another_passage_is_other_evidence_and_its_source_comes_with_it():
    old, new = sample_content(), sample_content()
    new["claims"][VESSELS]["citations"][0]["exact"] = "310 vessels remain"
    (change,) = claim_changes(old, new)
    before = old["claims"][VESSELS]["citations"][0]
    assert change.kinds == ("evidence",)
    assert [citation["exact"] for citation in change.come] == ["310 vessels remain"]
    assert change.gone == (before | {"source": old["sources"][before["source"] - 1]},)


def test_sources_that_were_only_numbered_anew_do_not_count():
    old = sample_content()
    new = deepcopy(old)
    new["sources"] = [source(1, "A new first one"), *(row | {"number": row["number"] + 1} for row in old["sources"])]
    for claim in new["claims"]:
        for citation in claim["citations"]:
            citation["source"] += 1
    new["sources"][0]["public_id"] = "srcnewbc"
    assert claim_changes(old, new) == []


def test_the_same_passage_cited_twice_and_then_once_is_one_that_went():
    old, new = sample_content(), sample_content()
    citations = old["claims"][VESSELS]["citations"]
    citations.append(dict(citations[0]))
    (change,) = claim_changes(old, new)
    assert (len(change.gone), change.come) == (1, ())


def test_a_withdrawal_holds_no_claim_so_all_are_removed():
    nothing = {"claims": [], "sources": []}
    assert {change.kinds for change in claim_changes(sample_content(), nothing)} == {("removed",)}
