"""PURE  The words of a PDF, page by page, in the order in which its producer wrote them."""

import time
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from pypdf import Configuration, PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PdfReadError

from sources.decoding import NotReadable
from sources.running_heads import without_running_heads

PAGES = 2000
SECONDS = 20.0  # of reading one file; whoever uploads it waits for that
# Bytes of one stream once it is unpacked. Text of a page has thousands; 10 KB can hold 10 MB of zeros.
STREAM = 20_000_000
LIMITS = Configuration(
    array_based_stream_maximum_output_length=STREAM,
    lzw_maximum_output_length=STREAM,
    run_length_maximum_output_length=STREAM,
    zlib_maximum_output_length=STREAM,
)


class _Overdue(BaseException):
    """Beyond Exception: pypdf goes on after any of those."""


def words_of_pdf(content: bytes, *, seconds: float = SECONDS) -> tuple[str, list[str]]:
    """The title that the PDF gives itself, and the words of each page without running heads.

    Raises NotReadable, and for damaged files whatever pypdf raises.
    """
    deadline = time.monotonic() + seconds

    def hurry(*_step: Any) -> None:
        if time.monotonic() > deadline:
            raise _Overdue

    try:
        with apply_configuration(LIMITS):
            reader = _opened(content)
            pages = [_words(page, hurry) for page in reader.pages]
            return _title(reader), without_running_heads(pages)
    except _Overdue as late:
        told = _("Reading the PDF took more than %(count)d seconds, and was stopped.")
        raise NotReadable(told % {"count": round(seconds)}) from late
    except (LimitReachedError, RecursionError, MemoryError) as refusal:
        raise NotReadable(_("The PDF unpacks to more than any document needs. It was not read.")) from refusal
    except PdfReadError as damage:
        raise NotReadable(_("The PDF is damaged: its words could not be read.")) from damage


def _opened(content: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(content))
    try:
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except (DependencyError, NotImplementedError):
        locked = True
    if locked:
        raise NotReadable(_("The PDF is locked with a password. Save it without one, and upload that."))
    if len(reader.pages) > PAGES:
        raise NotReadable(_("The PDF has more than %(count)d pages. Upload the part that you cite.") % {"count": PAGES})
    return reader


def _words(page: Any, hurry: Any) -> str:
    hurry()
    return page.extract_text(visitor_operand_before=hurry)


def _title(reader: PdfReader) -> str:
    try:
        return str(reader.metadata.title or "") if reader.metadata else ""
    except (PdfReadError, ValueError, AttributeError):  # a title is not worth losing the words for
        return ""
