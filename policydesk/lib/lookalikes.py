"""PURE  Names that the eye takes for one another.

A key in the manner of Unicode's UTS #39 (“skeleton”): letters that look alike, in whatever script, become one letter;
case, spaces, full stops and hyphens do not count. Two names with one key look alike: “Вiden” (Cyrillic В) and “Biden”,
“lran” and “Iran”, “U.S.” and “US”. The table is that of the confusable-homoglyphs package.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from confusable_homoglyphs.confusables import confusables_data

MOST_LETTERS = 3  # the table also equates one letter with up to so many, as “m” with “rn”


@lru_cache(maxsize=20_000)
def look_key(name: str) -> str:
    """What names that look alike have in common."""
    folded = _skeleton(_skeleton(unicodedata.normalize("NFKC", name)).casefold())
    return "".join(char for char in folded if char.isalnum() or unicodedata.category(char) in ("Mn", "Mc"))


def look_alike(name: str, others: Iterable[str]) -> list[str]:
    """Those of `others` that look like `name` and are not spelled as it is, case aside."""
    key, spelled = look_key(name), name.casefold()
    return [other for other in others if other.casefold() != spelled and look_key(other) == key]


def _skeleton(text: str) -> str:
    text = "".join(_chief(char) for char in text)
    for length in range(MOST_LETTERS, 1, -1):
        for start in range(len(text) - length, -1, -1):
            if (one := _chief(text[start : start + length])) != text[start : start + length]:
                text = text[:start] + one + text[start + length :]
    return text


@cache
def _chief(sign: str) -> str:
    """The one sign that stands for all that look like `sign`: the one that most others are compared with."""
    others = [entry["c"] for entry in confusables_data.get(sign, ())]
    if not others:
        return sign
    weigh = {each: len(confusables_data.get(each, ())) for each in (sign, *others)}
    return min(weigh, key=lambda each: (-weigh[each], len(each), each))
