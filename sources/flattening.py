"""PURE  A text without what printing and pasting put into it, and the way back to its offsets.

Quotes, dashes, white space, soft and invisible characters, ligatures, full-width forms and hyphens at the end of a line
do not count. Superscripts and fractions stay as they are: “10²” is not “102”.
"""

import re
import unicodedata
from bisect import bisect_right

from policydesk.lib.text import normalise_same_length

SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and Chinese characters
BREAK = "\u00ad"  # stands for a hyphen at the end of a line: it belongs to the word, or it does not
# Ligatures, full-width and half-width forms, Arabic forms as printed, compatibility signs and radicals.
FORMS = "".join(
    chr(code)
    for first, last in ((0xFB00, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFFEE), (0xF900, 0xFAFF), (0x2F00, 0x2FD5))
    for code in range(first, last + 1)
    if unicodedata.normalize("NFKC", chr(code)) != chr(code)
)
ONE_FOR_ONE = str.maketrans(
    dict.fromkeys("「」『』〝〞", '"')
    | {sign: plain for sign in FORMS if len(plain := unicodedata.normalize("NFKC", sign)) == 1}
)
LONGER = "".join(sign for sign in FORMS if ord(sign) not in ONE_FOR_ONE)
SPECIAL = rf"""
      (?=[\u00ad\-\s\u200b\u2060\ufeff…{LONGER}]) (?:
      (?P<soft>(?<=\w)\u00ad+[ \t]*\n[ \t]*(?=\w)|\u00ad+) | (?P<hyphen>(?<=\w)-[ \t]*\n[ \t]*(?=\w))
    | (?P<none>(?<=[{SIGN}])\s++(?=[{SIGN}]) | [\u200b\u2060\ufeff]+) | (?P<space>\s\s++|[^\S ])
    | (?P<dots>…) | (?P<form>[{LONGER}]+) )"""
IN_PIECES = r"| (?P<marked>[^\W\d_][\u0300-\u036f\u3099\u309a]+ | [\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?)"
COMPOSED = re.compile(SPECIAL, re.VERBOSE)
ANY = re.compile(SPECIAL + IN_PIECES, re.VERBOSE)  # slower: letters may be in pieces


class Flat:
    """A text and its flat form `text`; spans of the flat form are known in the original."""

    def __init__(self, original: str) -> None:
        source = normalise_same_length(original)
        source = source if source.isascii() else source.translate(ONE_FOR_ONE)
        special = COMPOSED if unicodedata.is_normalized("NFC", source) else ANY
        parts: list[str] = []
        self._flat: list[int] = []  # where each stretch begins in the flat text
        self._spans: list[tuple[int, int, bool]] = []  # where it stands in the original, and whether as it is
        at = length = 0
        for found in special.finditer(source):
            start, end = found.span()
            for piece, span in ((source[at:start], (at, start, True)), (_flat(found), (start, end, False))):
                if piece:
                    parts.append(piece)
                    self._flat.append(length)
                    self._spans.append(span)
                    length += len(piece)
            at = end
        if at < len(source):
            parts.append(source[at:])
            self._flat.append(length)
            self._spans.append((at, len(source), True))
        self.text = "".join(parts)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that text[start:end] stands for; `end` lies behind `start`."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        n = bisect_right(self._flat, at) - 1
        first, last, as_is = self._spans[n]
        if not as_is:
            return first, last
        return first + at - self._flat[n], first + at - self._flat[n] + 1


def _flat(found: re.Match[str]) -> str:
    """What stands for one special stretch."""
    match found.lastgroup:
        case "soft" | "none":
            return ""
        case "hyphen":
            text, (start, end) = found.string, found.span()
            return BREAK if text[start - 1].isalpha() and text[end].isalpha() else "-"
        case "space":
            return " "
        case "dots":
            return "..."
    return unicodedata.normalize("NFKC", found.group())
