"""PURE  The body's HTML and its plain text: clean the one, project the other, keep them in step.

The text is what a reader sees: the text of the blocks (paragraphs, headings, list items, quoted paragraphs)
in reading order, joined by a blank line; a line break is "\\n". Offsets count code points.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from django.utils.translation import gettext as _

from articles.bodies import Block, read_body, write_body, write_inline, write_text
from policydesk.lib.errors import Refused
from policydesk.lib.text import refuse_controls

LONGEST_BODY = 1_000_000
MOST_MARKUP = 20_000  # tags and character codes
DEEPEST_NESTING = 2_000  # tags within tags: ten thousand take nh3 a second
MOST_SIGNS = 50_000  # no-break spaces, guillemets and the like; nh3 takes quadratic time for U+0080 to U+00BF
LONGEST_KEPT = 5_000  # characters of a line whose text is remembered
MARKUP, SIGN = re.compile("[<&\u0338]"), re.compile("[\u0080-\u00bf]")  # U+0338 is written as a character code
NESTING = (
    "ul|ol|blockquote|div|section|article|aside|main|header|footer|nav|dl|details|summary|center|fieldset|pre|address|"
    "figure|figcaption|hgroup|menu|dir|search"
)
NESTS = re.compile(rf"<(/?)(?:{NESTING})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Projection:
    """The text of a body, and the blocks it was read from, each with its `start` and `end` in the text."""

    text: str
    blocks: tuple[Block, ...]


def clean_body(html: str) -> str:
    """`html` in the small schema, in canonical form: p h2 h3 ul ol li blockquote a strong em br, one block a line.

    Links keep http, https and mailto addresses and get rel="noopener"; of other markup only the words stay.
    Cleaning twice changes nothing more. Raises Refused with a sentence for control characters, for more
    than a million characters, and for more or deeper markup than any story has.
    """
    return clean_blocks(html)[0]


def clean_blocks(html: str) -> tuple[str, tuple[Block, ...]]:
    """What clean_body() makes of `html`, and its blocks, for one reading: that is most of the time of an import."""
    if len(html) > LONGEST_BODY:
        raise Refused(_("The text is too long: at most 1,000,000 characters fit."))
    if len(MARKUP.findall(html)) > MOST_MARKUP:
        raise Refused(_("The text holds too many tags and character codes: at most 20,000 fit."))
    if max(accumulate((-1 if tag[1] else 1 for tag in NESTS.finditer(html)), _deeper, initial=0)) > DEEPEST_NESTING:
        raise Refused(_("The text holds too many tags within tags: at most 2,000 fit."))
    if len(SIGN.findall(html)) > MOST_SIGNS:
        raise Refused(_("The text holds too many no-break spaces and signs like « and §: at most 50,000 fit."))
    found = read_body(refuse_controls(html.replace("\r", "\n")))
    return write_body(found, [write_inline(_pieces(block)) for block in found]), found


def _deeper(depth: int, step: int) -> int:
    """An end without a beginning closes nothing, and makes no room for what comes after it."""
    return max(depth + step, 0)


def project(html: str) -> Projection:
    """The plain text of `html` with its blocks; the same for `clean_body(html)`."""
    found = read_body(html)
    return Projection("\n\n".join(block.text for block in found), found)


def text_in_lines(html: str) -> str:
    """The text of a body as `clean_body` writes it, for many versions: paragraphs that they share are read once."""
    return "\n\n".join(_line(line) if len(line) <= LONGEST_KEPT else project(line).text for line in html.split("\n"))


@lru_cache(maxsize=4_096)
def _line(line: str) -> str:
    return project(line).text


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks of `html` in reading order."""
    return read_body(html)


def _pieces(block: Block) -> Iterator[tuple[tuple[str, ...], str]]:
    return ((run.tags, write_text(run.text)) for run in block.runs)
