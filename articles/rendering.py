"""PURE  Text with its claims marked, as safe HTML. The one module that marks text safe.

Marks are spans of the plain text (see projecting). They are drawn inside the tags of the story and never change
a word of it: without the marker links the HTML reads as it did before.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.bodies import Run, read_body, write_body, write_inline, write_text

Piece = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Mark:
    """A claim to draw: its span and number, the classes of its reading, the words and sign for it, its card.

    `spoken` is the link's sentence for the ear, with {number} and {label}; by default the reader's.
    """

    start: int
    end: int
    number: int
    css: str
    label: str
    href: str
    glyph: str = ""
    spoken: str = ""


def render_body(html: str, marks: Sequence[Mark] = ()) -> SafeString:
    """The body with its marks; without any it is clean_body(html), byte for byte.

    A mark that crosses a tag or a paragraph is drawn in pieces; the first carries id="t{number}", and the link
    to the claim's card follows the last, outside any link of the text. Where marks overlap, the piece takes the
    classes of the innermost and names all in data-claims. White space at the ends of a mark is left out.
    """
    blocks = read_body(html)
    layer = _Layer("\n\n".join(block.text for block in blocks), marks)
    return _safe(write_body(blocks, [write_inline(layer.draw(block.runs, block.start)) for block in blocks]))


def render_line(text: str, marks: Sequence[Mark] = ()) -> SafeString:
    """Plain text (a headline, a standfirst) with its marks, as HTML without block tags."""
    return _safe(write_inline(_Layer(text, marks).draw([Run(text)], 0)))


def render_json(value: Any) -> SafeString:
    """`value` as JSON that may stand inside a script element: no "<", ">" or "&" is left in it."""
    text = json.dumps(value, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return _safe(text)


def stored(html: str) -> SafeString:
    """HTML that our own templates and this module made earlier and the database kept: never words of a person."""
    return _safe(html)


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # every word in it went through write_text, escape or json


class _Layer:
    """The marks of one text, cut where any of them begins or ends."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        kept = [(_trimmed(text, mark), mark) for mark in marks]
        kept = sorted(((span, mark) for span, mark in kept if span[0] < span[1]), key=_outermost_first)
        self.cuts = sorted({at for span, _mark in kept for at in span})
        self.active: list[list[Mark]] = [[] for _cut in [*self.cuts, None]]  # [n]: marks before cuts[n]
        self.begin: dict[int, list[Mark]] = {}
        self.finish: dict[int, list[Mark]] = {}
        for (start, end), mark in kept:
            self.begin.setdefault(start, []).append(mark)
            self.finish.setdefault(end, []).append(mark)
            for between in range(bisect_right(self.cuts, start), bisect_right(self.cuts, end - 1) + 1):
                self.active[between].append(mark)

    def draw(self, runs: Iterable[Run], at: int) -> list[Piece]:
        """The pieces of a block that begins at `at`, markers among them."""
        pieces: list[Piece] = []
        waiting: list[Mark] = []  # for the end of the link they stand in
        link = None
        for run in runs:
            if waiting and _link_of(run) != link:
                pieces += [_marker(mark) for mark in waiting]
                waiting = []
            link = _link_of(run)
            for start, end in self.parts(at, at + len(run.text)):
                pieces.append((run.tags, self.piece(run.text[start - at : end - at], start)))
                waiting += sorted(self.finish.get(end, []), key=lambda mark: mark.number)
                if not link:
                    pieces += [_marker(mark) for mark in waiting]
                    waiting = []
            at += len(run.text)
        return pieces + [_marker(mark) for mark in waiting]

    def parts(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        inner = self.cuts[bisect_right(self.cuts, start) : bisect_right(self.cuts, end - 1)]
        return pairwise([start, *inner, end])

    def piece(self, text: str, start: int) -> str:
        """The HTML of text that no mark begins or ends in."""
        html = write_text(text)
        marks = self.active[bisect_right(self.cuts, start)]
        if not marks:
            return html
        begun = [mark for mark in marks if mark in self.begin.get(start, [])]
        ident = f' id="t{begun.pop().number}"' if begun else ""
        several = f' data-claims="{" ".join(str(mark.number) for mark in marks)}"' if marks[1:] else ""
        html = f'<span class="c {escape(marks[-1].css)}"{ident}{several}>{html}</span>'
        for mark in reversed(begun):  # an element has one id: marks that begin together get theirs around it
            html = f'<span id="t{mark.number}">{html}</span>'
        return html


def _outermost_first(kept: tuple[tuple[int, int], Mark]) -> tuple[int, int, int]:
    (start, end), mark = kept
    return start, -end, mark.number


def _trimmed(text: str, mark: Mark) -> tuple[int, int]:
    words = text[max(0, mark.start) : max(0, mark.end)]
    start = max(0, mark.start) + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _link_of(run: Run) -> str | None:
    return next((tag for tag in run.tags if tag.startswith("<a ")), None)


def _marker(mark: Mark) -> Piece:
    """The link after a marked span: the number and sign for the eye, a sentence for the ear."""
    sentence = mark.spoken or _("Claim {number}, {label}. Show source")
    before, _number, after = sentence.partition("{number}")
    glyph = f'<span class="g" aria-hidden="true"> {escape(mark.glyph)}</span>' if mark.glyph else ""
    html = (
        f'<a class="ref {escape(mark.css)}" href="{escape(mark.href)}"><span class="sr">{escape(before)}</span>'
        f'{mark.number}{glyph}<span class="sr">{escape(after.replace("{label}", mark.label))}</span></a>'
    )
    return (), html
