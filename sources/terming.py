"""PURE  What a text is looked up by: its words as short terms of plain letters, a stretch of the text at a time.

Case, accents, typography, hyphens at the end of a line and the endings of long words do not count. Where words are
written without spaces between them, as in Chinese, Japanese or Thai, each pair of neighbouring signs is a term. A term
is eight letters that stand for a word and tell nothing of it, so the words of a copy stand in one place, and both
databases read terms alike.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

LONGEST = 1_000  # characters of a stretch; most passages stand in one or two
BROKEN = LONGEST - 200  # from here on a stretch ends where a word does
MOST_TERMS = 32  # of one passage that are looked up, the long words first: they are rare
STEM = 6  # letters of a word that count: what follows are endings, as of “переговоры” and “переговоров”
A_PAIR = 6  # letters: for how long a word a pair of signs counts
SIGNS = (  # Thai, Lao, Burmese, Khmer; kana and Chinese characters
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
RUN = re.compile(rf"[{SIGNS}]+|[^\W_{SIGNS}]+")
IS_SIGN = re.compile(f"[{SIGNS}]")
BETWEEN_SIGNS = re.compile(rf"(?<=[{SIGNS}])\s+(?=[{SIGNS}])")
AT_LINE_END = re.compile(r"(?<=\w)[-\u2010\u00ad][ \t]*\n[ \t]*(?=\w)")
# What a reader does not see: accents and vowel signs, soft hyphens and other marks of form, the Arabic tatweel.
WRITTEN = (*range(0x20000), *range(0xE0000, 0xE0200))  # beyond lie Chinese signs and private ones
UNSEEN = dict.fromkeys([code for code in WRITTEN if unicodedata.category(chr(code)) in ("Mn", "Cf")] + [0x640])
LETTERS = str.maketrans("0123456789", "ghijklmnop")  # of a hexadecimal number


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text as offsets, one after the other without a gap; none of an empty text."""
    start = 0
    while start < len(text):
        end = min(start + LONGEST, len(text))
        if end < len(text):
            end = next((at for at in range(end, start + BROKEN, -1) if text[at - 1].isspace()), end)
        yield start, end
        start = end


def terms(text: str) -> list[str]:
    """The terms of a text, each once, in no order that tells anything."""
    return sorted({term_of(word) for word in folded_words(text)})


def telling_words(passage: str) -> list[str]:
    """The words by which a passage is best looked up, folded, at most `MOST_TERMS`: long ones and those of signs."""
    found = dict.fromkeys(folded_words(passage))
    pairs = [word for word in found if IS_SIGN.match(word)]
    pairs = pairs[:: -(-len(pairs) // MOST_TERMS) or 1]  # evenly spread
    others = [word for word in found if not IS_SIGN.match(word)]
    ranked = sorted([*pairs, *others], key=lambda word: -A_PAIR if IS_SIGN.match(word) else -len(word))
    return ranked[:MOST_TERMS]


def folded_words(text: str) -> Iterator[str]:
    """The words of a text as they are compared, in their order; where no spaces part them, its pairs of signs."""
    for found in RUN.finditer(_folded(text)):
        run = found.group()
        if IS_SIGN.match(run) and len(run) > 2:
            yield from (run[at : at + 2] for at in range(len(run) - 1))
        else:
            yield run[:STEM] if run.isalpha() else run


def _folded(text: str) -> str:
    """The text as its words are compared: without case, accents and what the printer put in."""
    text = AT_LINE_END.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).translate(UNSEEN))
        text = BETWEEN_SIGNS.sub("", text)
    return text.casefold()


def term_of(word: str) -> str:
    """The term that stands for a folded word."""
    return hashlib.blake2b(word.encode(), digest_size=4).hexdigest().translate(LETTERS)
