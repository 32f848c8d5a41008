"""Claims that say the same: found by keys, compared by words."""

import pytest

from articles.likening import keys_of, say_the_same

CLAIM = "The two delegations agreed in Geneva to reduce customs duties on 24 industrial goods within the year"


def found_alike(one, other):
    shared = set(filter(None, keys_of(one))) & set(filter(None, keys_of(other)))
    return bool(shared) and say_the_same(one, other)


@pytest.mark.parametrize(
    "other",
    [
        CLAIM.upper(),
        CLAIM.replace("The two", "Both"),
        CLAIM.replace("industrial", "agricultural"),
        CLAIM.replace("in Geneva ", ""),
        CLAIM.replace("agreed", "have agreed"),
    ],
)
def test_the_same_claim_in_nearly_the_same_words_is_found(other):
    assert found_alike(CLAIM, other)


@pytest.mark.parametrize(
    "other",
    [
        CLAIM.replace("24", "25"),
        CLAIM.replace("agreed", "have not agreed"),
        "Two delegations discussed customs in Geneva, and 24 industrial goods were named at the end of the year.",
        "They met.",
    ],
)
def test_another_number_a_not_or_many_other_words_make_another_claim(other):
    assert not found_alike(CLAIM, other)


def test_of_a_short_claim_the_same_words_are_found_and_of_none_nothing():
    assert (found_alike("Met in Geneva", "“met in Geneva”"), found_alike("Met in Geneva", "met in Vienna")) == (
        True,
        False,
    )
    assert keys_of("…") == ("", "")
