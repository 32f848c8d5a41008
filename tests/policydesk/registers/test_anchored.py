"""A text cut at its passages."""

from policydesk.registers.anchored import Piece, anchor, pieces


def test_all_of_the_text_is_kept_in_order_and_each_passage_begins_where_it_stands():
    spans = {"a": (4, 10), "b": (7, 12), "c": (7, 8), "d": (13, 16)}
    found = pieces("One two three four", spans)
    assert found == [
        Piece("One ", (), False), Piece("two", ("a",), True), Piece(" ", ("b", "c"), True), Piece("th", (), True),
        Piece("re", (), True), Piece("e", (), False), Piece(" fo", ("d",), True), Piece("ur", (), False),
    ]  # fmt: skip
    assert pieces("All of it", {}) == [Piece("All of it", (), False)]
    assert pieces("", {}) == []


def test_an_anchor_follows_from_the_words_alone():
    assert anchor("cut duties") == anchor("cut duties") != anchor("cut taxes")
