"""PURE  Plain text → HTML: paragraphs, sub-headings and lists told apart by how they look; and HTML typed by hand.

It would rather take a heading for a paragraph than a paragraph for a heading: lists of names, places and times
above a speech, tables and lines of speakers are short lines without a full stop too.
"""

import re
from collections.abc import Iterator
from html import escape

from articles.bodies import BLOCK_TAGS

LONGEST_HEADING = 120
TAG_OR_BLANK_LINE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>|\n[ \t\r\f]*\n\s*")
BULLET = re.compile(r"[•‣▪◦●■]\s*|[*·-]\s+")
ENDS_SENTENCE = re.compile(r"[.?!:;…][\"'”’»)\]]*$")
# Lines that break off or lead into a quotation: "…; and", "will increase by", "The minister said: “"
LEADS_ON = "and|or|by|in|of|the|to|for|with|from|at|on|as|a|an|that|using|is|are"
BROKEN_OFF = re.compile(rf"[,—–“‘\"(-]$|\b(?:{LEADS_ON})$|: [“\"]")
TWO_SENTENCES = re.compile(r"[a-z]{3}[.?!][\"”’)]*\s+[\"“‘(]?[A-Z]")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# "MS. PRICE: Well", "Q Is it", "(The call ends", "[laughs", "and so on", "7:57 P.M. EST", "May 5, 2024"
NO_HEADING = re.compile(rf"[^a-z:]{{2,40}}:\s|Q\s|[(\[a-z]|\d{{1,2}}:\d\d\b|(?:{MONTHS}) \d{{1,2}},? \d{{4}}")
SPEAKER = re.compile(r"[^a-z:]{2,40}:\s|Q\s")


def as_html(text: str) -> str:
    """`text` with blank lines between its paragraphs as HTML with p, h2 and ul; every word of it is kept.

    A heading is a line of its own of at most 120 characters that does not end like a sentence, with text under
    it. Of three or more such lines in a row none is. Lines of ornaments alone ("###", "* * *") are left out.
    """
    parts = [part for part in _parts(text) if any(char.isalnum() for char in part[1])]
    kinds = _kinds(parts)
    html, before = [], ""
    for (_kind, words), kind in zip(parts, kinds, strict=True):
        if (kind == "li") != (before == "li"):
            html.append("<ul>" if kind == "li" else "</ul>")
        html.append(f"<{kind}>{escape(words, quote=False)}</{kind}>")
        before = kind
    return "\n".join([*html, *(["</ul>"] if before == "li" else [])])


def with_paragraphs(html: str) -> str:
    """`html` as somebody types it: a blank line between words that stand in no block tag begins a paragraph.

    Blank lines inside a block (`<p>`, `<li>`) stay white space, as in any HTML.
    """
    inside = False

    def settle(found: re.Match[str]) -> str:
        nonlocal inside
        if not found[2]:
            return found.group() if inside else "\n<p>"
        if found[2].lower() in BLOCK_TAGS:
            inside = not found[1]
        return found.group()

    return TAG_OR_BLANK_LINE.sub(settle, html)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The words of each paragraph ("p"), list item ("li") and single line ("line"), lines joined by spaces."""
    for paragraph in _paragraphs(text):
        kind = "line" if len(paragraph) == 1 else "p"
        words: list[str] = []
        for line in paragraph:
            if bullet := BULLET.match(line):
                if words:
                    yield kind, " ".join(words)
                kind, words = "li", []
                line = line[bullet.end() :]
            words.append(line)
        yield kind, " ".join(words)


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line := line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []


def _kinds(parts: list[tuple[str, str]]) -> list[str]:
    """p, h2 or li for each part."""
    kinds = ["li" if kind == "li" else "p" for kind, _words in parts]
    bare = [kind == "line" and _is_bare(words) for kind, words in parts]
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and bare[end]:
            end += 1
        if 1 <= end - at <= 2 and end < len(parts) and (kinds[end] == "li" or _is_prose(parts[end][1])):
            kinds[at:end] = ["h2"] * (end - at)
        at = end + 1
    return kinds


def _is_bare(line: str) -> bool:
    return (
        len(line) <= LONGEST_HEADING
        and not ENDS_SENTENCE.search(line[-10:])
        and not BROKEN_OFF.search(line)
        and not NO_HEADING.match(line)
        and not _reads_as_sentence(line)
    )


def _reads_as_sentence(line: str) -> bool:
    """Whether a line is two sentences, or long and mostly in small letters: one that lost its full stop."""
    words = line.split()
    small = sum(word[0].islower() for word in words)
    return bool(TWO_SENTENCES.search(line)) or (len(words) > 14 and small > len(words) / 2)


def _is_prose(words: str) -> bool:
    """Whether `words` can stand under a heading: sentences, and nobody's speech, which has a place above it."""
    sentence = ENDS_SENTENCE.search(words[-10:]) or BROKEN_OFF.search(words) or _reads_as_sentence(words)
    return not SPEAKER.match(words) and (len(words) > LONGEST_HEADING or bool(sentence))
