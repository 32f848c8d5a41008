"""Which words of an old text stand in a new one."""

from hypothesis import given
from hypothesis import strategies as st

from articles.aligning import Alignment, Pairs

OLD = "The group met in Beijing on Tuesday. Officials spoke of 24 goods. Nobody signed."
WORDS = st.lists(st.sampled_from("a b c , . the Beijing 24 中 文".split()), max_size=30).map(" ".join)


def place(text, words):
    at = text.index(words)
    return at, at + len(words)


def traced(old, new, words):
    trace = Alignment(old, new).trace(*place(old, words))
    return (new[trace.start : trace.end], round(trace.kept, 2)) if trace else None


def test_a_replaced_word_is_part_of_what_the_words_became():
    new = OLD.replace("24", "two dozen")
    assert traced(OLD, new, "spoke of 24 goods") == ("spoke of two dozen goods", 0.86)


def test_words_put_in_beside_do_not_count_in():
    new = OLD.replace("Officials", "Late at night officials").replace("goods.", "goods, it was said.")
    assert traced(OLD, new, "spoke of 24 goods") == ("spoke of 24 goods", 1.0)


def test_a_replaced_word_at_an_edge_is_shared_out_between_the_neighbours():
    new = OLD.replace("in Beijing on Tuesday", "in Geneva last Monday")
    assert traced(OLD, new, "met in Beijing") == ("met in Geneva", 0.42)


def test_of_words_that_went_far_apart_those_that_stand_together_count():
    filler = " ".join(["again and again"] * 9)
    assert traced(
        "one two three four five six", f"one {filler} two three four five six", "one two three four five six"
    ) == (
        "two three four five six",
        0.86,
    )


def test_gone_words_leave_no_trace():
    assert traced(OLD, "Something else altogether", "spoke of 24 goods") is None


@given(WORDS, WORDS)
def test_what_is_matched_reads_the_same_and_in_order(old, new):
    words = Alignment(old, new)
    kept = [(at, to) for at, to in enumerate(words.to_new) if to >= 0]
    assert all(words.old_words[at] == words.new_words[to] for at, to in kept)
    assert [to for _at, to in kept] == sorted(to for _at, to in kept)
    assert [(words.to_old[to], to) for _at, to in kept] == kept


@given(WORDS)
def test_a_text_is_matched_with_itself_in_whole(text):
    words = Alignment(text, text)
    assert words.to_new == list(range(len(words.old_words)))


def test_a_stretch_that_reads_like_given_words_is_found_where_it_may_be():
    words = "of the old and new , we agreed to meet in May and of the rest".split()
    found = Pairs(words).like("we agreed to meet in June".split(), lambda at: True)
    assert " ".join(words[found.first : found.last]) == "we agreed to meet in"
    assert Pairs(words).like("we agreed to meet".split(), lambda at: at > 9) is None
