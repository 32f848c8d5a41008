"""Passages are graded in the copies that we hold, and anew when a newer one comes."""

from datetime import UTC, datetime

import pytest

from sources.excerpting import add_excerpt, take_extract
from sources.grading import regrade
from sources.reading import type_text
from tests.sources.copies import a_copy
from tests.stories import a_source

FIRST = "Both sides spoke at length.\n\nThey agreed to cut duties on 24 goods in June.\n\nThey meet again in May."
SECOND = FIRST.replace("24 goods", "26 goods")


@pytest.fixture
def source(ada):
    return a_source(ada)


@pytest.mark.parametrize(
    ("passage", "grade", "found"),
    [
        ("agreed to cut duties on 24 goods", "exact", ""),
        ("agreed to cut duties\non 24 goods", "normalised", ""),
        ("agreed to cut duties […] in June", "cuts", "agreed to cut duties on 24 goods in June"),
        ("agreed to cut duties on 25 goods", "close", "agreed to cut duties on 24 goods"),
        ("nobody agreed to anything at all", "absent", ""),
    ],
)
def test_a_passage_is_graded_in_the_copy_when_it_is_added(source, ada, passage, grade, found):
    copy = a_copy(source, FIRST, by=ada)
    excerpt = add_excerpt(source, passage, by=ada)
    assert (excerpt.grade, excerpt.found, excerpt.seen_in) == (grade, found, copy)
    if grade == "absent":
        assert (excerpt.source, excerpt.snapshot, excerpt.paragraph) == (source, None, None)
    else:
        assert (excerpt.snapshot, excerpt.paragraph, FIRST[excerpt.start :][:9]) == (copy, 2, "agreed to")


def test_a_passage_of_little_but_marks_of_omission_is_too_short_when_added_and_when_graded_anew(source, ada):
    a_copy(source, FIRST, by=ada)
    assert add_excerpt(source, "He … her … not", by=ada).grade == "too_short"
    assert regrade(source, by=ada) == []


def test_a_copy_of_the_document_goes_before_an_extract_and_a_copy_without_text_says_so(source, ada):
    take_extract(source, "They agreed to cut duties on 25 goods.", by=ada)
    assert add_excerpt(source, "cut duties on 25 goods", by=ada).grade == "extract"
    a_copy(source, None, by=ada)
    assert add_excerpt(source, "said by nobody in words", by=ada).grade == "no_text"
    a_copy(source, FIRST, by=ada)
    assert add_excerpt(source, "to cut duties on 25 goods", by=ada).grade == "close"


def test_a_newer_copy_grades_anew_and_leaves_the_passage_with_the_copy_it_was_taken_from(source, ada, vera):
    before = add_excerpt(source, "They meet again in May", by=ada)
    old = a_copy(source, FIRST, by=ada, at=datetime(2024, 1, 1, tzinfo=UTC))
    assert regrade(source, by=vera) == [before]
    cited = add_excerpt(source, "cut duties on 24 goods", by=ada)
    new = a_copy(source, SECOND, by=ada, at=datetime(2024, 2, 1, tzinfo=UTC))
    assert regrade(source, by=vera) == [cited]
    for row in (before, cited):
        row.refresh_from_db()
    assert (before.grade, before.source, before.snapshot, before.seen_in) == ("exact", source, None, new)
    assert (cited.grade, cited.snapshot, cited.seen_in, cited.found) == ("close", old, new, "cut duties on 26 goods")
    assert [row.history_user for row in cited.history.all()] == [vera, ada]
    assert regrade(source, by=vera) == []
    assert before.history.count() == 2


def test_words_typed_for_an_older_copy_change_no_passage_of_a_newer_one_and_find_what_no_copy_held(source, ada, boris):
    scan = a_copy(source, None, by=ada, at=datetime(2024, 1, 1, tzinfo=UTC))
    page = a_copy(source, FIRST, by=ada, at=datetime(2024, 2, 1, tzinfo=UTC))
    newest = a_copy(source, "Other words altogether.", by=ada, at=datetime(2024, 3, 1, tzinfo=UTC))
    held = add_excerpt(source, "cut duties on 24 goods", by=ada)
    missed = add_excerpt(source, "in the words of the annex", by=ada)
    assert [(row.grade, row.seen_in) for row in (held, missed)] == [("exact", page), ("absent", newest)]
    type_text(scan, "It says, in the words of the annex, nothing.", by=boris)
    for row in (held, missed):
        row.refresh_from_db()
    assert [(row.grade, row.seen_in) for row in (held, missed)] == [("exact", page), ("exact", scan)]


def test_a_passage_that_is_gone_from_the_newest_copy_is_not_saved_by_words_typed_for_an_older_one(source, ada, boris):
    scan = a_copy(source, None, by=ada, at=datetime(2024, 1, 1, tzinfo=UTC))
    a_copy(source, FIRST, by=ada, at=datetime(2024, 2, 1, tzinfo=UTC))
    held = add_excerpt(source, "cut duties on 24 goods", by=ada)
    newest = a_copy(source, SECOND, by=ada, at=datetime(2024, 3, 1, tzinfo=UTC))
    assert regrade(source, by=ada, came=newest) == [held]
    type_text(scan, FIRST, by=boris)
    held.refresh_from_db()
    assert (held.grade, held.seen_in) == ("close", newest)
