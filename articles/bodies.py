"""PURE  The body of a story as a flat list of blocks, read from HTML and written back in one canonical form.

Everything downstream (projection, anchors, marks) works on this form, so it never meets unclosed, nested or
hostile HTML. One line of the written HTML is one block.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple
from unicodedata import is_normalized, normalize

import nh3

from policydesk.lib.text import FORBIDDEN, INVISIBLE

LISTS = ("ul", "ol")
CONTAINERS = (*LISTS, "li", "blockquote")
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
CELLS = ("td", "th")
# Tags that part two texts on the page though we do not keep them. Were they dropped, words would run together.
PARTING = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "dl", "dt", "dd", "pre", "hr", "center"),
    *("form", "fieldset", "details", "summary"),
}
TAGS = {*CONTAINERS, *HEADINGS, *INLINE, *CELLS, *PARTING, "a", "br"}
BLOCK_TAGS = {*CONTAINERS, *HEADINGS, *CELLS, *PARTING}
KEPT = {"p", *CONTAINERS, *HEADINGS, *INLINE, "a", "br"}
UNSEEN = {"script", "style", "template", "title", "iframe"}
DEEPEST = 8  # containers within containers; what lies deeper is read as if it lay there
OPENING = re.compile(r"<([A-Za-z][A-Za-z0-9:-]*)")
SPACE = re.compile(r"[ \t\n\r\f]+")
LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


class Container(NamedTuple):
    """A list, a list item or a quotation around blocks. `number` tells two of one kind apart."""

    tag: str
    number: int
    attributes: str = ""


class Run(NamedTuple):
    """Text of one block with the tags around it, outermost first; "\\n" is a line break."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph or heading; `start` is where its text begins in the text of the body."""

    tag: str
    path: tuple[Container, ...]
    runs: tuple[Run, ...]
    start: int

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def kind(self) -> str:
        """p, h2, h3, li or blockquote: what a reader would call it."""
        inside = [container.tag for container in self.path if container.tag not in LISTS]
        return inside[-1] if inside and self.tag == "p" else self.tag


@lru_cache(maxsize=4)  # the page of a story asks ten times for one text
def read_body(html: str) -> tuple[Block, ...]:
    """The blocks of any HTML, in reading order. Never raises; what our schema has no place for is left out."""
    reader = _Reader()
    attributes = {"a": {"href"}, "ol": {"start"}}
    reader.feed(nh3.clean(html, tags=TAGS, clean_content_tags=UNSEEN, attributes=attributes, link_rel=None))
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


def left_out(html: str) -> tuple[Counter[str], Counter[str]]:
    """How often each tag stands in `html` that our schema has no place for: those whose words stay, and those whose
    words go too."""
    found = Counter(name.lower() for name in OPENING.findall(html))
    gone = Counter({name: times for name, times in found.items() if name in UNSEEN})
    return Counter({name: times for name, times in found.items() if name not in KEPT | UNSEEN}), gone


def write_body(blocks: Iterable[Block], inner: Iterable[str]) -> str:
    """HTML of `blocks` with `inner` (one string of safe HTML for each) inside them, a line for a block."""
    lines: list[str] = []
    before: tuple[Container, ...] = ()
    for block, content in zip(blocks, inner, strict=True):
        shared = _shared(before, block.path)
        closing = "".join(f"</{container.tag}>" for container in reversed(before[shared:]))
        opened = block.path[shared:]
        if lines:
            lines[-1] += closing
        bare = opened and opened[-1].tag == "li" and block.tag == "p"  # the first paragraph of a list item
        line = content if bare else f"<{block.tag}>{content}</{block.tag}>"
        lines.append("".join(f"<{container.tag}{container.attributes}>" for container in opened) + line)
        before = block.path
    return "\n".join(lines) + "".join(f"</{container.tag}>" for container in reversed(before))


def write_inline(pieces: Iterable[tuple[tuple[str, ...], str]]) -> str:
    """HTML of pieces (tags around, safe HTML); a tag shared by neighbours is opened once."""
    out: list[str] = []
    before: tuple[str, ...] = ()
    for tags, content in [*pieces, ((), "")]:
        shared = _shared(before, tags)
        out += [f"</{_name(tag)}>" for tag in reversed(before[shared:])]
        out += [*tags[shared:], content]
        before = tags
    return "".join(out)


def write_text(text: str) -> str:
    """`text` as HTML. U+0338 is spelled out: NFC would melt one that follows a tag into its ">"."""
    return escape(text, quote=False).replace("\n", "<br>").replace("\u0338", "&#x338;")


def _shared(a: tuple, b: tuple) -> int:
    """How many of the first items of `a` and `b` are equal."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _name(tag: str) -> str:
    return tag.strip("<>").partition(" ")[0]


def _link(href: str | None) -> str | None:
    """The opening tag of a link we allow, else None: the words stay, the link goes."""
    href = re.sub(r"[\t\n\r]", "", href or "").strip().replace(" ", "%20")
    return f'<a href="{escape(href)}" rel="noopener">' if LINK.fullmatch(href) else None


@dataclass
class _Reader(HTMLParser):
    """Reads what nh3 wrote: well-formed, known tags only. Each step costs the same however deep it stands."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[Run] = field(default_factory=list)  # of the block being read
    paths: list[tuple[Container, ...]] = field(default_factory=lambda: [()])  # one for each open container tag
    last_items: dict[Container, Container] = field(default_factory=dict)  # the newest item of each list
    links: list[str | None] = field(default_factory=list)
    inline: dict[str, int] = field(default_factory=lambda: {"strong": 0, "em": 0})
    heading: str | None = None
    counted: int = 0
    start: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(_link(dict(attrs).get("href")))
        elif tag in INLINE:
            self.inline[INLINE[tag]] += 1
        elif tag == "br":
            self.break_line()
        elif tag in CELLS:
            self.handle_data(" ")
        else:
            self.end_block()
            self.heading = HEADINGS.get(tag, self.heading)
            if tag in CONTAINERS:
                self.paths.append(self.entered(tag, dict(attrs).get("start")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.links.pop()
        elif tag in INLINE:
            self.inline[INLINE[tag]] -= 1
        elif tag not in (*CELLS, "br"):
            self.end_block()
            if tag in HEADINGS:
                self.heading = None
            if tag in CONTAINERS:
                self.paths.pop()

    def entered(self, tag: str, start: str | None) -> tuple[Container, ...]:
        """The path inside a container tag: an item outside lists opens none, a list in a list also its item."""
        path = self.paths[-1]
        in_list = bool(path) and path[-1].tag in LISTS
        if tag == "li":
            return (*path, self.new_item(path[-1])) if in_list else path
        if len(path) + in_list >= DEEPEST:
            return path
        if in_list:
            path = (*path, self.last_items.get(path[-1]) or self.new_item(path[-1]))
        numbered = tag == "ol" and start and re.fullmatch("[0-9]{1,6}", start)
        return (*path, self.new(tag, f' start="{start}"' if numbered else ""))

    def new(self, tag: str, attributes: str = "") -> Container:
        self.counted += 1
        return Container(tag, self.counted, attributes)

    def new_item(self, of: Container) -> Container:
        item = self.last_items[of] = self.new("li")
        return item

    def handle_data(self, data: str) -> None:
        text = data
        if "  " in data or not data.isprintable():  # else nothing in it is forbidden, invisible or other white space
            text = SPACE.sub(" ", INVISIBLE.sub("", FORBIDDEN.sub(" ", data)))
        if not self.pieces or self.pieces[-1].text[-1] in " \n":
            text = text.removeprefix(" ")
        if text:
            self.add(text)

    def add(self, text: str) -> None:
        links = [link for link in self.links[-1:] if link]
        self.pieces.append(Run(text, (*links, *(f"<{name}>" for name, depth in self.inline.items() if depth))))

    def break_line(self) -> None:
        """A line break; a second one, as old editors write between paragraphs, ends the block."""
        self.trim(" ")
        if self.pieces and self.pieces[-1].text[-1] == "\n":
            self.end_block()
        elif self.pieces:
            self.add("\n")

    def trim(self, chars: str) -> None:
        while self.pieces:
            last = self.pieces.pop()
            if text := last.text.rstrip(chars):
                self.pieces.append(Run(text, last.tags))
                break

    def end_block(self) -> None:
        self.trim(" \n")
        if runs := _composed(self.pieces):
            path = self.paths[-1]
            if path and path[-1].tag in LISTS:  # text between the items of a list
                path = (*path, self.new_item(path[-1]))
            self.blocks.append(Block(self.heading or "p", path, runs, self.start))
            self.start = self.blocks[-1].end + 2
        self.pieces = []


def _composed(pieces: list[Run]) -> tuple[Run, ...]:
    """`pieces` with neighbours of the same tags joined, in NFC; nothing when they are white space only."""
    groups = groupby(pieces, key=lambda piece: piece.tags)
    runs = [Run(normalize("NFC", "".join(piece.text for piece in group)), tags) for tags, group in groups]
    text = "".join(run.text for run in runs)
    if not is_normalized("NFC", text):  # an accent that a tag sets apart from its letter: the words win
        runs = [Run(normalize("NFC", text))]
    return tuple(runs) if text.strip() else ()
