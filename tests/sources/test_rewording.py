"""How much of a passage a text shares when it says it in other words."""

from sources.rewording import likest_sentence, pairs

TEXT = "They met on Monday. China will control three precursors of fentanyl.\n中国将管制三种前体。会议结束。"


def test_the_sentence_that_shares_most_of_what_tells_is_found_with_its_share():
    start, end, share = likest_sentence(TEXT, {"precur": 3.0, "fentan": 2.0, "monday": 1.0, "export": 4.0})
    assert (TEXT[start:end], share) == ("China will control three precursors of fentanyl.", 0.5)


def test_sentences_end_in_chinese_too():
    start, end, _share = likest_sentence(TEXT, {"管制": 1.0, "前体": 1.0})
    assert TEXT[start:end] == "中国将管制三种前体。"


def test_nothing_shared_is_no_sentence():
    assert likest_sentence(TEXT, {"tariff": 1.0}) is None
    assert likest_sentence(TEXT, {"tariff": 1.0, "three": 1.0}) is None  # one word is shared by chance
    assert likest_sentence(TEXT, {}) is None


def test_words_that_stand_everywhere_are_shared_by_chance():
    weights = {"monday": 1.0, "met": 1.0, "precur": 1.0}
    assert likest_sentence(TEXT, weights, rare={"monday", "precur"}) is None
    assert likest_sentence(TEXT, weights, rare={"monday", "met"}) is not None


def test_pairs_are_of_neighbouring_words():
    assert pairs("They met, they MET again") == {("they", "met"), ("met", "they"), ("met", "again")}
