"""What a browser would run, follow or fail to read in our answers: the judge of the safety tests."""

import csv
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from policydesk.lib.tables import FORMULA


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What our own templates write. Anything else on a page came in by somebody's words.
TAGS = _words(
    "a abbr article aside bdi blockquote body br button caption dd details div dl dt em fieldset figcaption figure"
    " footer form h1 h2 h3 head header html input label legend li link main meta nav ol option p script search section"
    " select span strong summary sup table tbody td th thead time title tr ul"
)
ATTRIBUTES = _words(
    "action aria-current aria-describedby aria-hidden aria-invalid aria-label aria-labelledby charset class content"
    " colspan data-claims data-copied data-copy data-l datetime dir for href id lang max maxlength method name open"
    " property rel reversed role rowspan scope selected src start tabindex title type value"
)
DRAWN = _words("a circle desc g line path rect svg text title tspan")
STROKES = _words(
    "aria-labelledby class color cx cy d fill fill-opacity font-family font-size height href id lang opacity r role"
    " stroke stroke-dasharray stroke-opacity stroke-width text-anchor viewBox width x x1 x2 y y1 y2"
)
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset")
SAFE_SCHEMES = ("http", "https", "mailto")
ATOM = "{http://www.w3.org/2005/Atom}"
SVG = "{http://www.w3.org/2000/svg}"


class _Judge(HTMLParser):
    """Reads a page; `faults` is whatever our templates did not write, `words` the text that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.words: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        self.words.append(" ")
        given = dict(attrs)
        if tag not in TAGS or len(given) < len(attrs):
            self.faults.append(f"<{tag} {attrs}>")
        if tag == "script" and given.get("type") not in ("application/ld+json", "module"):
            self.faults.append(f"script {attrs}")
        self.faults += [f"{tag} {name}" for name in given if name not in ATTRIBUTES]
        self.faults += [f"{tag} {value}" for name, value in attrs if name in ADDRESSES and not harmless(value or "")]

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self.inside != "script":
            self.words.append(data)
        elif data.strip() and not _is_data(data):
            self.faults.append(f"script says {data[:80]!r}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data[:80]!r}")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.faults.append(f"declaration {decl[:80]!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data[:80]!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data[:80]!r}")


def _is_data(text: str) -> bool:
    """Whether the words of a script element are JSON that no parser of HTML can leave early."""
    return isinstance(json.loads(text), dict) and not set("<>&") & set(text)


def harmless(address: str) -> bool:
    """Whether a browser would only fetch or open `address`: as it reads addresses, white space within and all."""
    bare = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.\-]*(?=:)", bare)
    if scheme:
        return scheme[0].lower() in SAFE_SCHEMES
    return not bare or (bare[0] in "/#?" and not bare.startswith(("//", "/\\")))


def read_html(html: str) -> tuple[list[str], str]:
    """The faults of a page and its text with single spaces."""
    judge = _Judge()
    judge.feed(html)
    judge.close()
    return judge.faults, " ".join("".join(judge.words).split())


def faults_of(response: Any) -> list[str]:
    """Everything that is wrong with an answer, whatever it is; empty for one that is inert and well formed."""
    kind, body = response["Content-Type"].partition(";")[0], response.content.decode("utf-8")
    found = [] if response["X-Content-Type-Options"] == "nosniff" else ["may be sniffed"]
    if kind == "text/html":
        return found + read_html(body)[0]
    if kind == "application/json":
        json.loads(body)
    elif kind in ("application/xml", "application/atom+xml"):
        found += _faults_of_xml(body)
    elif kind == "image/svg+xml":
        found += _faults_of_svg(body)
    elif kind == "text/csv":
        rows = list(csv.reader(body.splitlines(keepends=True)))
        found += [f"a formula: {cell}" for row in rows for cell in row if cell.lstrip().startswith(FORMULA)]
        found += ["rows of several lengths"] if len({len(row) for row in rows}) > 1 else []
    elif kind != "text/plain":
        found.append(f"what is {kind}?")
    return found


def _faults_of_xml(body: str) -> list[str]:
    """Raises ParseError when it is no XML. HTML inside (summary and content of a feed) is judged as a page is."""
    found = []
    for node in ElementTree.fromstring(body).iter():
        if node.get("type") == "html" or node.tag == f"{ATOM}summary":
            found += read_html(node.text or "")[0]
        found += [value for value in (node.get("href"), node.get("src")) if value and not harmless(value)]
    return found


def _faults_of_svg(body: str) -> list[str]:
    """Raises ParseError when it is no XML. A picture is opened as a page of its own: it may draw and link, no more."""
    found = []
    for node in ElementTree.fromstring(body).iter():
        found += [] if node.tag in {f"{SVG}{name}" for name in DRAWN} else [f"<{node.tag}>"]
        found += [f"{node.tag} {name}" for name in node.attrib if name not in STROKES]
        found += [address for address in [node.get("href", "")] if not harmless(address)]
    return found


def shown(text: str) -> str:
    """`text` as a reader sees it on a page: single spaces."""
    return " ".join(text.split())
