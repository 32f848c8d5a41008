"""PURE  Text → Story: the raw format of the seeds, and Markdown with front matter.

Raw: the first line is `date YYYY-MM-DD` and a title, or the first words of the lead; blank lines part the
paragraphs; a short line of its own without a full stop is a sub-heading. See seeds/README.md.
"""

import re
from dataclasses import replace
from datetime import date
from html import escape

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from articles.bodies import Block
from articles.enums import WorkType
from articles.front_matter import Value, split
from articles.paragraphs import as_html
from articles.projecting import LONGEST_BODY, MOST_MARKUP, blocks, clean_blocks
from articles.seeds import SeedError, Story, checked, decode, one_line, place
from articles.splitting import sentences
from policydesk.lib.text import BIDI

__all__ = ["SeedError", "Story", "decode", "parse_story"]

LONGEST_TITLE = 400
LONGEST_CLAUSE, SHORTEST_CLAUSE = 120, 30
DATE_LINE = re.compile(r"date\s+(\S+)\s*(.*)")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SENTENCE_END = re.compile(r"[.?!][\"'”’»)\]]*$")
CLAUSE_END = re.compile(r"[,;:]\s|\s[–-]\s|\s?—")
LAST_STOP = re.compile(r"(?<=[a-z0-9)”’\"])\.$")  # not that of an abbreviation: "in the U.S."
MARKDOWN_SIGNS = "[]*_`<&!\\\n"


def parse_story(text: str, *, markdown: bool = False) -> Story:
    """The story in `text`: the raw format, or with `markdown` Markdown with front matter.

    Byte order mark and Windows line ends are normal, zero-width characters are removed. Without a headline the
    first clause of the first paragraph (at most 120 characters) is one, marked as provisional, with a warning.
    Raises SeedError for anything that is no story. Takes linear time for any text.
    """
    if len(text) > LONGEST_BODY:
        raise SeedError(1, 1, _("the text is longer than 1,000,000 characters, which no story is. Split it."))
    text = checked(text)
    if not text.strip():
        raise SeedError(1, 1, _("the file is empty."))
    return _markdown(text) if markdown else _raw(text)


def _raw(text: str) -> Story:
    start = len(text) - len(text.lstrip())
    line, _newline, below = text[start:].partition("\n")
    at = place(text, start)
    if not (match := DATE_LINE.match(line)):
        raise SeedError(*at, _("no date. Expected: date YYYY-MM-DD"))
    day = _day(match[1], at[0], at[1] + match.start(1), "date YYYY-MM-DD")
    rest, title = match[2].strip(), ""
    if _is_title(rest, below):
        title, rest = one_line(rest, at[0], at[1] + match.start(2)), ""
    return _story(day, title, as_html(f"{rest}\n{below}"))


def _is_title(rest: str, below: str) -> bool:
    """Whether the words after the date are a title: a blank line follows, and they do not end like a sentence."""
    next_line = below.partition("\n")[0]
    followed = bool(below) and not next_line.strip()
    return followed and 0 < len(rest) <= LONGEST_TITLE and not SENTENCE_END.search(rest[-10:])


def _markdown(text: str) -> Story:
    values, content = split(text)
    if "date" not in values:
        raise SeedError(1, 1, _("no date. Expected: date: YYYY-MM-DD"))
    if sum(content.count(sign) for sign in MARKDOWN_SIGNS) > MOST_MARKUP:
        raise SeedError(1, 1, _("the text holds more than 20,000 Markdown signs and lines, which no story does."))
    day = _day(values["date"].text, values["date"].line, values["date"].column, "date: YYYY-MM-DD")
    title = _title(values.get("title"))
    heading, html = _rendered(content, place(text, len(text) - len(content))[0])
    if heading and title and heading != title:  # a heading of its own, not the title said again
        html = f"<h2>{escape(heading)}</h2>{html}"
    story = _story(day, title or heading, html)
    return replace(
        story,
        import_ref=values["id"].text if "id" in values else None,
        tags=_tags(values.get("tags")),
        byline=values["byline"].text if "byline" in values else "",
        work_type=_work_type(values.get("work_type")),
        warnings=story.warnings + ((_("pictures were left out."),) if "<img" in html else ()),
    )


def _rendered(content: str, line: int) -> tuple[str, str]:
    """The text of a leading first-order heading, and the HTML of the rest; `content` begins on `line`."""
    markdown = MarkdownIt("commonmark")
    tokens, title = markdown.parse(content), ""
    if tokens and tokens[0].tag == "h1":
        title = " ".join(block.text for block in blocks(markdown.renderer.render(tokens[:3], markdown.options, {})))
        title = one_line(title, line + tokens[0].map[0], len("# ") + 1)
        tokens = tokens[3:]
    return title, markdown.renderer.render(tokens, markdown.options, {})


def _story(day: str, title: str, html: str) -> Story:
    try:
        body, found = clean_blocks(html)
    except ValueError as error:
        raise SeedError(1, 1, str(error)) from error
    lead = next((block for block in found if block.tag == "p"), None)
    if not lead:
        raise SeedError(1, 1, _("there is no paragraph under the date."))
    if title:
        return Story(day, title, body, found)
    warning = _("no headline; used the first clause. Edit it before publishing.")
    return Story(day, _first_clause(lead), body, found, headline_provisional=True, warnings=(warning,))


def _first_clause(lead: Block) -> str:
    """The first words of `lead` that can stand as a headline, 120 characters at most."""
    start = " ".join(BIDI.sub("", lead.text[: 4 * LONGEST_CLAUSE]).split())
    first, end = sentences(start)[0]
    sentence = start[first:end]
    if found := CLAUSE_END.search(sentence, SHORTEST_CLAUSE, LONGEST_CLAUSE + 2):
        return sentence[: found.start()]
    if len(sentence) > LONGEST_CLAUSE:
        start = sentence[:LONGEST_CLAUSE]
        return (start.rpartition(" ")[0] or start[:-1]) + "…"
    return LAST_STOP.sub("", sentence)


def _day(text: str, line: int, column: int, expected: str) -> str:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    sentence = _('not a date: "%(text)s". Expected: %(expected)s') % {"text": text[:40], "expected": expected}
    raise SeedError(line, column, sentence)


def _title(value: Value | None) -> str:
    """The words of the title: `*Le Monde*` is read as in the text below it."""
    if value and len(value.text) > LONGEST_TITLE:
        raise SeedError(value.line, value.column, _("the title is longer than 400 characters."))
    if not value:
        return ""
    words = " ".join(block.text for block in blocks(MarkdownIt("commonmark").renderInline(value.text)))
    return one_line(words or value.text, value.line, value.column)


def _tags(value: Value | None) -> tuple[str, ...]:
    """A list of tags, or words parted by commas; each once."""
    names = [name.strip() for text in (value.texts if value else ()) for name in text.split(",")]
    return tuple(dict.fromkeys(name for name in names if name))


def _work_type(value: Value | None) -> str | None:
    if value and value.text not in WorkType.values:
        sentence = _("unknown work_type “%(text)s”. Known: %(known)s.")
        known = ", ".join(WorkType.values)
        raise SeedError(value.line, value.column, sentence % {"text": value.text[:40], "known": known})
    return value.text if value else None
