"""Reading pages in tests: the text, links and data of their HTML, and what they cost."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# They part words as a space does.
BLOCKS = {"blockquote", "br", "dd", "details", "div", "dt", "h1", "h2", "h3", "li", "p", "summary"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside = ""
        self.dormant = 0  # depth of templates: nothing in them is on the page until a script puts it there

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.dormant += tag == "template"
        if self.dormant:
            return
        self.tags.append((tag, dict(attrs)))
        self.inside = tag
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.dormant -= tag == "template"
        self.inside = ""
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in BLOCKS:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.dormant and self.inside not in ("script", "style"):
            self.words.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def text_of(html: str) -> str:
    """The text that a page shows, with single spaces."""
    return " ".join("".join(_read(html).words).split())


def tags_of(html: str, name: str) -> list[dict[str, str | None]]:
    """The attributes of every element of that name, in order."""
    return [attributes for tag, attributes in _read(html).tags if tag == name]


def element(html: str, name: str, identity: str) -> str:
    """The markup of the `name` element with that id, up to the first closing tag of that name."""
    return re.search(rf'<{name} [^>]*id="{identity}".*?</{name}>', html, re.DOTALL)[0]


def linked_data(html: str) -> Any:
    """The JSON-LD of a page."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def queries_of(client: Client, address: str) -> int:
    """How many queries the page at `address` costs."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
