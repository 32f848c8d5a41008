"""What an open workbench asks, to know whether something changed."""

from itertools import pairwise

import pytest

from articles.admin.workbench_stamp import stamp_of
from articles.checking import record_check
from articles.considering import offer_again, reject, suggestions
from articles.noticing import retract_source
from articles.noting import add_note, resolve_note
from articles.rephrasing import decline_words, propose_words
from articles.sparing import ask_for, spare
from tests.desk import claims_page, desk
from tests.stories import a_claim, a_story, fresh, sourced

JSON = {"accept": "application/json"}
MET = "The two sides met in Geneva on Monday for talks on tariffs."


@pytest.fixture
def claim(ada):
    return sourced(a_claim(a_story(ada), ada), ada)


def test_who_looks_again_is_told_in_short_while_nothing_changed(claim, boris, vera):
    client, address = desk(boris), claims_page(claim.article)
    desk(vera).get(address)
    stamp = client.get(address, headers=JSON).json()["stamp"]
    same = client.get(f"{address}?stamp={stamp}", headers=JSON).json()
    assert ("list" in same, same["stamp"], "Vera Publish opened this story" in same["here"]) == (False, stamp, True)
    record_check(claim, "confirmed", by=vera)
    assert "Confirmed" in client.get(f"{address}?stamp={stamp}", headers=JSON).json()["list"]


def test_all_that_a_colleague_changes_at_the_workbench_changes_its_stamp(
    claim, ada, boris, vera, django_assert_num_queries
):
    story = claim.article
    key = {row.words: row.key for row in suggestions(fresh(story), [claim])}["“We listened,” the minister said."]
    steps = [
        lambda: record_check(claim, "confirmed", by=vera),
        lambda: propose_words(fresh(story), "body", 0, MET, f"{MET} Nobody else came.", by=boris),
        lambda: decline_words(story.proposed_words.get(), by=ada),
        lambda: reject(fresh(story), key, by=boris),
        lambda: offer_again(fresh(story), by=boris),
        lambda: spare(fresh(story), MET, "common", by=boris),
        lambda: spare(fresh(story), MET, "linking", by=boris),
        lambda: ask_for(story.waivers.get(), by=boris),
        lambda: add_note(fresh(story), "Who else was there?", by=boris),
        lambda: resolve_note(story.notes.get(), by=vera),
        lambda: retract_source(claim.citations.get().source, by=vera, reason="Withdrawn by its author."),
    ]
    stamps = []
    for step in steps:
        stamps.append(stamp_of(fresh(story)))
        step()
    story = fresh(story)
    with django_assert_num_queries(1):
        stamps.append(stamp_of(story))
    assert [number for number, (before, after) in enumerate(pairwise(stamps)) if before == after] == []
