"""PURE  Words that a hyphen at the end of a line may have cut: it belongs to the word, or it does not."""

from sources.flattening import BREAK
from sources.placing import Place, places


def as_set(words: str, text: str) -> Place | None:
    """The first place of flat `words` in flat `text`; a hyphen at the end of a line may belong to a word or not."""
    if BREAK not in text and BREAK not in words:
        start = next(places(words, text), None)
        return None if start is None else (start, start + len(words))
    wanted, at_wanted = _bare(words)
    held, at_held = _bare(text)
    for start in places(wanted, held):
        first, last = at_held[start], at_held[start + len(wanted) - 1] + 1
        if _same_but_breaks(words[at_wanted[0] :], text[first:last]):
            return first, last
    return None


def _bare(text: str) -> tuple[str, list[int]]:
    """`text` without hyphens of any kind, and where each of its signs stood."""
    kept = [at for at, sign in enumerate(text) if sign not in (BREAK, "-")]
    return "".join(map(text.__getitem__, kept)), kept


def _same_but_breaks(a: str, b: str) -> bool:
    i = k = 0
    while i < len(a) and k < len(b):
        x, y = a[i], b[k]
        if x == y or {x, y} == {"-", BREAK}:
            i, k = i + 1, k + 1
        elif BREAK in (x, y):
            i, k = i + (x == BREAK), k + (y == BREAK)
        else:
            return False
    return not a[i:].strip(BREAK) and not b[k:].strip(BREAK)
