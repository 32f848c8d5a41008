"""PURE  Whether two claims say the same in the same or nearly the same words, and the keys by which such are found.

A claim has two keys: its telling words (long ones and numbers, folded) are dealt out by a hash of each, so that one
that was exchanged touches only one of them. What a key finds is then compared word by word.
"""

import hashlib

from rapidfuzz.distance import Indel

from sources.terming import IS_SIGN, folded_words, term_of

LONG = 6  # letters of a word that tells
FEW = 4  # with fewer telling words all words are the key, and only the same words are found
LEAST = 2  # words of a key: one alone stands in too many claims
ALIKE = 0.75  # of the words in their order
TURNS = {"not", "no", "never", "nobody", "none", "nor", "without", "neither"}  # what makes the opposite of it


def keys_of(words: str) -> tuple[str, str]:
    """The keys of a claim; the second is empty for a short one."""
    every = list(folded_words(words))
    telling = {word for word in every if len(word) >= LONG or not word.isalpha() or IS_SIGN.match(word)}
    if len(telling) < FEW:
        return (_key(every), "") if every else ("", "")
    dealt: tuple[list[str], list[str]] = ([], [])
    for word in sorted(telling):
        dealt[ord(term_of(word)[-1]) % 2].append(word)
    first, second = (_key(some) if len(some) >= LEAST else "" for some in dealt)
    return first, second


def say_the_same(one: str, other: str) -> bool:
    """Whether their words are nearly the same: the same numbers, the same “not”, few other words."""
    mine, theirs = list(folded_words(one)), list(folded_words(other))
    if _telling(mine) != _telling(theirs):
        return False
    return Indel.normalized_similarity(mine, theirs) >= ALIKE


def _telling(words: list[str]) -> list[str]:
    return sorted(word for word in words if word in TURNS or not word.isalpha())


def _key(words: list[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest()
