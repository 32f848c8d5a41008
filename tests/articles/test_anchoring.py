"""Anchors follow their words through every change of the text, and are lost rather than guessed."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.anchoring import Anchor, Outcome, find_words, make_anchor, reanchor
from policydesk.lib.text import normalise

PARAGRAPHS = (
    "The envoys of Arland arrived in Port Selden on Monday. They brought a draft of nine pages.",
    "“We came to listen,” the minister said. Borovia’s fleet shrank to 310 vessels – a tenth of what it was.",
    "The catch will fall by 12 percent in 2025. Nobody spoke of 2026. The draft was not shown.",
    "Talks go on in March. A hot line was promised once, and the coast guards still wait for it.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def anchor(words, text=TEXT, nth=0):
    return make_anchor(text, *find_words(text, words)[nth])


def after(new, *words, old=TEXT):
    """What became of the words: the text they are found in now, or None when they are lost."""
    found = reanchor(old, new, [anchor(one, old) for one in words])
    return [new[one.start : one.end] if one.state == "same" else None for one in found]


def test_an_anchor_holds_words_neighbours_and_place():
    text = "It was said that talks go on."
    assert make_anchor(text, 12, 16) == Anchor("that", "It was said ", " talks go on.", 12, 16)


def test_white_space_at_its_ends_is_not_part_of_an_anchor():
    assert make_anchor("a  bc \nd", 1, 7) == Anchor("bc", "a  ", " \nd", 3, 5)


@pytest.mark.parametrize(("start", "end"), [(1, 1), (1, 2), (3, 2), (-1, 2), (0, 9)])
def test_no_words_make_no_anchor(start, end):
    with pytest.raises(ValueError, match="an anchor needs words"):
        make_anchor("a b", start, end)


def test_neighbours_are_at_most_thirty_two_characters():
    made = make_anchor("x" * 50 + " word " + "y" * 50, 51, 55)
    assert (made.exact, made.prefix, made.suffix) == ("word", "x" * 31 + " ", " " + "y" * 31)


def test_nothing_moves_when_nothing_changed():
    made = anchor("310 vessels")
    assert reanchor(TEXT, TEXT, [made]) == [Outcome("same", made.start, made.end, 1.0)]


def test_text_inserted_before_moves_the_anchor_and_saving_again_keeps_it():
    new = "A new lead.\n\n" + TEXT
    made = anchor("310 vessels")
    (moved,) = reanchor(TEXT, new, [made])
    assert moved == Outcome("same", made.start + 13, made.end + 13, 1.0)
    again = make_anchor(new, moved.start, moved.end)
    assert reanchor(new, new, [again]) == [moved]


def test_changes_on_both_sides_leave_the_words_between_alone():
    new = TEXT.replace("Monday", "Tuesday").replace("in March", "in spring")
    assert after(new, "310 vessels", "fall by 12 percent", "The draft was not shown.") == [
        "310 vessels",
        "fall by 12 percent",
        "The draft was not shown.",
    ]


def test_splitting_merging_and_moving_paragraphs_and_curling_quotes_lose_nothing():
    """Among them words that stand over the place where a paragraph is split or merged."""
    one, two, three, four = PARAGRAPHS
    claims = [
        "arrived in Port Selden",
        "on Monday. They brought",
        "“We came to listen,” the minister said",
        "310 vessels",
    ]
    claims += ["in 2025. Nobody spoke of 2026", "Talks go on in March"]
    split = "\n\n".join([one.replace("Monday. ", "Monday.\n\n"), two, three.replace("2025. ", "2025.\n\n"), four])
    merged = " ".join(PARAGRAPHS)
    moved = "\n\n".join([four, one, three, two])
    straight = TEXT.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-").replace(" of ", "\u00a0of ")
    for new in (split, merged, moved, straight):
        assert [normalise(words or "") for words in after(new, *claims)] == [normalise(words) for words in claims]


def test_a_changed_digit_is_a_change_and_the_words_that_were_lost_come_back():
    made = anchor("shrank to 310 vessels")
    changed = TEXT.replace("310", "311")
    (found,) = reanchor(TEXT, changed, [made])
    assert (found.state, changed[found.start : found.end], found.score > 0.9) == (
        "changed",
        "shrank to 311 vessels",
        True,
    )
    assert reanchor(changed, changed, [made]) == [Outcome("lost", made.start, made.end, 0.0)]
    assert reanchor(changed, TEXT, [made]) == [Outcome("same", made.start, made.end, 1.0)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("fell to 31 in May", "fell to 310 in May", "fell to 31"),
        ("fell to 31 in May", "fell to 31.5 in May", "fell to 31"),
        ("fell to 31 in May", "fell to 31% in May", "fell to 31"),
        ("by 5 percent", "by 1.5 percent", "5 percent"),
        ("by 5 percent", "by 15 percent", "5 percent"),
        ("an act of war", "an act of warfare", "act of war"),
    ],
)
def test_a_word_or_number_that_grows_is_no_longer_the_same(old, new, words):
    assert after(f"Before. {new} After.", words, old=f"Before. {old} After.") == [None]


def test_a_number_before_a_stop_is_whole():
    assert after("It fell to 31. Then it rose.", "fell to 31", old="It fell to 31, then it rose.") == ["fell to 31"]


def test_of_two_near_twins_the_edited_one_is_lost_and_never_moves_to_the_other():
    old = "Arland said that it will cut its fleet by May. Much else.\n\nArland said that it will cut its fleet by June."
    new = old.replace("Arland said that it will cut its fleet by May", "Not a word was heard", 1)
    assert after(new, "Arland said that it will cut its fleet by May", old=old) == [None]


def test_of_two_twins_the_deleted_one_is_lost_and_stays_lost():
    old = "First, Arland denied it. Then came the fleet.\n\nLater, Arland denied it. Nobody listened."
    new = "First, something. Then came the fleet.\n\nLater, Arland denied it. Nobody listened."
    first, second = anchor("Arland denied it", old, 0), anchor("Arland denied it", old, 1)
    assert [one.state for one in reanchor(old, new, [first, second])] == ["lost", "same"]
    assert [one.state for one in reanchor(new, "A lead. " + new, [first])] == ["lost"]
    assert reanchor(new, old, [first]) == [Outcome("same", first.start, first.end, 1.0)]


def test_twins_are_told_apart_by_what_stands_around_them():
    old = "On Monday. Arland denied it. A fleet came.\n\nIn the evening. Arland denied it. Nobody spoke."
    new = "In the evening. Arland denied it. Nobody spoke.\n\nMore.\n\nOn Monday. Arland denied it. A fleet came."
    first, second = anchor("Arland denied it", old, 0), anchor("Arland denied it", old, 1)
    found = reanchor(old, new, [first, second])
    assert [new[: one.start].split()[-1] for one in found] == ["Monday.", "evening."]


def test_twins_among_twins_are_lost_when_both_ends_of_the_text_change():
    lines = ["They said no and left again, as they had before."] * 15
    old, new = "\n\n".join(["Lead.", *lines, "End."]), "\n\n".join(["Other lead.", *lines, "Other end."])
    assert reanchor(old, new, [anchor("said no and left", old, 7)])[0].state == "lost"
    assert reanchor(old, old + "\n\nMore.", [anchor("said no and left", old, 7)])[0].state == "same"


def test_a_copy_added_elsewhere_does_not_draw_the_claim_away():
    new = "310 vessels, they say.\n\n" + TEXT + "\n\nAgain: 310 vessels."
    (found,) = reanchor(TEXT, new, [anchor("310 vessels")])
    assert new[found.start - 10 : found.end] == "shrank to 310 vessels"


def test_a_short_word_is_not_found_by_chance():
    """“nine” went, and another “nine” came: without a neighbour to vouch for it that is not the same word."""
    new = TEXT.replace("nine pages", "ten pages").replace("once, and", "nine times, so")
    assert after(new, "nine") == [None]


def test_a_short_word_moves_with_its_paragraph():
    one, two, three, four = PARAGRAPHS
    assert after("\n\n".join([two, three, one, four]), "nine") == ["nine"]


def test_a_sentence_moved_elsewhere_is_followed():
    sentence = "They brought a draft of nine pages."
    new = TEXT.replace(" " + sentence, "") + "\n\nAt last. " + sentence
    assert after(new, sentence) == [sentence]


def test_a_sentence_cut_and_later_pasted_elsewhere_comes_back():
    sentence = "They brought a draft of nine pages."
    without = TEXT.replace(" " + sentence, "")
    new = without + "\n\nAt last. " + sentence
    (found,) = reanchor(without, new, [anchor(sentence)])
    assert new[found.start : found.end] == sentence


def test_the_whole_of_a_headline_follows_small_additions_only():
    old = "Talks on herring open in Port Selden"
    assert after("Update: " + old, old, old=old) == [old]
    assert after("Talks on cod open in Port Selden", old, old=old) == [None]


def test_an_emptied_text_loses_all_and_no_anchor_makes_no_outcome():
    assert after("", "310 vessels", "nine") == [None, None]
    assert reanchor(TEXT, "", []) == []


def test_words_are_found_whatever_their_quotes_dashes_and_spaces():
    assert find_words(TEXT, ' "We came to listen," the  minister\nsaid ') == [
        (TEXT.index("“We"), TEXT.index("said") + 4)
    ]
    assert find_words(TEXT, "310 vessels - a tenth") == [(TEXT.index("310"), TEXT.index("tenth") + 5)]
    assert find_words("ab. cd", "b.\n\nc") == [(1, 5)]
    assert find_words(TEXT, "no such words") == find_words(TEXT, " ") == []


def test_whole_words_come_before_parts_of_words():
    text = "USTR and US and US."
    assert [text[start - 1 : end + 1] for start, end in find_words(text, "US")] == [" US ", " US."]
    assert find_words("USTR", "US") == [(0, 2)]


VOCABULARY = "the talks fleet fell by 12 percent 310 vessels Arland said no yes May “so” – it’s"
WORDS = st.lists(
    st.sampled_from(VOCABULARY.split()),
    min_size=1,
    max_size=30,
).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(".\n\n".join)


@given(TEXTS, TEXTS, st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=300)
def test_what_is_called_the_same_reads_the_same(old, new, start, end):
    start, end = sorted((start % len(old), end % len(old)))
    if not old[start:end].strip():
        return
    made = make_anchor(old, start, end)
    (found,) = reanchor(old, new, [made])
    assert found.state in ("same", "changed", "lost")
    if found.state == "changed":
        assert normalise(new[found.start : found.end]) != normalise(made.exact)
    if found.state == "same":
        assert normalise(new[found.start : found.end]) == normalise(made.exact)
        assert make_anchor(new, found.start, found.end).exact == new[found.start : found.end]


@given(TEXTS, st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=300)
def test_one_insertion_leaves_every_claim_before_it_and_moves_every_claim_after_it(old, start, end, at):
    start, end = sorted((start % len(old), end % len(old)))
    if not old[start:end].strip():
        return
    made = make_anchor(old, start, end)
    places = [0, *(found.end() for found in re.finditer("\n\n", old))]
    at = places[at % len(places)]
    if not made.start < at < made.end:
        (found,) = reanchor(old, f"{old[:at]}Quite new.\n\n{old[at:]}", [made])
        shift = len("Quite new.\n\n") if at <= made.start else 0
        assert found == Outcome("same", made.start + shift, made.end + shift, 1.0)


def test_two_hundred_anchors_in_ten_thousand_words_all_keep_their_words():
    rng = random.Random(7)
    words = [rng.choice(TEXT.split()) + rng.choice("abcdefgh") for _ in range(10_000)]
    paragraphs = [" ".join(words[at : at + 80]) for at in range(0, len(words), 80)]
    old = "\n\n".join(paragraphs)
    places = [rng.randrange(len(old) - 300) for _ in range(200)]
    made = [make_anchor(old, at, at + rng.randrange(30, 200)) for at in places]
    new = "A lead.\n\n" + old.replace("\n\n", "\n\nAnd so on.\n\n", 3) + "\n\nAn end."
    found = reanchor(old, new, made)
    kept = [one for one, anchored in zip(found, made, strict=True) if one.state == "same"]
    assert len(kept) >= 195  # a few stand over a place where words were put in
    assert all(
        normalise(new[one.start : one.end]) == normalise(anchored.exact)
        for one, anchored in zip(found, made, strict=True)
        if one.state == "same"
    )
