"""Other words for a sentence: written by who may, suggested by who may not."""

import pytest

from articles.checking import check_can_check
from articles.claiming import bring_back, retire_claim
from articles.editing import save_article, take_step
from articles.models import ProposedWords
from articles.rephrasing import decline_words, propose_words, reword, standing_at, take_words
from articles.undoing import redo, undo
from policydesk.lib.errors import NotAllowed, Refused, Stale, may
from tests.conftest import person
from tests.desk import claims_page, desk, sent
from tests.stories import BODY, WORDS, a_claim, a_story, confirmed, fresh

SENTENCE = "They agreed to cut duties on 24 goods."
OTHER = "They agreed to cut duties on 25 goods."


@pytest.fixture
def story(ada):
    return a_story(ada)


def at(story):
    return story.text_of("body").index(SENTENCE)


def test_a_sentence_is_written_anew_and_its_claims_follow(story, ada, boris):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    saved = reword(story, "body", at(story), SENTENCE, f"  {OTHER}\n", by=ada)
    assert [row.pk for row in saved.claims.changed] == [claim.pk]
    now = fresh(story)
    assert (OTHER in now.body, fresh(claim).exact, fresh(claim).needs_recheck) == (
        True,
        WORDS.replace("24", "25"),
        True,
    )
    assert now.history.first().history_user == ada


def test_what_a_colleague_wrote_elsewhere_stays_and_what_they_changed_here_is_not_written_over(story, ada, vera):
    save_article(fresh(story), by=vera, body=BODY.replace("on Monday ", ""))
    reword(story, "body", at(story), SENTENCE, OTHER, by=ada)
    assert ("on Monday" in fresh(story).body, OTHER in fresh(story).body) == (False, True)
    with pytest.raises(Stale, match="somebody changed them"):
        reword(story, "body", at(story), SENTENCE, "They agreed.", by=ada)


def test_a_headline_is_worded_too_and_empty_or_equal_words_are_none(story, ada):
    reword(story, "headline", 0, story.headline, "Talks on tariffs end", by=ada)
    assert fresh(story).headline == "Talks on tariffs end"
    for words, says in ((" ", "Write the words"), (SENTENCE, "that stand there")):
        with pytest.raises(Refused, match=says):
            reword(fresh(story), "body", at(story), SENTENCE, words, by=ada)


def test_who_may_not_write_suggests_and_who_may_takes_it_over(story, ada, boris):
    claim = a_claim(story, ada)
    with pytest.raises(NotAllowed):
        reword(story, "body", at(story), SENTENCE, OTHER, by=boris)
    proposed = propose_words(story, "body", at(story), SENTENCE, OTHER, by=boris)
    with pytest.raises(NotAllowed):
        take_words(proposed, by=boris)
    assert (SENTENCE in fresh(story).body, may(check_can_check, claim, boris)) == (True, True)
    take_words(proposed, by=ada)
    done = fresh(proposed)
    assert (OTHER in fresh(story).body, done.state, done.settled_by) == (True, "taken", ada)
    assert story.history.first().history_change_reason == "Words that Boris Check suggested."
    with pytest.raises(Refused, match="settled already"):
        decline_words(fresh(proposed), by=ada)


def test_nobody_checks_a_claim_of_words_that_they_suggested(story, ada, boris):
    claim = a_claim(story, ada)
    take_words(propose_words(story, "body", at(story), SENTENCE, OTHER, by=boris), by=ada)
    later = a_claim(fresh(story), ada, "25 goods")
    assert [may(check_can_check, fresh(row), boris) for row in (claim, later)] == [False, False]


def test_words_taken_by_a_third_person_bar_who_suggested_them_and_still_who_first_wrote_the_claim(
    story, ada, boris, vera, ines
):
    claim = a_claim(story, ada)
    take_words(propose_words(story, "body", at(story), SENTENCE, OTHER, by=boris), by=vera)
    now = fresh(claim)
    assert (now.written_by, now.worded_by) == (ada, boris)
    ada_too = person("ada2", "Ada", "Both", "reporter", "editor")
    story_too = a_story(ada_too)
    own = a_claim(story_too, ada_too)
    take_words(propose_words(story_too, "body", at(story_too), SENTENCE, OTHER, by=boris), by=vera)
    assert [may(check_can_check, fresh(own), who) for who in (ada_too, boris, ines)] == [False, False, True]


def test_a_suggestion_whose_words_changed_is_stale_until_they_are_back_and_its_writer_takes_it_back(story, ada, boris):
    proposed = propose_words(story, "body", at(story), SENTENCE, OTHER, by=boris)
    with pytest.raises(Refused, match="suggested already"):
        propose_words(story, "body", at(story), SENTENCE, OTHER, by=boris)
    save_article(fresh(story), by=ada, body=BODY.replace("24", "26"))
    assert standing_at(fresh(story), "body", proposed.start, proposed.base) is None
    with pytest.raises(Stale):
        take_words(fresh(proposed), by=ada)
    decline_words(fresh(proposed), by=boris)
    assert fresh(proposed).state == "declined"
    assert [row.state for row in ProposedWords.history.order_by("history_id")] == ["open", "declined"]


def test_on_the_page_words_are_suggested_taken_and_refused_with_what_was_typed(story, ada, boris):
    claim = a_claim(story, ada)
    address = claims_page(story, claim)
    form = desk(boris).get(address).context["page"].reword_form
    place = {"place": form.initial["place"], "base": form.initial["base"]}
    desk(boris).post(address, {"do": "reword", "words": OTHER} | place)
    proposed = ProposedWords.objects.get()
    assert (proposed.by, proposed.base, proposed.words) == (boris, SENTENCE, OTHER)
    html = desk(boris).get(address).content.decode()
    assert ("Take it back" in html, f'name="accept" value="words:{proposed.pk}"' in html) == (True, False)
    sent(desk(ada), address, "suggest", accept=f"words:{proposed.pk}")
    assert OTHER in fresh(story).body
    late = desk(ada).post(address, {"do": "reword", "words": "Mine."} | place)
    assert (late.status_code, "Mine." in late.content.decode()) == (409, True)
    take_step(fresh(story), "send_to_check", by=ada)
    assert "Suggest other words" not in desk(ada).get(address).content.decode()


def test_a_retired_claim_is_brought_back_by_undoing_where_its_words_stand_and_as_lost_elsewhere(story, ada, boris):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    client, address = desk(ada), claims_page(story, claim)
    sent(client, address, "retire", reason="Not one.")
    assert fresh(claim).retired_at
    undo(story, by=ada)
    back = fresh(claim)
    assert (back.retired_at, back.status, back.needs_recheck) == (None, "confirmed", False)
    redo(story, by=ada)
    assert fresh(claim).retired_reason == "Not one."
    save_article(fresh(story), by=ada, body=BODY.replace("24", "26"))
    undo(story, by=ada)
    assert fresh(claim).anchor_state == "lost"
    retire_claim(fresh(claim), by=ada, reason="Again.")
    with pytest.raises(NotAllowed):
        bring_back(fresh(claim), by=person("otto", "Otto", "Audit", "auditor"))
