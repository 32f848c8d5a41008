"""PURE  How much of a passage a text shares, however it is worded: by pairs of words, and by its likest sentence."""

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

from sources.terming import folded_words

BETWEEN = re.compile(r"(?<=[.!?؟।])[\"'”’)\]]*\s+|(?<=[。！？])|\n+")
FEWEST = 2  # words


def pairs(text: str) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words in it."""
    return frozenset(pairwise(folded_words(text)))


def likest_sentence(
    text: str, weights: Mapping[str, float], rare: Collection[str] | None = None
) -> tuple[int, int, float] | None:
    """Where it stands, and its share of the `weights` of folded words, 0 to 1; None where no sentence shares enough.

    One word is shared by chance, unless no more is sought; so are words that are not `rare`, where these are named.
    """
    best, heaviest, at = None, 0.0, 0
    for gap in [*BETWEEN.finditer(text), None]:
        end = gap.start() if gap else len(text)
        shared = weights.keys() & set(folded_words(text[at:end]))
        weight = sum(weights[word] for word in shared)
        telling = shared if rare is None else shared & set(rare)
        if weight > heaviest and len(telling) >= min(FEWEST, len(weights)):
            best, heaviest = (at, end), weight
        at = gap.end() if gap else end
    return (*best, heaviest / sum(weights.values())) if best else None
