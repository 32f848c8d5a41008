"""Dates and counts in the words that readers see."""

import pytest
from django.utils import translation

from articles.wording import When, checked_sentence, day, moment, quoted


@pytest.mark.parametrize(
    ("readings", "sentence"),
    [
        ([], "No claim is marked in this story."),
        (["confirmed"], "1 claim, confirmed"),
        (["confirmed", "said"], "2 claims, 1 confirmed, 1 said on record"),
        (["confirmed", "analysis"], "2 claims, 1 confirmed, 1 our own judgement"),
        (["said", "analysis"], "2 claims, 0 confirmed, 1 said on record, 1 our own judgement"),
        (["confirmed", "partly", "said", "disputed"], "4 claims, 1 confirmed, 1 said on record, 2 with a caveat"),
        (["attributed"], "1 claim, 0 confirmed, 1 with a caveat"),
        (["sourced"], "1 claim, not checked yet"),
        (["unread", "unsourced"], "2 claims, none checked yet"),
        (["confirmed", "partly", "sourced"], "3 claims, 1 confirmed, 1 with a caveat; 1 not checked yet"),
        (["confirmed", "partly", "analysis"], "3 claims, 1 confirmed, 1 with a caveat, 1 our own judgement"),
    ],
)
def test_one_sentence_sums_the_claims_up(readings, sentence):
    assert checked_sentence(readings) == sentence


@pytest.mark.parametrize(
    ("edtf", "when"),
    [
        ("", None),
        ("2024", When("2024", "2024")),
        ("2024-01", When("2024-01", "January 2024")),
        ("2024-01-28", When("2024-01-28", "28 January 2024")),
        ("2024-01-28/2024-02", When("", "28 January 2024 to February 2024")),
    ],
)
def test_a_date_is_worded_as_exactly_as_it_is_known(edtf, when):
    assert day(edtf) == when


def test_a_moment_names_its_zone():
    assert moment("2024-01-29T10:12:00.000000Z") == When("2024-01-29T10:12+00:00", "29 January 2024, 10:12 UTC")
    assert moment("2024-01-29T10:12:00.000000Z").element == (
        '<time datetime="2024-01-29T10:12+00:00">29 January 2024, 10:12 UTC</time>'
    )


def test_a_date_is_said_in_the_language_of_the_story():
    with translation.override("fr"):
        assert [day(text).words for text in ("2024", "2024-02", "2024-02-28")] == [
            "2024",
            "février 2024",
            "28 février 2024",
        ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("They met", "“They met”"),
        ("the minister’s word", "“the minister’s word”"),
        ("“We listened,”", "“We listened,”"),
        ("“We listened,” she said", "“We listened,” she said"),
        ('said "we listened"', 'said "we listened"'),
    ],
)
def test_words_that_are_quoted_already_get_no_second_marks(words, shown):
    assert quoted(words) == shown
