"""PURE  Bytes as text: by their mark, as UTF-8, as was said with them, as a page says itself, at last by likelihood."""

import codecs
import re
from collections.abc import Iterator
from email.message import Message

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels) reads these names as their larger kin.
KIN = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **{"iso-8859-9": "cp1254", "big5": "big5hkscs", "tis-620": "cp874"},
}
META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{2,40})"
)
HEAD = 4096  # bytes in which a page says its charset
LOOKED_AT = 50_000  # bytes by which a charset is guessed
BROKEN = 100  # one letter of so many may be broken in a page, as browsers allow


class NotReadable(ValueError):
    """No words can be had. `str()` is a sentence for the person."""


def decoded(content: bytes, *, said: str = "", page: bool = False) -> str:
    """The text in `content`. A page may say its charset itself, hold single broken letters, or leave us to guess.

    Raises NotReadable.
    """
    for mark, codec in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, errors="replace")
    names = ["utf-8", *_declared(content, said, page)]
    for name in names:
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    if page:
        for name in (*names, *_guessed(content)):
            text = _leniently(content, name)
            if text and text.count("\ufffd") * BROKEN <= len(text):
                return text
    raise NotReadable(_("In what encoding its letters are written is not said. Save it as UTF-8 and upload that."))


def _declared(content: bytes, said: str, page: bool) -> Iterator[str]:
    header = Message()
    header["Content-Type"] = re.sub(r"[^\x20-\x7e]", "", said)
    if name := header.get_param("charset"):
        yield _codec(str(name))
    if page and (found := META.search(content[:HEAD].lower())):
        yield _codec((found[1] or found[2]).decode("ascii", errors="replace"))


def _codec(name: str) -> str:
    name = name.strip().lower()
    return KIN.get(name, name)


def _guessed(content: bytes) -> Iterator[str]:
    best = from_bytes(content[:LOOKED_AT]).best()
    if best:
        yield best.encoding


def _leniently(content: bytes, name: str) -> str:
    try:
        return content.decode(name, errors="replace")
    except (LookupError, ValueError):
        return ""
