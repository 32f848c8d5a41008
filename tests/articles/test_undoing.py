"""Undo and redo at the workbench: further checks and rows, and nothing that was written goes."""

import pytest

from articles.checking import record_check
from articles.considering import reject, suggestions
from articles.editing import save_article
from articles.enums import DeedKind
from articles.models import Check, Deed, Waiver
from articles.sparing import spare
from articles.undoing import STEPS, redo, remember, undo
from policydesk.lib.errors import NotAllowed, Refused
from sources.models import Source
from tests.desk import claims_page, desk, sent
from tests.stories import BODY, PASSAGE, a_claim, a_story, fresh, sourced


@pytest.fixture
def claim(ada):
    return sourced(a_claim(a_story(ada), ada), ada)


def said(claim):
    return [row.verdict for row in claim.checks.order_by("pk")]


def checked(claim, user, verdict, note="Read."):
    return sent(desk(user), claims_page(claim.article, claim), "check", verdict=verdict, note=note)


def test_undoing_a_verdict_takes_it_back_and_redoing_records_it_again(claim, boris):
    checked(claim, boris, "confirmed")
    undo(claim.article, by=boris)
    assert (said(claim), fresh(claim).status) == (["confirmed", "void"], "sourced")
    redo(claim.article, by=boris)
    undo(claim.article, by=boris)
    redo(claim.article, by=boris)
    assert said(claim) == ["confirmed", "void", "confirmed", "void", "confirmed"]
    assert {row.content.note for row in Check.objects.all()} == {"Read.", "Undone by who recorded it."}


def test_undoing_says_again_what_the_same_person_said_before_and_never_what_another_did(claim, boris, vera):
    checked(claim, vera, "unsupported")
    checked(claim, boris, "partly")
    checked(claim, boris, "confirmed")
    undo(claim.article, by=boris)
    assert said(claim) == ["unsupported", "partly", "confirmed", "partly"]
    undo(claim.article, by=boris)
    assert said(claim)[4:] == ["void"]
    redo(claim.article, by=boris)
    redo(claim.article, by=boris)
    assert said(claim)[5:] == ["partly", "confirmed"]


def test_over_anothers_newer_verdict_there_is_nothing_to_undo(claim, boris, vera):
    checked(claim, boris, "confirmed")
    record_check(fresh(claim), "unsupported", by=vera, note="I found nothing.")
    with pytest.raises(Refused, match="Somebody recorded another verdict since"):
        undo(claim.article, by=boris)
    assert said(claim) == ["confirmed", "unsupported"]


def test_over_anothers_newer_verdict_there_is_nothing_to_do_again(claim, boris, vera):
    checked(claim, boris, "confirmed")
    undo(claim.article, by=boris)
    record_check(fresh(claim), "unsupported", by=vera, note="I found nothing.")
    with pytest.raises(Refused, match="Somebody recorded another verdict since"):
        redo(claim.article, by=boris)
    assert said(claim) == ["confirmed", "void", "unsupported"]


def test_a_source_that_a_colleague_changed_since_is_not_taken_away_by_undoing(claim, ada, vera):
    client, address = desk(ada), claims_page(claim.article, claim)
    sent(client, address, "cite", source="https://example.org/new", passage=PASSAGE)
    added = claim.citations.last()
    sent(client, address, f"citation-{added.pk}", note="My own word.")
    undo(claim.article, by=ada)
    redo(claim.article, by=ada)
    again = claim.citations.last()
    assert again.note == "My own word."
    sent(desk(vera), address, f"citation-{again.pk}", note="Page two.")
    with pytest.raises(Refused, match="Somebody changed what that source is cited for"):
        undo(claim.article, by=ada)
    assert claim.citations.last().note == "Page two."


def test_a_source_goes_comes_back_and_goes_again_with_all_that_it_was_cited_for(claim, ada):
    client, address = desk(ada), claims_page(claim.article, claim)
    sent(client, address, "cite", source="https://example.org/new", passage=PASSAGE, stance="contradicts", note="P. 2.")
    before = [str(row) for row in claim.citations.all()]
    undo(claim.article, by=ada)
    assert len(before) == 2
    assert [str(row) for row in claim.citations.all()] == before[:1]
    redo(claim.article, by=ada)
    again = claim.citations.last()
    assert (str(again), again.note, again.excerpt.exact) == (before[1], "P. 2.", PASSAGE)
    sent(client, address, f"citation-{again.pk}", remove="1")
    undo(claim.article, by=ada)
    assert [str(row) for row in claim.citations.all()] == before
    undo(claim.article, by=ada)
    assert [str(row) for row in claim.citations.all()] == before[:1]
    assert Source.objects.count() == 2


def test_each_undoes_their_own_ten_steps_in_their_own_story(claim, ada, boris, vera):
    check = record_check(claim, "confirmed", by=boris)
    for _time in range(STEPS + 3):
        remember(claim, DeedKind.CHECK, by=boris, check=check)
    assert Deed.objects.filter(user=boris).count() == STEPS
    with pytest.raises(Refused, match="nothing of yours"):
        undo(claim.article, by=vera)
    with pytest.raises(Refused, match="nothing of yours"):
        undo(a_story(ada), by=boris)
    with pytest.raises(Refused, match="nothing to do again"):
        redo(claim.article, by=boris)


def test_who_may_not_check_any_more_may_not_undo_either(claim, boris):
    checked(claim, boris, "confirmed")
    boris.groups.clear()
    with pytest.raises(NotAllowed):
        undo(claim.article, by=type(boris).objects.get(pk=boris.pk))
    assert (said(claim), Deed.objects.get().undone) == (["confirmed"], False)


FIGURE, QUOTED = "They agreed to cut duties on 24 goods.", "“We listened,” the minister said."


def spare_at_desk(article, user, ground):
    return sent(desk(user), claims_page(article), "spare", words=FIGURE, ground=ground)


def grounds(article):
    return [(row.ground, row.by.first_name) for row in Waiver.objects.filter(article=article)]


def test_waiving_a_sentence_and_taking_that_back_are_undone_and_done_again(ada):
    story = a_story(ada)
    spare_at_desk(story, ada, "common")
    spare_at_desk(story, ada, "linking")
    sent(desk(ada), claims_page(story), "spare", again=Waiver.objects.get().pk)
    stood = []
    for turn in (undo, undo, undo, redo, redo, undo, redo, redo, undo):
        assert turn(story, by=ada) is None
        stood.append([ground for ground, _who in grounds(story)])
    linking, common, none = ["linking"], ["common"], []
    assert stood == [linking, common, none, common, linking, common, linking, none, linking]


def test_a_waiver_that_somebody_else_made_since_is_not_undone(ada, boris):
    story = a_story(ada)
    spare_at_desk(story, ada, "common")
    spare(story, FIGURE, "linking", by=boris)
    with pytest.raises(Refused, match="Somebody else waived this sentence since"):
        undo(story, by=ada)
    assert grounds(story) == [("linking", "Boris")]


def test_undoing_a_change_of_ground_never_says_again_what_somebody_else_said(ada, boris):
    story = a_story(ada)
    spare(story, FIGURE, "linking", by=boris)
    spare_at_desk(story, ada, "common")
    undo(story, by=ada)
    assert grounds(story) == []
    redo(story, by=ada)
    assert grounds(story) == [("common", "Ada")]


def test_a_sentence_that_reads_otherwise_is_not_waived_again(ada):
    story = a_story(ada)
    spare_at_desk(story, ada, "common")
    undo(story, by=ada)
    save_article(fresh(story), by=ada, body=BODY.replace("24 goods", "25 goods"))
    with pytest.raises(Refused, match="The text changed meanwhile"):
        redo(story, by=ada)
    assert grounds(story) == []


def offered(story):
    return {row.words: row.key for row in suggestions(fresh(story), [])}


def test_rejecting_a_suggestion_is_undone_and_done_again(ada):
    story = a_story(ada)
    answer = sent(desk(ada), claims_page(story), "suggest", reject=offered(story)[FIGURE])
    assert (answer.status_code, list(offered(story))) == (302, [QUOTED])
    assert undo(story, by=ada) is None
    assert list(offered(story)) == [FIGURE, QUOTED]
    redo(story, by=ada)
    assert list(offered(story)) == [QUOTED]


def test_what_somebody_else_rejected_since_is_neither_undone_nor_done_again(ada, boris):
    story = a_story(ada)
    key = offered(story)[FIGURE]
    sent(desk(ada), claims_page(story), "suggest", reject=key)
    sent(desk(boris), claims_page(story), "suggest", reject=key)  # that was said already: nothing of theirs
    with pytest.raises(Refused, match="nothing of yours"):
        undo(story, by=boris)
    undo(story, by=ada)
    reject(story, key, by=boris)
    with pytest.raises(Refused, match="Somebody rejected this suggestion already"):
        redo(story, by=ada)
