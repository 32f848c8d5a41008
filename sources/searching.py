"""Words in the files of pages and texts, as they lie on the disk: menus, comments, attributes and altered files too."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from django.core.files.storage import storages
from django.db.models import Exists, OuterRef, QuerySet

from policydesk.lib.text import without_controls
from sources.decoding import NotReadable, decoded
from sources.enums import TextKind
from sources.models import SnapshotFile, SnapshotText
from sources.sniffing import HTML, TEXT

TAG = re.compile(r"<[^<>]*>")
BOTH_BYTES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")  # a letter in a program or in data within a page
# What files are written in that name no encoding, or a wrong one: each of these is tried.
LIKELY = tuple("cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 gb18030 big5hkscs cp932 cp949".split())


@dataclass(frozen=True)
class Looked:
    """What came of it, by keys of files: those looked at, those that hold the words, those nobody could read."""

    seen: frozenset[int] = frozenset()
    holding: frozenset[int] = frozenset()
    unread: frozenset[int] = frozenset()


def look_through(stand_in: Callable[[str], bool], *, before: Looked | None = None) -> Looked:
    """The pages and texts for whose raw words `stand_in` says yes; those looked at `before` are not read again.

    Whether words were taken out of a file does not count: an extraction leaves menus, comments and sidebars out.
    """
    before = before or Looked()
    seen, holding, unread = set(before.seen), set(before.holding), set(before.unread)
    for file in _there().filter(content_type__in=[HTML, TEXT]).select_related("snapshot").iterator(chunk_size=200):
        if file.pk in before.seen:
            continue
        seen.add(file.pk)
        data = _bytes_of(file)
        text = _read(data, file.snapshot.content_type)
        if any(stand_in(words) for reading in _readings(data, text) for words in _worded(reading)):
            holding.add(file.pk)
        elif not text:
            unread.add(file.pk)
    return Looked(frozenset(seen), frozenset(holding), frozenset(unread))


def unread_files(looked: Looked) -> QuerySet[SnapshotFile]:
    """The files that nobody could look through: missing or unreadable ones, and PDFs and pictures without words."""
    worded = SnapshotText.objects.filter(snapshot=OuterRef("snapshot")).exclude(kind=TextKind.TRANSLATION)
    wordless = _there().exclude(content_type__in=[HTML, TEXT]).exclude(Exists(worded))
    return (wordless | _there().filter(pk__in=looked.unread)).select_related("snapshot__source").order_by("pk")


def _there() -> QuerySet[SnapshotFile]:
    return SnapshotFile.objects.filter(removed=False)


def _bytes_of(file: SnapshotFile) -> bytes:
    """What lies there, altered or not; nothing where it is missing."""
    try:
        with storages["copies"].open(file.name) as stored:
            return stored.read()
    except OSError:
        return b""


def _read(data: bytes, said: str) -> str | None:
    try:
        return decoded(data, said=said, page=True)
    except NotReadable:
        return None


def _readings(data: bytes, text: str | None) -> Iterator[str]:
    """The text of a file in each encoding that it may be in: a name may be wrong, and so may a guess."""
    if text is not None:
        yield text
        if data.startswith(BOTH_BYTES) or text.encode(errors="replace") == data.removeprefix(codecs.BOM_UTF8):
            return
    for codec in LIKELY:
        yield data.decode(codec, errors="replace")


def _worded(text: str) -> Iterator[str]:
    """What stands in markup: all of it, and what is left without tags, which may stand in a word or part two."""
    whole = unescape(ESCAPE.sub(lambda found: chr(int(found[1], 16)), text))
    yield without_controls(whole)
    if "<" in text:
        yield without_controls(unescape(TAG.sub("", text)))
        yield without_controls(unescape(TAG.sub(" ", text)))
