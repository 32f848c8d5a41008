"""Sentences that need not be a claim: who says so and on what ground, what that quiets, and for how long."""

import pytest

from articles.cautioning import warnings
from articles.chronicling import events
from articles.considering import reject, suggestions
from articles.editing import save_article, take_step
from articles.models import Waiver
from articles.recounting import lines
from articles.sparing import ask_for, spare, spared
from policydesk.lib.errors import NotAllowed, Refused
from tests.stories import BODY, a_claim, a_story, fresh

FIGURE, QUOTED = "They agreed to cut duties on 24 goods.", "“We listened,” the minister said."


@pytest.fixture
def story(ada):
    return a_story(ada)


def asked(story):
    """What the gate says stands in no claim, by its first words."""
    return [row.sentence[:11] for row in warnings(fresh(story)) if row.code == "unclaimed"]


def offered(story):
    return {row.words: row.key for row in suggestions(fresh(story), [])}


def test_a_waived_sentence_is_neither_asked_for_nor_suggested_while_its_words_stand(story, ada, boris):
    assert asked(story) == ["1 quotation", "1 figure st"]
    waiver = spare(story, FIGURE, "common", by=boris)
    assert (asked(story), list(offered(story))) == (["1 quotation"], [QUOTED])
    save_article(fresh(story), by=ada, body=BODY.replace("24 goods", "26 goods"))
    assert (asked(story), spared(fresh(story))) == (["1 quotation", "1 figure st"], [])
    save_article(fresh(story), by=ada, body=BODY.replace("<p>They", "<p>Yes. They"))
    assert [(row.waiver, row.start) for row in spared(fresh(story))] == [(waiver, 83)]
    ask_for(waiver, by=ada)
    assert (asked(story), Waiver.objects.count()) == (["1 quotation", "1 figure st"], 0)


def test_a_rejected_suggestion_is_asked_for_all_the_same(story, boris):
    reject(story, offered(story)[FIGURE], by=boris)
    assert (asked(story), list(offered(story))) == (["1 quotation", "1 figure st"], [QUOTED])


def test_the_history_tells_who_waived_what_on_which_ground(story, ada, boris):
    spare(story, FIGURE, "common", by=boris)
    ask_for(spare(story, FIGURE, "linking", by=ada), by=boris)
    found = events(fresh(story))
    told = lines(fresh(story), found, found, reader=ada)
    assert [(told[event].what, event.who) for event in found if event.table == "waiver"] == [
        (f"Waiver of a sentence taken back: “{FIGURE}”", "Boris Check"),
        (f"Sentence waived on another ground, Linking sentence: “{FIGURE}”", "Ada Report"),
        (f"Sentence waived, Common knowledge: “{FIGURE}”", "Boris Check"),
    ]


def test_what_was_waived_so_has_a_claim_or_stands_nowhere_is_refused_in_a_sentence(story, ada, boris):
    spare(story, QUOTED, "opinion", by=boris)
    with pytest.raises(Refused, match="Boris Check waived this sentence already: Opinion"):
        spare(story, QUOTED.replace("“", '"').replace("”", '"'), "opinion", by=ada)
    with pytest.raises(Refused, match="text changed meanwhile"):
        spare(story, "They agreed to cut duties", "opinion", by=boris)
    a_claim(story, ada, "24 goods")
    with pytest.raises(Refused, match="A claim stands in this sentence"):
        spare(story, FIGURE, "opinion", by=boris)


def test_of_two_sentences_that_read_alike_the_one_without_a_claim_is_waived(ada):
    story = a_story(ada, body="<p>It fell by 3 per cent. Then it rose. It fell by 3 per cent.</p>")
    a_claim(story, ada, "It fell by 3 per cent", start=0)
    assert spare(story, "It fell by 3 per cent.", "common", by=ada).words == "It fell by 3 per cent."


def test_who_may_not_mark_claims_waives_no_sentence_and_takes_none_back(story, ada, boris):
    waiver = spare(story, FIGURE, "common", by=boris)
    take_step(fresh(story), "send_to_check", by=ada)
    for act in (lambda: spare(fresh(story), QUOTED, "common", by=ada), lambda: ask_for(fresh(waiver), by=ada)):
        with pytest.raises(NotAllowed, match="being checked"):
            act()
