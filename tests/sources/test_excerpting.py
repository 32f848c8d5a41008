"""Extracts and passages."""

import pytest

from policydesk.lib.errors import NotAllowed, Refused
from sources.excerpting import add_excerpt, take_extract
from sources.models import Excerpt, Snapshot, SnapshotText, Source
from tests.stories import a_source

WORDS = "The two sides agreed to meet again in June."


@pytest.fixture
def source(ada):
    return a_source(ada)


def test_an_extract_is_a_copy_of_its_own_kind_with_the_hash_of_its_words(source, ada):
    snapshot = take_extract(source, f" {WORDS}\r\n", by=ada, note="Seen on paper.")
    text = SnapshotText.objects.get(snapshot=snapshot)
    assert (snapshot.kind, snapshot.note, text.kind, text.text) == ("extract", "Seen on paper.", "typed", WORDS)
    assert snapshot.sha256 == text.sha256


def test_the_same_words_taken_twice_are_one_extract(source, ada):
    assert take_extract(source, WORDS, by=ada) == take_extract(source, WORDS, by=ada)
    assert Snapshot.objects.count() == 1


def test_a_passage_found_in_an_extract_says_so_and_where(source, ada):
    snapshot = take_extract(source, WORDS, by=ada)
    excerpt = add_excerpt(source, "agreed to meet again", by=ada, locator="p. 2")
    assert (excerpt.snapshot, excerpt.source, excerpt.grade) == (snapshot, None, "extract")
    assert WORDS[excerpt.start : excerpt.end] == "agreed to meet again"
    assert (excerpt.prefix, excerpt.suffix, excerpt.locator) == ("The two sides ", " in June.", "p. 2")


def test_a_passage_that_no_copy_holds_stands_on_the_source_unproved(source, ada):
    excerpt = add_excerpt(source, "agreed to meet again", by=ada)
    assert (excerpt.snapshot, excerpt.source, excerpt.grade) == (None, source, "no_copy")


def test_the_same_passage_is_one_row(source, ada):
    assert add_excerpt(source, "agreed to meet again", by=ada) == add_excerpt(source, " agreed to meet again ", by=ada)
    assert Excerpt.objects.count() == 1


@pytest.mark.parametrize("copied", [False, True])
def test_the_same_words_at_the_same_place_are_one_row_whichever_came_first(source, ada, copied):
    if copied:
        take_extract(source, WORDS, by=ada)
    rows = {place: add_excerpt(source, "agreed to meet again", by=ada, locator=place) for place in ("", "p. 1", "p. 2")}
    again = {place: add_excerpt(source, "agreed to meet again", by=ada, locator=f" {place}") for place in rows}
    assert again == rows
    assert {place: row.locator for place, row in rows.items()} == {"": "", "p. 1": "p. 1", "p. 2": "p. 2"}
    assert Excerpt.objects.count() == 3


def test_the_same_words_of_two_sources_are_two_rows(source, ada):
    first, second = (add_excerpt(row, WORDS, by=ada) for row in (source, a_source(ada, "Another")))
    assert (first.source, second.source) == (source, Source.objects.get(title="Another"))


def test_a_passage_too_short_to_prove_anything_is_refused(source, ada):
    with pytest.raises(Refused, match="The passage has 9 characters; fewer than 12 prove nothing"):
        add_excerpt(source, "to meet a", by=ada)


def test_a_passage_that_is_longer_than_readers_get_is_refused(source, ada):
    longest = "word " * 200
    assert add_excerpt(source, longest, by=ada).exact == longest.strip()
    with pytest.raises(Refused, match=r"The passage has 1,?004 characters; readers get 1,?000 at most"):
        add_excerpt(source, f"{longest}more", by=ada)


def test_a_stranger_adds_no_passage(source, noor):
    with pytest.raises(NotAllowed):
        add_excerpt(source, WORDS, by=noor)
    with pytest.raises(NotAllowed):
        take_extract(source, WORDS, by=noor)
