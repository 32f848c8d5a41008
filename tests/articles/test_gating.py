"""The gate: each reason in a sentence."""

import pytest

from articles.cautioning import warnings
from articles.checking import record_check
from articles.claiming import accept_words, change_claim
from articles.editing import save_article
from articles.gating import blockers
from articles.restating import keep_statement
from policydesk.lib.errors import NotAllowed, Refused
from tests.stories import BODY, WORDS, a_claim, a_story, fresh, ready, sourced


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
    assert [(warning.sentence, warning.claim) for warning in warnings(story) if warning.claim] == [
        (
            "Claim 2, “They agreed to cut duties on 24 goods”: it has no date, so nobody will be asked whether the "
            "event took place.",
            dateless,
        )
    ]
    assert not [sentence for sentence in sentences(story) if "date" in sentence]


def test_what_stands_in_no_claim_is_warned_of_with_its_places(story, ada):
    def warned():
        return [warning.sentence for warning in warnings(fresh(story))]

    nameless = "Nobody is named as its author: readers see “By the desk”."
    assert warned() == [
        "1 quotation stands in no claim: “We listened,”",
        "1 figure stands in no claim: to cut duties on 24 goods. “We listened,”",
        nameless,
    ]
    a_claim(story, ada, "24 goods")
    a_claim(story, ada, "listened", kind="quote")
    assert warned() == [nameless]
    more = "".join(f"<p>Round {n} ended.</p>" for n in range(1, 11))
    save_article(fresh(story), by=ada, byline="Ada Report", body=BODY + more)
    places = " · ".join(f"Round {n} ended." for n in range(1, 9))
    assert warned() == [f"10 figures stand in no claim: {places} · …"]


def test_a_wording_that_stands_alone_is_warned_of_once_the_words_are_others(story, ada, boris):
    def warned():
        return [warning.sentence for warning in warnings(fresh(story)) if warning.code == "statement"]

    claim = a_claim(story, ada, statement="The United States and China agreed to cut duties on 24 goods.")
    assert warned() == []
    save_article(fresh(story), by=ada, body=BODY.replace("24", "25"))
    accept_words(fresh(claim), by=boris)
    assert warned() == [
        "Claim 1, “They agreed to cut duties on 25 goods”: it stands alone as “The United States and China agreed to "
        "cut duties on 24 goods.”, which was written for other words. Write it anew, or say that it still fits."
    ]
    keep_statement(fresh(claim), by=boris)
    assert warned() == []
    with pytest.raises(Refused, match="nothing to confirm"):
        keep_statement(fresh(claim), by=boris)
    save_article(fresh(story), by=ada, body=BODY)
    assert len(warned()) == 1
    change_claim(fresh(claim), by=ada, statement="Both agreed to cut duties on 24 goods.")
    assert warned() == []


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
