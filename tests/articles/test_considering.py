"""Suggestions: nothing changes before one is accepted, and a rejected one does not come back."""

import pytest

from articles.checking import record_check
from articles.chronicling import events
from articles.considering import accept, offer_again, reject, suggestions
from articles.editing import save_article, take_step
from articles.models import Claim, Rejection
from articles.recounting import lines
from policydesk.lib.errors import NotAllowed, Refused
from tests.stories import BODY, WORDS, a_claim, a_story, fresh, sourced

FIRST = "They agreed to cut duties on 24 goods."
SECOND = "“We listened,” the minister said."


@pytest.fixture
def story(ada):
    return a_story(ada)


def offered(story):
    claims = list(story.claims.standing().with_evidence())
    return {row.words: row for row in suggestions(fresh(story), claims)}


def test_accepting_marks_the_words_as_the_kind_that_they_look_like(story, ada):
    assert (list(offered(story)), Claim.objects.count()) == ([FIRST, SECOND], 0)
    claim = accept(story, offered(story)[FIRST].key, by=ada)
    assert (claim.exact, claim.kind, claim.history.get().history_user) == (FIRST, "commitment", ada)
    assert list(offered(story)) == [SECOND]


def test_what_was_rejected_stays_away_until_its_words_change_or_it_is_asked_for(story, ada, boris):
    reject(story, offered(story)[SECOND].key, by=boris)
    assert list(offered(story)) == [FIRST]
    save_article(fresh(story), by=ada, body=BODY.replace("“We listened,”", "&quot;We listened,&quot;"))
    assert list(offered(story)) == [FIRST]
    save_article(fresh(story), by=ada, body=BODY.replace("listened", "waited"))
    assert list(offered(story)) == [FIRST, SECOND.replace("listened", "waited")]
    save_article(fresh(story), by=ada, body=BODY)
    offer_again(story, by=ada)
    assert list(offered(story)) == [FIRST, SECOND]


def test_a_claim_that_reads_like_an_undertaking_is_offered_its_kind_until_it_was_checked(story, ada, boris):
    claim = sourced(a_claim(story, ada, WORDS), ada)
    row = offered(story)[WORDS]
    assert (row.claim, row.kind.value) == (claim, "commitment")
    record_check(claim, "confirmed", by=boris)
    assert WORDS not in offered(story)
    record_check(claim, "void", by=boris, note="Too fast.")
    other = a_claim(a_story(ada, headline="Another story"), ada)
    assert accept(other.article, offered(other.article)[WORDS].key, by=ada) == other
    assert (fresh(other).kind, WORDS in offered(other.article)) == ("commitment", False)


def test_what_does_not_stand_any_more_is_refused_and_rejecting_twice_is_not(story, ada, boris):
    key = offered(story)[FIRST].key
    a_claim(story, boris, FIRST)
    with pytest.raises(Refused, match="does not stand any more"):
        accept(story, key, by=ada)
    key = offered(story)[SECOND].key
    reject(story, key, by=ada)
    reject(story, key, by=boris)
    assert Rejection.objects.get().by == ada


def test_the_history_tells_who_rejected_what_and_who_asked_for_it_again(story, ada, boris):
    reject(story, offered(story)[SECOND].key, by=boris)
    offer_again(story, by=ada)
    found = events(fresh(story))
    told = lines(fresh(story), found, found, reader=ada)
    assert [(told[event].what, event.who) for event in found if event.table == "rejection"] == [
        (f"Rejected suggestion offered again: {SECOND}", "Ada Report"),
        (f"Suggestion rejected: {SECOND}", "Boris Check"),
    ]


def test_who_may_not_mark_claims_deals_with_no_suggestion(story, ada):
    key = offered(story)[FIRST].key
    take_step(fresh(story), "send_to_check", by=ada)
    for act in (lambda: accept(fresh(story), key, by=ada), lambda: reject(fresh(story), key, by=ada)):
        with pytest.raises(NotAllowed, match="being checked"):
            act()
    with pytest.raises(NotAllowed):
        offer_again(fresh(story), by=ada)
