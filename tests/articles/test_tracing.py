"""What edited words became, and what is never taken for them."""

from articles.anchoring import LOST, make_anchor, reanchor

STORY = (
    "The group met in Beijing on Tuesday. Washington eased one restriction on November 16.\n\n"
    "China sent companies a notice on controlled drugs and their ingredients.\n\n"
    "A spokesman said the listing had stood in the way of cooperation against traffickers."
)
NOTICE = "China sent companies a notice on controlled drugs and their ingredients"


def became(old, new, words):
    at = old.index(words)
    (found,) = reanchor(old, new, [make_anchor(old, at, at + len(words))])
    return found.state, "" if found.state == LOST else new[found.start : found.end]


def test_edited_words_are_followed():
    new = STORY.replace("sent companies a notice on", "sent all companies a warning on")
    assert became(STORY, new, NOTICE) == (
        "changed",
        "China sent all companies a warning on controlled drugs and their ingredients",
    )


def test_a_figure_or_a_name_in_place_of_another_is_a_change_though_nothing_of_it_was_kept():
    assert became(STORY, STORY.replace("November 16", "October 3"), "November 16") == ("changed", "October 3")
    assert became(STORY, STORY.replace("Beijing", "Geneva"), "Beijing") == ("changed", "Geneva")


def test_a_moved_and_edited_paragraph_is_followed():
    first, notice, last = STORY.split("\n\n")
    new = "\n\n".join((notice.replace("controlled", "some controlled"), first, last))
    assert became(STORY, new, NOTICE) == (
        "changed",
        "China sent companies a notice on some controlled drugs and their ingredients",
    )


def test_a_shortened_sentence_is_followed():
    new = STORY.replace(" on controlled drugs and their ingredients", "")
    assert became(STORY, new, NOTICE) == ("changed", "China sent companies a notice")


def test_deleted_and_replaced_words_are_lost():
    assert became(STORY, STORY.replace(NOTICE + ".", ""), NOTICE) == ("lost", "")
    other = STORY.replace(NOTICE, "Nobody at the ministry wanted to comment when asked late on Sunday")
    assert became(STORY, other, NOTICE) == ("lost", "")


def test_of_two_near_twins_the_one_that_was_edited_beyond_recognition_is_lost():
    """Scenario 2."""
    twin = NOTICE.replace("companies", "banks")
    old = f"{STORY} {twin}."
    new = old.replace(NOTICE + ".", "Then nothing happened for weeks.")
    assert became(old, new, NOTICE) == ("lost", "")
    assert became(old, new, twin) == ("same", twin)


def test_a_near_twin_that_moves_into_the_place_of_a_deleted_sentence_is_not_taken_for_it():
    twin = NOTICE.replace("companies", "banks")
    old = f"{STORY}\n\n{twin}."
    new = old.replace(f"\n\n{twin}.", "").replace(NOTICE, twin)
    assert became(old, new, NOTICE)[0] == "lost"


def test_between_two_edited_copies_nobody_chooses():
    edited = NOTICE.replace("controlled", "dangerous")
    new = STORY.replace(NOTICE + ".", "").replace("The group", f"{edited}. The group") + f" {edited}."
    assert became(STORY, new, NOTICE) == ("lost", "")


def test_text_put_into_the_middle_of_a_claim_is_not_swallowed():
    more = " ".join(["and on many other things that nobody had asked for"] * 9)
    new = STORY.replace("a notice on", f"a notice. {more}. It was on")
    state, words = became(STORY, new, NOTICE)
    assert (state, len(words) < 2 * len(NOTICE)) == ("changed", True)


def test_words_full_of_typing_errors_are_followed_letter_by_letter():
    """None of the words is kept; a person reads them all the same."""
    assert became(STORY, STORY.replace("one restriction", "on erestrictoin"), "one restriction")[0] == "changed"
    garbled = "Chnia snet comapnies a ntice no contorlled drgus andt heir ingerdients"
    assert became(STORY, STORY.replace(NOTICE, garbled), NOTICE) == ("changed", garbled)


def test_half_reworded_between_neighbours_that_stand_is_a_change_and_another_sentence_is_not():
    reworded = "China sent exporters a warning on controlled substances and their makers"
    assert became(STORY, STORY.replace(NOTICE, reworded), NOTICE) == ("changed", reworded)
    other = "China told the envoys that no list of drugs would be handed over this year"
    assert became(STORY, STORY.replace(NOTICE, other), NOTICE) == ("lost", "")


def test_a_deleted_twin_is_lost_though_the_other_one_was_edited_too():
    twin = NOTICE.replace("drugs", "chemicals")
    old = STORY.replace(NOTICE, f"{NOTICE}. {twin}")
    new = STORY.replace(NOTICE, twin.replace("companies", "firms"))
    assert became(old, new, NOTICE) == ("lost", "")


def test_few_words_that_stand_are_the_same_though_every_neighbour_was_reworded():
    new = STORY.replace("Washington eased one restriction on November 16", "They lifted one restriction last fall")
    assert became(STORY, new, "one restriction") == ("same", "one restriction")
    elsewhere = STORY.replace("eased one restriction on", "did nothing on").replace("the listing", "one restriction")
    assert became(STORY, elsewhere, "one restriction") == ("lost", "")
