"""PURE  What a file is, judged by its bytes alone: a name or a header may say anything.

The signatures are those of the MIME Sniffing Standard (https://mimesniff.spec.whatwg.org/), of the types that we keep.
"""

import re

PDF, HTML, TEXT = "application/pdf", "text/html", "text/plain"
PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
ENDINGS: dict[str, tuple[str, ...]] = {  # the first is the one that we give
    PDF: ("pdf",),
    HTML: ("html", "htm"),
    TEXT: ("txt",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    WEBP: ("webp",),
}
MAGIC = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # of UTF-8 and UTF-16
BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
PREAMBLE = re.compile(rb"(?:\s+|<\?[^>]{0,500}\?>|<!--.{0,5000}?-->)*", re.DOTALL)
ROOT = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|meta|link|article|main)"
    rb"(?=[\s>/])|<!--",
    re.IGNORECASE,
)
SVG = re.compile(rb"<(?:!doctype\s+svg|(?:\w+:)?svg)(?=[\s>/:])", re.IGNORECASE)
PAGES = ("text/html", "application/xhtml+xml")
LOOKED_AT = 20_000  # bytes; what comes before the root of a page is shorter


def file_type(data: bytes, *, said: str = "") -> str:
    """The media type of `data`, one of ENDINGS; empty for what we do not keep, SVG among it.

    What a site says of it decides one thing: whether a text that begins with no tag we know is a page all the same.
    """
    for start, found in MAGIC:
        if data.startswith(start):
            return found
    if data[:4] == b"RIFF" and data[8:14] == b"WEBPVP":
        return WEBP
    if data.lstrip(b"\t\n\f\r ")[:5] == b"%PDF-":
        return PDF
    found = _text_type(data)
    return HTML if found == TEXT and said.strip().lower().startswith(PAGES) else found


def _text_type(data: bytes) -> str:
    if not data.strip() or (BINARY.search(data) and not data.startswith(MARKS[1:])):
        return ""
    head = _as_ascii(data[:LOOKED_AT])
    head = head[PREAMBLE.match(head).end() :]
    if SVG.match(head):
        return ""
    return HTML if ROOT.match(head) else TEXT


def _as_ascii(head: bytes) -> bytes:
    """The beginning of a text without its mark, one byte a letter where it is written in two."""
    for mark in MARKS:
        if head.startswith(mark):
            head = head[len(mark) :]
            return head if mark == MARKS[0] else head.replace(b"\x00", b"")
    return head
