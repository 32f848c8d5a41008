"""Fills the forms of a page with whatever one likes and sends them, as a browser without any script would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

TYPED = ("text", "search", "url", "email", "number", "date", "hidden", "password", "textarea")


@dataclass
class Form:
    """One form that posts: where to, what it would send as it stands, and which of that a person types."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    @property
    def kind(self) -> tuple[str, ...]:
        """What forms of one sort share."""
        return tuple(sorted(name.rstrip("0123456789") for name in self.values))

    def sent(self, typed: dict[str, str]) -> dict[str, str]:
        """What a browser sends once this was typed: of the buttons only one that is among it, which was pressed."""
        return {name: value for name, value in self.values.items() if name not in self.buttons} | typed


class _Forms(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.found = address, []
        self.form: Form | None = None
        self.textarea = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form" and given.get("method", "").lower() == "post":
            self.form = Form(urljoin(self.address, given.get("action", "")) or self.address)
        elif self.form is None:
            return
        elif tag == "textarea":
            self.textarea, self.form.values[name] = name, ""
            self.form.typed.append(name)
        elif tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in given or self.select not in self.form.values):
            self.form.values[self.select] = given.get("value", "")
        elif tag in ("input", "button") and name:
            self._input(name, given)
            if tag == "button" or given.get("type") == "submit":
                self.form.buttons.append(name)

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        self.form.values.setdefault(name, given.get("value", "on" if kind in ("checkbox", "radio") else ""))
        if kind in TYPED and name != "csrfmiddlewaretoken" and kind != "hidden":
            self.form.typed.append(name)

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.textarea:
            self.form.values[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form is not None:
            self.found.append(self.form)
            self.form = None
        elif tag == "textarea" and self.form is not None:
            self.form.values[self.textarea] = self.form.values[self.textarea].removeprefix("\n")  # as browsers do
            self.textarea = ""


def forms_of(address: str, html: str) -> list[Form]:
    """The forms of the page at `address` that post."""
    reader = _Forms(address)
    reader.feed(html)
    return reader.found
