"""PURE  The known word that somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 80  # characters compared; longer words are no slips of the pen


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that is most like `word`; "" when none is like it."""
    return next(iter(get_close_matches(word[:LONGEST], known, n=1, cutoff=0.5)), "")
