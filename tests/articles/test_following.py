"""Claims after a save of the text: the same, moved, reading differently, lost, back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.checking import record_check, standing
from articles.claiming import accept_words, give_up_words
from articles.editing import save_article
from articles.gating import blockers
from articles.models import Check, Claim
from policydesk.lib.errors import Refused
from tests.stories import BODY, WORDS, a_claim, a_story, confirmed, fresh, ready

EDITED = BODY.replace("24 goods", "26 goods")


@pytest.fixture
def story(ada):
    return a_story(ada)


def followed(story, by, body):
    saved = save_article(fresh(story), by=by, body=body).claims
    return saved.same, saved.moved, len(saved.changed), len(saved.lost), len(saved.back)


def test_text_inserted_before_moves_the_claim_and_it_stays_confirmed_through_three_saves(story, ada, boris, vera):
    """Scenario 1."""
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    rows = claim.history.count()
    for number in range(3):
        body = f"<p>New {number}.</p>" + fresh(story).body
        assert followed(story, vera, body) == (0, 1, 0, 0, 0)
    assert (fresh(claim).status, fresh(claim).needs_recheck, fresh(claim).exact) == ("confirmed", False, WORDS)
    assert claim.history.count() == rows


def test_an_edited_claim_keeps_both_wordings_and_needs_a_recheck_in_the_same_save(story, ada, boris, vera):
    """Scenario 3."""
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    assert followed(story, vera, EDITED) == (0, 0, 1, 0, 0)
    claim = fresh(claim)
    assert (claim.anchor_state, claim.exact, claim.words_before) == ("changed", WORDS.replace("24", "26"), WORDS)
    assert (claim.needs_recheck, claim.worded_by) == (True, vera)
    assert followed(story, vera, BODY) == (0, 0, 0, 0, 1)
    claim = fresh(claim)
    assert (claim.anchor_state, claim.exact, claim.words_before, claim.needs_recheck) == ("anchored", WORDS, "", False)
    assert Check.objects.count() == 1


def test_edited_twice_it_is_compared_with_what_was_accepted_last(story, ada, vera):
    claim = a_claim(story, ada)
    followed(story, vera, EDITED)
    followed(story, vera, BODY.replace("cut duties on 24", "lower duties on 26"))
    assert fresh(claim).words_before == WORDS
    assert fresh(claim).exact == "They agreed to lower duties on 26 goods"


def test_a_claim_that_was_edited_and_then_lost_returns_with_what_was_accepted_last(story, ada, boris, vera):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    followed(story, vera, EDITED)
    assert followed(story, vera, "<p>All other words now, about the weather in May.</p>") == (0, 0, 0, 1, 0)
    assert (fresh(claim).exact, fresh(claim).words_before) == (WORDS, "")
    assert followed(story, vera, BODY) == (0, 0, 0, 0, 1)
    assert (fresh(claim).status, fresh(claim).needs_recheck) == ("confirmed", False)


def test_paragraphs_split_merged_and_moved_and_curled_quotes_touch_nothing(story, ada, boris, vera):
    """Scenario 4."""
    for words in (WORDS, "“We listened,” the minister said", "met in Geneva on Monday"):
        a_claim(story, ada, words)
    split = (
        '<p>They agreed to cut duties on 24 goods.</p><p>"We listened," the minister said.</p>'
        "<h2>What was agreed</h2><p>The two sides met in Geneva on Monday for talks on tariffs.</p>"
    )
    same, moved, *others = followed(story, vera, split)
    assert (same + moved, others) == (3, [0, 0, 0])


def test_one_of_overlapping_claims_may_go_and_the_others_stand(story, ada, vera):
    """Scenario 5."""
    outer, inner = a_claim(story, ada), a_claim(story, ada, "duties on 24 goods")
    beside = a_claim(story, ada, "goods. “We listened")
    Claim.objects.get(pk=inner.pk)
    body = fresh(story).body
    assert followed(story, vera, body + "<p>More.</p>") == (3, 0, 0, 0, 0)
    assert [fresh(claim).exact for claim in (outer, inner, beside)] == [
        WORDS,
        "duties on 24 goods",
        "goods. “We listened",
    ]
    assert "mark" not in fresh(story).body


def test_accepted_words_need_a_check_and_who_accepted_them_may_make_it(story, ada, boris, vera):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    followed(story, ada, EDITED)
    accept_words(fresh(claim), by=boris)
    claim = fresh(claim)
    assert (claim.anchor_state, claim.words_before, claim.needs_recheck, claim.worded_by) == ("anchored", "", True, ada)
    with pytest.raises(Refused, match="nothing to accept"):
        accept_words(claim, by=boris)


def test_words_given_up_are_lost_until_they_are_back(story, ada, vera):
    claim = a_claim(story, ada)
    followed(story, vera, EDITED)
    give_up_words(fresh(claim), by=vera)
    assert (fresh(claim).anchor_state, fresh(claim).exact) == ("lost", WORDS)
    with pytest.raises(Refused, match="nothing to give up"):
        give_up_words(fresh(claim), by=vera)
    followed(story, vera, BODY)
    assert fresh(claim).anchor_state == "anchored"


def test_a_check_accepts_what_the_claim_reads_now(story, ada, boris, vera):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    followed(story, ada, EDITED)
    record_check(fresh(claim), "confirmed", by=boris)
    claim = fresh(claim)
    assert (claim.anchor_state, claim.words_before, standing(claim).reasons) == ("anchored", "", ())


def test_a_developing_story_does_not_go_out_with_a_claim_that_reads_differently(story, ada, boris, vera):
    save_article(fresh(story), by=vera, developing=True)
    claim = a_claim(fresh(story), ada)
    from_source = confirmed(claim, attach=ada, check=boris)
    followed(story, vera, EDITED)
    sentences = [blocker.sentence for blocker in blockers(ready(fresh(story), by=vera))]
    assert any("needs a re-check. The words changed." in sentence for sentence in sentences)
    assert fresh(from_source).anchor_state == "changed"


def test_a_save_that_moves_all_claims_asks_no_more_for_twelve_than_for_one(story, ada, boris, vera):
    words = [f"Article {number} was agreed by both sides" for number in range(12)]
    story = a_story(ada, headline="Twelve", body="".join(f"<p>{one}. So it was said.</p>" for one in words))
    confirmed(a_claim(story, ada, words[0]), attach=ada, check=boris)
    followed(story, vera, f"<p>Vera was here.</p>{story.body}")
    counts = []
    for number, more in enumerate([[], words[1:]]):
        for one in more:
            a_claim(fresh(story), ada, one)
        with CaptureQueriesContext(connection) as asked:
            assert followed(story, vera, f"<p>Once more, {number}.</p>{fresh(story).body}")[1] == len(more) + 1
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
