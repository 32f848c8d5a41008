"""Marking claims, placing and retiring them."""

import pytest
from django.core.exceptions import ValidationError

from articles.checking import record_check
from articles.claiming import change_claim, mark_claim, place_claim, retire_claim, write_place
from articles.editing import save_article, take_step
from articles.models import Claim
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.stories import BODY, WORDS, a_claim, a_story, fresh, ready, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


def test_a_planned_event_that_came_in_without_a_date_takes_no_change_without_one(ada):
    claim = a_claim(a_story(ada), ada, kind="planned")
    with pytest.raises(ValidationError, match=r"Write when the event is planned"):
        change_claim(fresh(claim), by=ada, statement="They will meet.")
    assert change_claim(fresh(claim), by=ada, statement="They will meet.", event_date="2024-03-06")


def test_a_claim_is_anchored_on_its_words_with_what_stands_around_them(story, ada):
    claim = mark_claim(story, WORDS, by=ada)
    text = story.text_of("body")
    assert (text[claim.start : claim.end], claim.suffix) == (WORDS, ". “We listened,” the minister sa")
    assert text[: claim.start].endswith(claim.prefix)


def test_words_pasted_with_other_quotes_are_found_and_kept_as_they_stand(story, ada):
    assert mark_claim(story, '"We listened,"', by=ada).exact == "“We listened,”"


def test_claims_stand_in_the_headline_and_the_standfirst_too(story, ada):
    save_article(story, by=ada, standfirst="Duties on 24 goods fall.")
    parts = [
        mark_claim(fresh(story), words, by=ada, part=part).part
        for words, part in (("in Geneva", "headline"), ("24 goods", "standfirst"))
    ]
    assert parts == ["headline", "standfirst"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("They agreed to nothing", "These words do not stand in the body. Copy them from the text."),
        ("e", "These words stand in the text"),
    ],
)
def test_words_that_are_not_there_or_there_twice_are_refused(story, ada, words, sentence):
    with pytest.raises(Refused, match=sentence):
        mark_claim(story, words, by=ada)
    assert not Claim.objects.exists()


def test_the_same_words_are_marked_once(story, ada):
    mark_claim(story, WORDS, by=ada)
    with pytest.raises(Refused, match="marked as a claim already"):
        mark_claim(story, WORDS, by=ada)


def test_marking_existing_words_names_their_writer_and_bars_nobody_else(story, ada, boris):
    claim = mark_claim(story, WORDS, by=boris)
    assert boris not in (claim.written_by, claim.worded_by)


def test_words_that_a_later_save_brought_in_name_that_person(story, ada, vera, boris):
    save_article(story, by=vera, body=BODY + "<p>Talks go on in June.</p>")
    claims = [mark_claim(fresh(story), words, by=boris) for words in ("Talks go on in June", WORDS)]
    assert [claim.written_by for claim in claims] == [vera, ada]


def test_a_reporter_marks_only_in_their_own_drafts(story, ada, vera):
    with pytest.raises(NotAllowed, match="your own stories only"):
        mark_claim(a_story(vera), WORDS, by=ada)
    take_step(story, "send_to_check", by=ada)
    with pytest.raises(NotAllowed, match="being checked"):
        mark_claim(story, WORDS, by=ada)


def test_a_stranger_marks_nothing(story, noor):
    with pytest.raises(NotAllowed, match="You may not mark claims"):
        mark_claim(story, WORDS, by=noor)


def test_the_owner_of_an_analysis_is_an_editors_matter(story, ada, vera):
    claim = mark_claim(story, WORDS, by=ada, kind="analysis")
    with pytest.raises(NotAllowed, match="Only an editor"):
        change_claim(claim, by=ada, owner=ada)
    assert change_claim(fresh(claim), by=vera, owner=vera)


def test_a_change_that_changes_nothing_keeps_the_version(story, ada):
    claim = fresh(a_claim(story, ada))
    assert (change_claim(claim, by=ada, kind="fact"), fresh(claim).version) == (False, claim.version)


def test_a_lost_claim_is_placed_on_other_words_of_its_part(story, ada, vera):
    claim = a_claim(story, ada)
    save_article(fresh(story), by=vera, body=BODY.replace(WORDS, "Nothing came of it"))
    assert fresh(claim).anchor_state == "lost"
    place_claim(fresh(claim), "Nothing came of it", by=vera)
    placed = fresh(claim)
    assert (placed.anchor_state, placed.exact, placed.worded_by) == ("anchored", "Nothing came of it", vera)


def test_an_import_that_places_a_claim_frees_nobody_who_wrote_its_words(story, ada, vera):
    claim = a_claim(story, ada)
    for body in (BODY.replace(WORDS, "Nothing came of it"), BODY, BODY.replace(WORDS, "Nothing came of it")):
        save_article(fresh(story), by=vera if body == BODY else ada, body=body)
    save_article(fresh(story), by=vera, body=BODY.replace(WORDS, "Something"))
    save_article(fresh(story), by=vera, body=BODY.replace(WORDS, "Nothing came of it"))
    write_place(fresh(claim), "Nothing came of it", by=None)
    assert (fresh(claim).written_by, fresh(claim).worded_by) == (ada, vera)


def test_a_retired_claim_leaves_the_list_and_is_never_deleted(story, ada):
    claim = a_claim(story, ada)
    with pytest.raises(Refused, match="Say why"):
        retire_claim(claim, by=ada, reason=" ")
    retire_claim(claim, by=ada, reason="Not a claim: a linking sentence.")
    assert (story.claims.standing().count(), fresh(claim).retired_by) == (0, ada)


def test_a_checked_claim_that_changes_sends_a_ready_story_back(story, ada, boris, vera):
    claim = sourced(a_claim(story, ada), ada)
    record_check(claim, "confirmed", by=boris)
    ready(story, by=vera)
    change_claim(fresh(claim), by=boris, kind="figure")
    sent_back = fresh(story)
    assert sent_back.state == "draft"
    assert sent_back.history.first().history_change_reason == f"A checked claim changed: “{WORDS}”."


def test_the_writer_of_a_longer_number_did_not_write_the_shorter(ada, vera, boris):
    story = a_story(ada, body="<p>The deal runs to 2031.</p>")
    save_article(fresh(story), by=vera, body="<p>The deal runs to 2031.</p><p>It has 31 parts.</p>")
    assert mark_claim(fresh(story), "31", by=boris).written_by == vera


def test_who_first_wrote_the_words_wrote_them_though_they_were_away_in_between(ada, vera, boris):
    story = a_story(ada)
    added = BODY + "<p>Talks go on in June.</p>"
    for body, by in ((added, vera), (BODY, ada), (added, ada)):
        save_article(fresh(story), by=by, body=body)
    claim = mark_claim(fresh(story), "Talks go on in June", by=boris)
    assert (claim.written_by, claim.worded_by) == (vera, ada)


def test_words_across_markup_and_entities_find_their_writer(ada, vera, boris):
    story = a_story(ada)
    save_article(fresh(story), by=vera, body=BODY + "<p>Smith &amp; <strong>Sons</strong> gain.</p>")
    assert mark_claim(fresh(story), "Smith & Sons gain", by=boris).written_by == vera


def test_a_retired_claim_is_not_changed_placed_or_retired_again(story, ada, boris):
    claim = a_claim(story, ada)
    retire_claim(claim, by=ada, reason="A linking sentence.")
    for act in (
        lambda: change_claim(fresh(claim), by=boris, kind="figure"),
        lambda: place_claim(fresh(claim), "met in Geneva", by=boris),
        lambda: retire_claim(fresh(claim), by=boris, reason="Again."),
    ):
        with pytest.raises(Refused, match="The claim was retired"):
            act()
    assert fresh(claim).retired_by == ada


def test_retiring_what_somebody_changed_meanwhile_is_stale(story, ada, boris):
    claim = a_claim(story, ada)
    shown = claim.version
    change_claim(fresh(claim), by=boris, kind="figure")
    with pytest.raises(Stale):
        retire_claim(fresh(claim), by=ada, reason="A linking sentence.", version=shown)


def test_who_rewords_the_standalone_statement_may_not_check_it(story, ada, boris):
    claim = a_claim(story, ada)
    change_claim(claim, by=boris, statement="Both sides cut duties.")
    assert fresh(claim).worded_by == boris
