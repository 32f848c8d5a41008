"""PURE  Text as we store it and as we compare it: strings in, strings out."""

import re
import unicodedata
from itertools import groupby

from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused

# What XML and people cannot carry: C0 controls but tab and newline, DEL, U+FFFE, U+FFFF, lone surrogates. And
# embeddings and overrides of the writing direction: "100" reads "001" under one, on the page and after it.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\ufffe\uffff\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # as files have them, form feeds among them
# Zero-width characters that paste and page builders leave behind. The joiners U+200C and U+200D stay:
# Persian, Hindi and emoji are spelled with them.
INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
# A pile of accents no script has: composing it takes quadratic time, showing it covers the lines around.
PILE = re.compile(r"[^\w\s\x00-\x7f]{31,}")
# The direction marks and isolates among these may stand in prose, where right-to-left words need them.
BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

SOFT_HYPHEN = "\u00ad"
ALIKE = {
    "'": "‘’‚‛′‹›",
    '"': "“”„‟″«»",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    " ": "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000",
}
PLAIN = [(char, plain) for plain, chars in ALIKE.items() for char in chars]


class UncleanText(Refused):
    """Text that we do not keep. `str()` is a sentence for the person; `position` counts from 0."""

    def __init__(self, sentence: str, found: re.Match[str]) -> None:
        self.position, self.code = found.start(), f"U+{ord(found.group()[0]):04X}"
        super().__init__(sentence % {"code": self.code, "position": self.position + 1})


def clean_text(value: str, field: str = "") -> str:
    """`value` in NFC, its lines ended by "\\n", without zero-width characters; white space at the ends stays.

    Raises UncleanText as refuse_controls() does; it names the `field` of a form.
    """
    try:
        text = refuse_controls(value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value)
    except UncleanText as refusal:
        refusal.field = field
        raise
    return unicodedata.normalize("NFC", text if _in_lines(text).isprintable() else INVISIBLE.sub("", text))


def _in_lines(text: str) -> str:
    """`text` without line ends and tabs. Is that printable, as most text is, then nothing in it is invisible or
    forbidden; asking so is ten times as fast as looking for each character."""
    return text.replace("\n", "").replace("\t", "")


def is_clean(text: str) -> bool:
    """Whether `clean_text` takes it; a database may fail when it is asked for any other."""
    try:
        clean_text(text)
    except UncleanText:
        return False
    return True


def refuse_controls(text: str) -> str:
    """`text` as it is.

    Raises UncleanText with a sentence that names the first control character (or half a surrogate pair, or
    U+FFFE, U+FFFF, or an embedding or override of the writing direction), or the first letter under more than
    thirty accents, and its position, counted from 1.
    """
    if not _in_lines(text).isprintable() and (found := FORBIDDEN.search(text)):
        raise (
            _turning(found)
            if BIDI.match(found.group())
            else UncleanText(_("Remove the control character %(code)s at position %(position)d."), found)
        )
    many = not text.isascii() and len(text.encode()) - len(text) > 30  # letters that are more than a byte
    for found in PILE.finditer(text) if many else ():
        if any(length > 30 for length in _mark_lengths(found.group())):
            raise UncleanText(_("Remove the pile of accents at position %(position)d."), found)
    return text


def refuse_bidi(text: str) -> str:
    """`text` as it is, for titles, slugs and names.

    Raises UncleanText with a sentence when it holds a character that turns the writing direction: in a name
    it makes the letters read in another order than they are stored.
    """
    if found := BIDI.search(text):
        raise _turning(found)
    return text


def without_controls(text: str) -> str:
    """`text` as `clean_text` gives it, less what that refuses: for words that a program took out of a file."""
    text = INVISIBLE.sub("", FORBIDDEN.sub("", LINE_ENDS.sub("\n", text)))
    composed = unicodedata.normalize("NFC", PILE.sub(_lowered, text))  # some accents are two once composed
    return clean_text(PILE.sub(_lowered, composed))


def _lowered(found: re.Match[str]) -> str:
    """A pile of accents as high as we keep."""
    groups = groupby(found.group(), lambda char: unicodedata.combining(char) > 0)
    return "".join("".join(list(group)[: 30 if is_mark else None]) for is_mark, group in groups)


def bare_name(text: str) -> str:
    """`text` on one line, without any character that a name may not hold: for names that no form of ours took in."""
    return " ".join(BIDI.sub("", INVISIBLE.sub("", FORBIDDEN.sub("", text))).split())


def normalise_same_length(text: str) -> str:
    """`text` with plain quotes, dashes and spaces, each character for one: offsets stay valid."""
    for char, plain in PLAIN:  # thirty passes at memory speed beat one translate() by far
        text = text.replace(char, plain)
    return text


def normalise(text: str) -> str:
    """The words of `text` for comparing: NFC, plain quotes and dashes, single spaces, no soft hyphens.

    Two texts that differ only in typography or white space come out equal. Its result is part of stored
    fingerprints: to change the recipe, give them a new prefix.
    """
    bare = INVISIBLE.sub("", text).replace(SOFT_HYPHEN, "")
    return " ".join(normalise_same_length(unicodedata.normalize("NFC", bare)).split())


def _turning(found: re.Match[str]) -> UncleanText:
    return UncleanText(_("Remove the direction mark %(code)s at position %(position)d."), found)


def _mark_lengths(text: str) -> list[int]:
    return [len(list(group)) for is_mark, group in groupby(text, lambda c: unicodedata.combining(c) > 0) if is_mark]
