"""What changed between two texts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydesk.lib.differing import GONE, NEW, SAME, Piece, block_diff, word_diff

TEXTS = st.text(st.sampled_from("ab 1.\n“é中"), max_size=40)


def joined(pieces, *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def test_one_figure_that_changed_is_all_that_is_told():
    assert word_diff("They cut duties on 24 goods.", "They cut duties on 26 goods.") == (
        Piece(SAME, "They cut duties on "),
        Piece(GONE, "24"),
        Piece(NEW, "26"),
        Piece(SAME, " goods."),
    )


def test_equal_texts_are_one_piece_and_empty_ones_none():
    assert (word_diff("Talks end", "Talks end"), word_diff("", "")) == ((Piece(SAME, "Talks end"),), ())


@given(TEXTS, TEXTS)
def test_the_pieces_spell_both_texts(old, new):
    pieces = word_diff(old, new)
    assert (joined(pieces, SAME, GONE), joined(pieces, SAME, NEW)) == (old, new)


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_the_rows_spell_both_lists_of_blocks(old, new):
    rows = block_diff(old, new)
    told = [[joined(row, *kinds) for row in rows] for kinds in ((SAME, GONE), (SAME, NEW))]
    assert [[text for text in texts if text] for texts in told] == [
        [text for text in texts if text] for texts in (old, new)
    ]


def test_a_paragraph_that_came_in_is_a_row_of_its_own_and_the_others_stand():
    assert block_diff(["One.", "Three."], ["One.", "Two.", "Three."]) == [
        (Piece(SAME, "One."),),
        (Piece(NEW, "Two."),),
        (Piece(SAME, "Three."),),
    ]


def test_a_rewritten_paragraph_is_compared_with_the_one_in_its_place():
    assert block_diff(["A day.", "They met."], ["A day.", "They meet."])[1] == (
        Piece(SAME, "They "),
        Piece(GONE, "met"),
        Piece(NEW, "meet"),
        Piece(SAME, "."),
    )


def test_texts_too_long_to_compare_come_back_whole():
    old, new = "a " * 8_000 + "a", "b " * 8_000 + "b"
    assert word_diff(old, new) == (Piece(GONE, old), Piece(NEW, new))


def test_chinese_characters_are_compared_one_by_one():
    assert word_diff("中美会谈", "中欧会谈") == (
        Piece(SAME, "中"),
        Piece(GONE, "美"),
        Piece(NEW, "欧"),
        Piece(SAME, "会谈"),
    )


def test_neighbouring_words_that_changed_are_told_together():
    assert word_diff("They met on Monday, in Geneva.", "They met on 3 May, in Geneva.")[1:3] == (
        Piece(GONE, "Monday"),
        Piece(NEW, "3 May"),
    )


def test_a_paragraph_before_a_rewritten_one_does_not_hide_what_changed_in_it():
    assert block_diff(["They cut duties on 24 goods."], ["A day later.", "They cut duties on 26 goods."]) == [
        (Piece(NEW, "A day later."),),
        (Piece(SAME, "They cut duties on "), Piece(GONE, "24"), Piece(NEW, "26"), Piece(SAME, " goods.")),
    ]


def test_two_paragraphs_with_nothing_in_common_are_one_gone_and_one_new():
    assert block_diff(["Talks failed."], ["Nobody came"]) == [
        (Piece(GONE, "Talks failed."),),
        (Piece(NEW, "Nobody came"),),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 500_000, "a b " * 250_000),
        ("a" * 1_000_000, "b" * 1_000_000),
        ("a " * 7_000, "b a " * 3_500),
        ("“" * 10_000, "”" * 9_999),
    ],
)
def test_the_worst_texts_are_compared_in_about_a_second(old, new):
    before = time.process_time()
    block_diff(old.split("\n"), new.split("\n"))
    assert time.process_time() - before < 3  # a machine under load; half a second is usual


def test_many_long_paragraphs_share_one_allowance():
    old = [f"{'a b ' * 5_000} x{number}" for number in range(20)]
    new = [f"{'b a ' * 5_000} y{number}" for number in range(20)]
    before = time.process_time()
    block_diff(old, new)
    assert time.process_time() - before < 3
