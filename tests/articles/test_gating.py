"""The gate: each reason in a sentence."""

import pytest

from articles.checking import record_check
from articles.claiming import change_claim
from articles.gating import blockers, warnings
from policydesk.lib.errors import NotAllowed
from tests.stories import WORDS, a_claim, a_story, fresh, ready, sourced


@pytest.fixture
def story(ada):
    """A draft of Ada's without claims."""
    return a_story(ada)


def sentences(article, **asked):
    return [blocker.sentence for blocker in blockers(article, **asked)]


def test_the_gate_says_each_reason_in_a_sentence_with_its_claim(story, ada, boris):
    a_claim(story, ada)
    sourced(a_claim(story, ada, "met in Geneva on Monday"), ada)
    assert sentences(fresh(story)) == [
        "The story is “Draft”, not ready.",
        "Claim 1, “met in Geneva on Monday”: it has a source but nobody checked it.",
        "Claim 2, “They agreed to cut duties on 24 goods”: it has no source yet.",
    ]
    assert [blocker.claim and blocker.claim.exact for blocker in blockers(story)][1:] == [
        "met in Geneva on Monday",
        WORDS,
    ]


def test_a_story_without_claims_waits_unless_it_is_opinion(story, ada, vera):
    assert sentences(ready(story, by=vera)) == ["No claims are marked in the story."]
    assert sentences(ready(a_story(ada, work_type="opinion"), by=vera)) == []


def test_a_planned_event_without_a_date_is_warned_of_and_passes(story, ada):
    a_claim(story, ada, "met in Geneva on Monday", kind="planned", event_date="2024-03-06")
    dateless = a_claim(story, ada, kind="planned")
    assert [(warning.sentence, warning.claim) for warning in warnings(story)] == [
        (
            "Claim 2, “They agreed to cut duties on 24 goods”: it has no date, so nobody will be asked whether the "
            "event took place.",
            dateless,
        )
    ]
    assert not [sentence for sentence in sentences(story) if "date" in sentence]


def test_a_provisional_headline_waits(ada, vera):
    story = ready(a_story(ada, headline_provisional=True, work_type="opinion"), by=vera)
    assert sentences(story) == ["The headline is provisional: write one."]


def test_a_false_claim_passes_only_when_the_story_says_so(story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada, stance="contradicts")
    record_check(claim, "refuted", by=boris)
    assert "it is false, and the story does not say so" in sentences(ready(story, by=vera))[0]
    change_claim(fresh(claim), by=vera, refuted_passage="We listened")
    assert sentences(ready_again(story, vera)) == []


def ready_again(story, vera):
    story = fresh(story)
    return story if story.state == "ready" else ready(story, by=vera)


def test_a_sole_author_may_publish_where_four_eyes_are_off(vera, settings):
    story = a_story(vera, work_type="opinion")
    alone = [blocker.sentence for blocker in blockers(ready(story, by=vera), by=vera)]
    settings.DESK_FOUR_EYES = False
    assert (alone, blockers(fresh(story), by=vera)) == (
        ["You alone wrote this story. Another person must publish it."],
        [],
    )


def test_an_analysis_waits_for_its_owner_and_then_for_another_editor(story, ada, vera, ines):
    claim = a_claim(story, ada, kind="analysis")
    sourced(claim, ada)  # a source is no owner
    assert sentences(story)[1:] == [
        f"Claim 1, “{WORDS}”: it is our judgement, and nobody is named for it. An editor names its owner."
    ]
    change_claim(fresh(claim), by=vera, owner=vera)
    assert sentences(story)[1:] == [
        f"Claim 1, “{WORDS}”: it is the judgement of Vera Publish, and another editor has not checked it."
    ]
    with pytest.raises(NotAllowed, match="This analysis is your judgement"):
        record_check(fresh(claim), "analysis", by=vera)
    record_check(fresh(claim), "analysis", by=ines)
    assert sentences(ready_again(story, vera)) == []


def test_a_developing_story_takes_an_analysis_that_has_its_owner(ada, vera):
    story = a_story(ada, developing=True)
    claim = a_claim(story, ada, kind="analysis")
    assert "nobody is named for it" in sentences(ready(story, by=vera))[0]
    change_claim(fresh(claim), by=vera, owner=vera)
    assert sentences(ready_again(story, vera)) == []
