"""PURE  A page of ours in the forms that reference managers read: a line of text, BibTeX, RIS and CSL-JSON."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


@dataclass(frozen=True)
class Cited:
    """What is cited: `key` names it in BibTeX, `container` is the whole of which it is a part, `note` says as of when
    it is told."""

    key: str
    title: str
    author: str
    container: str
    issued: date
    url: str
    note: str = ""


def as_text(cited: Cited) -> str:
    """One line, for a footnote."""
    told = {"author": cited.author, "title": cited.title, "container": cited.container, "url": cited.url}
    told |= {"day": date_format(cited.issued, "j F Y"), "note": cited.note}
    if cited.note:
        return _("%(author)s, “%(title)s”, %(container)s, %(day)s (%(note)s). %(url)s") % told
    return _("%(author)s, “%(title)s”, %(container)s, %(day)s. %(url)s") % told


def as_bibtex(cited: Cited) -> str:
    """One entry. Titles keep their capitals; what TeX would take for a command is escaped."""
    fields = {
        "title": f"{{{_plain(cited.title)}}}",
        "author": f"{{{_plain(cited.author)}}}",
        "howpublished": _plain(cited.container),
        "year": str(cited.issued.year),
        "month": str(cited.issued.month),
        "day": str(cited.issued.day),
        "url": cited.url,
        "note": _plain(cited.note),
    }
    told = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{told}\n}}\n"


def _plain(words: str) -> str:
    return words.translate(SPECIAL)


def as_ris(cited: Cited) -> str:
    """One record, with the line ends that the format asks for."""
    lines = [
        ("TY", "ELEC"), ("ID", cited.key), ("TI", cited.title), ("AU", cited.author), ("T2", cited.container),
        ("PY", str(cited.issued.year)), ("DA", cited.issued.strftime("%Y/%m/%d")), ("UR", cited.url),
        ("N1", cited.note), ("ER", ""),
    ]  # fmt: skip
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines if value or tag == "ER")


def _line(words: str) -> str:
    """The words in one line: a line of its own could be another field."""
    return " ".join(words.split())


def as_csl(cited: Cited) -> str:
    """The items that citation processors take, as JSON: one."""
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "webpage",
        "title": cited.title,
        "author": [{"literal": cited.author}],
        "container-title": cited.container,
        "issued": {"date-parts": [[cited.issued.year, cited.issued.month, cited.issued.day]]},
        "URL": cited.url,
        "note": cited.note,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False)
