"""What a text is looked up by: alike for one word however it is set, and plain letters for the database."""

import re

import pytest

from sources.terming import LONGEST, MOST_TERMS, folded_words, stretches, telling_words, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Précursor CHEMICALS", "precursor chemicals"),
        ("precur\u00adsor", "precur-\nsor"),
        ("ﬁnal office", "final of\u200bfice"),
        ("переговоры министров", "Переговоров Министрами"),  # endings of long words do not count
        ("الصِّين والوِلايات", "الصين والولايات"),
        ("中美会谈", "中美\n会谈"),
        ("１２３４５６７", "1234567"),
    ],
)
def test_typography_accents_case_and_endings_do_not_count(one, other):
    assert terms(one) == terms(other) != []


def test_numbers_count_to_their_last_digit():
    assert terms("1234567") != terms("1234568")


def test_where_no_spaces_part_words_each_pair_of_signs_is_one():
    assert list(folded_words("中美会谈 and ความร่วมมือ")) == [
        *("中美", "美会", "会谈", "and"),
        *("คว", "วา", "าม", "มร", "รว", "วม", "มม", "มอ"),
    ]


@pytest.mark.parametrize(
    "words", ["a OR b", '"; DROP TABLE x; --', "x* NEAR(y) ^z", "%s ' \\ : & | ! <->", "𝔘𝔫𝔦 😀 ԱԲ"]
)
def test_terms_are_plain_letters_whatever_the_words(words):
    assert all(re.fullmatch("[a-p]{8}", term) for term in terms(words))


@pytest.mark.parametrize("text", ["", "word", "word " * 1_000, "中" * 2_500, "x" * LONGEST, "a\n" * LONGEST])
def test_stretches_cover_a_text_without_a_gap_and_end_between_words(text):
    found = list(stretches(text))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(0 < end - start <= LONGEST for start, end in found)
    assert all(text[end - 1].isspace() for start, end in found[:-1] if " " in text)


def test_a_passage_is_looked_up_by_its_long_words_and_no_more_than_some():
    assert telling_words("the of and precursors in 1999") == ["precur", "1999", "the", "and", "of", "in"]
    assert len(telling_words(" ".join(f"word{number}" for number in range(500)))) == MOST_TERMS
    signs = "".join(map(chr, range(0x4E00, 0x4E00 + 500)))
    assert max(signs.index(pair) for pair in telling_words(signs)) > 400  # evenly spread
    assert len(telling_words(signs)) <= MOST_TERMS
