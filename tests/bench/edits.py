"""Edits whose outcome is known, because we make them: for measuring how anchors follow a text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from articles.splitting import sentences

WORD = re.compile(r"\w+")
FOUND, LOST = "found", "lost"


@dataclass(frozen=True)
class Trial:
    """An old text with a marked span, the new text, and where the span is there: None when it is gone."""

    kind: str
    old: str
    new: str
    start: int
    end: int
    gold: tuple[int, int] | None


def trials(texts: list[str], seed: int, a_kind: int) -> Iterator[Trial]:
    """`a_kind` trials of every kind of edit, on spans chosen at random from `texts`."""
    dice = Random(seed)
    long_enough = [text for text in texts if len(sentences(text)) >= 8]
    for kind, edit in KINDS.items():
        for _number in range(a_kind):
            old, span = "", None
            while span is None:
                old = dice.choice(long_enough)
                span = chosen(old, dice, few=kind.startswith("few words"))
            start, end = span
            new, gold = edit(old, start, end, dice, long_enough)
            yield Trial(kind, old, new, start, end, gold)


def chosen(text: str, dice: Random, *, few: bool) -> tuple[int, int] | None:
    """A sentence of `text`, or half the time a clause of 5 to 25 words in it, that stands in it once; or None.

    With `few`, two to four of its words.
    """
    spans = [(start, end) for start, end in sentences(text) if end - start >= 40]
    for _try in range(9 if spans else 0):
        start, end = dice.choice(spans)
        words = [match.span() for match in WORD.finditer(text, start, end)]
        if (few or dice.random() < 0.5) and len(words) > 8:
            first = dice.randrange(len(words) - 5)
            last = min(len(words) - 1, first + (dice.randint(1, 3) if few else dice.randint(5, 25)))
            start, end = words[first][0], words[last][1]
        if text.count(text[start:end]) == 1:
            return start, end
    return None


def _spliced(text: str, start: int, end: int, words: str) -> tuple[str, tuple[int, int] | None]:
    new = text[:start] + words + text[end:]
    return new, (start, start + len(words)) if words else None


def _changed_words(words: str, share: float, dice: Random, vocabulary: str) -> str:
    found = list(WORD.finditer(words))
    others = WORD.findall(vocabulary)
    for match in sorted(dice.sample(found, max(1, round(len(found) * share))), key=lambda m: -m.start()):
        words = words[: match.start()] + dice.choice(others) + words[match.end() :]
    return words


def _typo(words: str, dice: Random) -> str:
    at = dice.randrange(len(words) - 1)
    return words[:at] + dice.choice("abcdefghij") + words[at + 1 :]


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("\n\n", 0, start)
    last = text.find("\n\n", end)
    return (first + 2 if first >= 0 else 0), (last if last >= 0 else len(text))


def _moved(text: str, start: int, end: int, dice: Random, words: str) -> tuple[str, tuple[int, int]]:
    first, last = _paragraph(text, start, end)
    taken = text[first:start] + words + text[end:last]
    rest = (text[:first] + text[last:].lstrip("\n")).strip("\n")
    breaks = [0, *(match.end() for match in re.finditer("\n\n", rest)), len(rest)]
    at = dice.choice(breaks)
    before = rest[:at].rstrip("\n")
    new = "\n\n".join(part for part in (before, taken, rest[at:].lstrip("\n")) if part)
    place = (len(before) + 2 if before else 0) + start - first
    return new, (place, place + len(words))


def _foreign(texts: list[str], text: str, dice: Random, near: int) -> str:
    """A sentence of another text, of about the same length."""
    other = dice.choice([each for each in texts if each is not text])
    return min((other[start:end] for start, end in sentences(other)), key=lambda words: abs(len(words) - near))


Edit = Callable[[str, int, int, Random, list[str]], tuple[str, tuple[int, int] | None]]


def _in_place(change: Callable[[str, Random, list[str]], str]) -> Edit:
    return lambda text, start, end, dice, texts: _spliced(text, start, end, change(text[start:end], dice, texts))


def _inserted(text: str, start: int, end: int, dice: Random, texts: list[str]) -> tuple[str, tuple[int, int]]:
    more = _foreign(texts, text, dice, 200) + "\n\n"
    return more + text, (start + len(more), end + len(more))


def _around(
    text: str, start: int, end: int, dice: Random, texts: list[str], share: float = 0.5
) -> tuple[str, tuple[int, int]]:
    """`share` of the rest of the paragraph is rewritten, the words themselves stand."""
    first, last = _paragraph(text, start, end)
    before, after = (_changed_words(part, share, dice, texts[0]) if WORD.search(part) else part
                     for part in (text[first:start], text[end:last]))  # fmt: skip
    at = first + len(before)
    return text[:first] + before + text[start:end] + after + text[last:], (at, at + end - start)


KINDS: dict[str, Edit] = {
    "nothing": lambda text, start, end, dice, texts: (text, (start, end)),
    "paragraph inserted before": _inserted,
    "rest of the paragraph rewritten": _around,
    "paragraph moved": lambda text, start, end, dice, texts: _moved(text, start, end, dice, text[start:end]),
    "typo": _in_place(lambda words, dice, texts: _typo(words, dice)),
    "a tenth of the words": _in_place(lambda words, dice, texts: _changed_words(words, 0.1, dice, texts[0])),
    "a fifth of the words": _in_place(lambda words, dice, texts: _changed_words(words, 0.2, dice, texts[0])),
    "a third of the words": _in_place(lambda words, dice, texts: _changed_words(words, 0.33, dice, texts[0])),
    "half of the words": _in_place(lambda words, dice, texts: _changed_words(words, 0.5, dice, texts[0])),
    "few words: typo": _in_place(lambda words, dice, texts: _typo(words, dice)),
    "few words: neighbours reworded": lambda text, start, end, dice, texts: _around(text, start, end, dice, texts, 0.3),
    "words put in": _in_place(lambda words, dice, texts: words.replace(" ", " as of late, indeed, ", 1)),
    "first word dropped": _in_place(lambda words, dice, texts: words.partition(" ")[2]),
    "last words dropped": _in_place(lambda words, dice, texts: words.rsplit(" ", 2)[0]),
    "moved and edited": lambda text, start, end, dice, texts: _moved(
        text, start, end, dice, _changed_words(text[start:end], 0.2, dice, texts[0])
    ),
    "deleted": lambda text, start, end, dice, texts: (text[:start] + text[end:], None),
    "paragraph deleted": lambda text, start, end, dice, texts: (
        text[: _paragraph(text, start, end)[0]] + text[_paragraph(text, start, end)[1] :],
        None,
    ),
    "replaced": lambda text, start, end, dice, texts: (
        text[:start] + _foreign(texts, text, dice, end - start) + text[end:],
        None,
    ),
}
