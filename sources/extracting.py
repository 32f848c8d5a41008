"""PURE  The words of a saved copy, by its bytes: of a page what it says, of a PDF page by page, of a text all of it.

Typography stays as the file has it: ligatures, soft hyphens and hyphens at the ends of lines are for the matching.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from policydesk.lib.text import without_controls
from sources import sniffing
from sources.decoding import NotReadable, decoded
from sources.page_words import words_of_page
from sources.pdf_words import SECONDS, words_of_pdf

LARGEST = 5_000_000  # characters; the longest laws have four millions
BETWEEN = "\n"  # stands between two pages: a sentence goes on over them, and so does a word with a hyphen

log = logging.getLogger(__name__)


class State(StrEnum):
    """What came of looking for words: none in a picture is no error."""

    TEXT = "text"
    NO_TEXT = "no_text"
    REFUSED = "refused"


@dataclass(frozen=True)
class Extraction:
    """The words of a file, clean as the desk keeps text, or why there are none, in a sentence.

    `pages` is where each page of a PDF begins in `text`, counted from 0 in code points; empty for what has no pages.
    """

    state: State
    text: str = ""
    pages: tuple[int, ...] = ()
    title: str = ""
    sentence: str = ""

    @property
    def sha256(self) -> str:
        """Of the text, in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def extract(content: bytes, content_type: str, *, said: str = "", seconds: float = SECONDS) -> Extraction:
    """The words of `content`, of which `sniffing.file_type` says what it is. Never raises, whatever the bytes.

    `said` is the media type that came with it, for its charset. A PDF that takes longer than `seconds` is refused.
    """
    try:
        match content_type:
            case sniffing.PDF:
                return _joined(*words_of_pdf(content, seconds=seconds), numbered=True)
            case sniffing.HTML:
                return _joined(*words_of_page(content, said=said))
            case sniffing.TEXT:
                return _joined("", [decoded(content, said=said)])
    except NotReadable as refusal:
        return Extraction(State.REFUSED, sentence=str(refusal))
    except Exception:  # a damaged file may break what reads it, and the copy is kept all the same
        log.exception("no words could be taken out of a file of type %s", content_type)
        return Extraction(State.REFUSED, sentence=_("The file is damaged: its words could not be read."))
    return Extraction(State.NO_TEXT, sentence=_("It is a picture: its words can be typed."))


def _joined(title: str, pages: Sequence[str], *, numbered: bool = False) -> Extraction:
    starts, parts, length = [], [], 0
    for page in pages:
        starts.append(length)
        parts.append(without_controls(page).strip())
        length += len(parts[-1]) + len(BETWEEN)
        if length > LARGEST:
            told = _("Its text has more than %(count)d million characters, and was not taken.")
            return Extraction(State.REFUSED, sentence=told % {"count": LARGEST // 1_000_000})
    text = BETWEEN.join(parts)
    if not text.strip():
        told = _("It holds no text: it may be a scan, or a page that a program fills. Its words can be typed.")
        return Extraction(State.NO_TEXT, sentence=told)
    return Extraction(State.TEXT, text, tuple(starts) if numbered else (), " ".join(without_controls(title).split()))
