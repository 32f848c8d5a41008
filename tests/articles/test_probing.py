"""The second test on the desk: what it asks, what blocks and what warns, and what somebody waives."""

import pytest

from actors.registering import register_actor
from articles.cautioning import warnings
from articles.chronicling import events
from articles.citing import cite
from articles.gating import blockers
from articles.models import Claim, Waiver
from articles.probing import probe
from articles.recounting import lines
from articles.waiving import ask_again, waive
from policydesk.lib.errors import NotAllowed, Refused
from tests.sources.copies import a_copy
from tests.stories import a_claim, a_source, a_story, fresh

BODY = "<p>The two sides agreed to cut duties on 24 goods. Arland spoke of 12 ships on Monday.</p>"
DUTIES, SHIPS = "agreed to cut duties on 24 goods", "Arland spoke of 12 ships"


@pytest.fixture
def story(ada):
    return a_story(ada, body=BODY)


def claimed(story, ada, words, passage, **fields):
    claim = a_claim(story, ada, words)
    cite(claim, a_source(ada), by=ada, passage=passage, **fields)
    return claim


def test_another_number_in_the_passage_blocks_and_a_missing_one_warns(story, ada):
    claimed(story, ada, DUTIES, "They agreed to cut duties on 26 goods.")
    claimed(story, ada, SHIPS, "Nothing was said of vessels by Arland.")
    told = [row.sentence for row in blockers(fresh(story)) if "26" in row.sentence]
    assert told == []  # nobody checked it yet: that comes first
    fresh_story = fresh(story)
    fresh_story.developing = True
    told = [row.sentence for row in blockers(fresh_story) if row.code == "claim"]
    assert told == [
        "Claim 1, “agreed to cut duties on 24 goods”: Its passage from “Joint communiqué” says “26” where the claim says "
        "“24”. Correct it, or say on its page why it stands."
    ]
    told = [row.sentence for row in warnings(fresh_story) if row.code == "passages"]
    assert told == ["Claim 2, “Arland spoke of 12 ships”: its passages do not hold “12”."]


def test_a_source_that_contradicts_or_gives_context_blocks_nothing(story, ada):
    claim = claimed(story, ada, DUTIES, "They agreed to cut duties on 26 goods.", stance="contradicts")
    assert probe(story, [fresh(claim)]) == {}
    cite(
        fresh(claim), a_source(ada, "Other"), by=ada, passage="They agreed to cut duties on 27 goods.", stance="context"
    )
    assert [doubt.contradicted for doubt in probe(story, [fresh(claim)])[claim.pk]] == [False]


def test_who_may_check_waives_an_item_with_a_reason_and_the_history_tells_it(story, ada, boris):
    claim = claimed(story, ada, DUTIES, "They agreed to cut duties on 26 goods.")
    with pytest.raises(NotAllowed):
        waive(fresh(claim), "number", "24", by=ada, reason="I know better.")
    with pytest.raises(Refused, match="Say why"):
        waive(fresh(claim), "number", "24", by=boris, reason=" ")
    with pytest.raises(Refused, match="Nothing is asked"):
        waive(fresh(claim), "number", "25", by=boris, reason="A slip of the ministry.")
    with pytest.raises(Refused, match="Nothing is asked"):
        waive(
            fresh(claim), "number", "24", by=boris, reason="It is in the annex."
        )  # 26 stands there, he does not say so
    waiver = waive(fresh(claim), "number", "24", other="26", by=boris, reason="A slip of the ministry.")
    (doubt,) = probe(story, [fresh(claim)])[claim.pk]
    assert doubt.waiver == waiver
    story.developing = True
    assert [row.code for row in blockers(story)] == ["state"]
    ask_again(waiver, by=boris)
    assert "claim" in [row.code for row in blockers(story)]
    every = events(story)
    told = [line.what for event, line in lines(story, every, every, reader=boris).items() if event.table == "waiver"]
    assert told == [
        "Waiver of “24” taken back, in the claim “agreed to cut duties on 24 goods”",
        "Waived “24” in the claim “agreed to cut duties on 24 goods”",
    ]
    assert Waiver.history.filter(history_user=boris).count() == 2


def test_a_waiver_of_what_is_missing_or_of_one_value_covers_no_other_value(story, ada, boris):
    claim = claimed(story, ada, DUTIES, "They agreed on a long list of duties.")
    waive(fresh(claim), "number", "24", by=boris, reason="It is in the annex.")
    cite(fresh(claim), a_source(ada, "Annex"), by=ada, passage="They agreed to cut duties on 26 goods.")
    (doubt,) = probe(story, [fresh(claim)])[claim.pk]
    assert (doubt.other, doubt.waiver) == ("26", None)
    waive(fresh(claim), "number", "24", other="26", by=boris, reason="A slip of the ministry.")
    cite(fresh(claim), a_source(ada, "Minutes"), by=ada, passage="They agreed to cut duties on 27 goods.")
    told = [(doubt.other, doubt.waiver is None) for doubt in probe(story, [fresh(claim)])[claim.pk]]
    assert told == [("26", False), ("27", True)]


def test_a_place_or_a_name_of_other_days_does_not_stand_for_its_government(story, ada, vera):
    aliases = [
        {"text": "Selden", "kind": "metonym", "matchable": False},
        {"text": "Velia", "valid_to": "1999"},
        {"text": "Arlandia", "valid_from": "2001"},
    ]
    register_actor(by=vera, kind="state", name="Arland", aliases=aliases)
    claim = claimed(story, ada, "Arland spoke of", "Envoys who met in Selden spoke of Velia.")
    assert [doubt.words for doubt in probe(story, [fresh(claim)])[claim.pk]] == ["Arland"]
    cite(fresh(claim), a_source(ada, "Other"), by=ada, passage="It is said that Arlandia spoke of ships.")
    assert probe(story, [fresh(claim)])[claim.pk] == []


def test_a_passage_that_its_copy_does_not_hold_is_told_at_the_gate(story, ada):
    source = a_source(ada)
    a_copy(source, "Nobody spoke of anything.", by=ada)
    cite(a_claim(story, ada, DUTIES), source, by=ada, passage="They agreed to cut duties on 24 goods.")
    assert [row.sentence for row in warnings(fresh(story)) if row.code == "copies"] == [
        "Claim 1, “agreed to cut duties on 24 goods”: a passage of it stands in its saved copy only in part, or not at all."
    ]


def test_the_test_of_many_claims_takes_two_queries(story, ada, django_assert_num_queries):
    claimed(story, ada, SHIPS, "Nothing was said of vessels by Arland.")
    one = list(Claim.objects.with_evidence())
    claimed(story, ada, DUTIES, "They agreed to cut duties on 26 goods.")
    for claims in (one, list(Claim.objects.with_evidence())):
        with django_assert_num_queries(2):
            assert len(probe(story, claims)) == len(claims)
