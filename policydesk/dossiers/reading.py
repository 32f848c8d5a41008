"""PURE  A dossier as text → its records, by the schema; everything that is wrong with it is told at once."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from policydesk.dossiers.cleaning import KEY, SHOWN, Wrong, clean_value
from policydesk.dossiers.composing import compose
from policydesk.dossiers.entries import Dossier, Entry
from policydesk.dossiers.nodes import Items, Node, Table, Value
from policydesk.dossiers.problems import BrokenDossier, Place, Problem
from policydesk.dossiers.schema import DESCRIBED_ONLY, DOSSIER, SECTIONS, Field, Form, Shape
from policydesk.lib.nearest import nearest
from sources.enums import Confidentiality

MOST_PROBLEMS = 200  # then the rest of the file is not looked at: it is no dossier


def read_dossier(text: str) -> Dossier:
    """The dossier that `text` holds. Raises SeedError for what is no YAML, BrokenDossier for what is no dossier."""
    reader = _Reader()
    values = reader.record(compose(text), DOSSIER, "")
    sections = {
        name: tuple(Entry(name, row, reader.path(name, row, number, shape), reader.places) for number, row in rows)
        for name, shape in SECTIONS.items()
        if (rows := list(enumerate(values.get(name, ()), start=1)))
    }
    for entries in sections.values():
        reader.refuse_doubles(entries)
    for entry in sections.get("sources", ()):
        reader.problems += _hidden(entry)
    for entry in sections.get("claims", ()):
        reader.problems += _uncitable(entry)
    if reader.problems:
        raise BrokenDossier(reader.problems)
    return Dossier(values["dossier"], values["title"], values.get("about", ""), sections)


class _Reader:
    """Reads nodes by shapes; notes the place of every value and what is wrong."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.problems: list[Problem] = []

    def tell(self, node: Node, path: str, sentence: str) -> None:
        self.problems.append(Problem(node.line, node.column, path, sentence))
        if len(self.problems) == MOST_PROBLEMS:
            raise BrokenDossier(self.problems)

    def record(self, node: Node, shape: Shape, path: str) -> dict[str, Any]:
        """The values of a record; what is wrong with it is left out and told."""
        self.places.setdefault(path, Place(node.line, node.column))
        if not isinstance(node, Table):
            self.tell(node, path, _("write keys with values here, as “key: value”."))
            return {}
        found: dict[str, Any] = {}
        for key, below in node.rows:
            if field := shape.field(key.text):
                found[field.name] = self._field(below, field, _within(path, field.name))
            else:
                self.tell(key, path, _unknown(key.text, shape))
        for field in shape.fields:
            if field.required and found.get(field.name, "") in ("", []):
                self.tell(node, path, _("“%(key)s” is missing.") % {"key": field.name})
        return {name: found[name] for name in shape.names() if not _is_default(found.get(name), shape.field(name))}

    def path(self, section: str, row: dict[str, Any], number: int, shape: Shape) -> str:
        """How a record of a section is named in sentences: by its key, or by its number where it has none."""
        return f"{section}.{row.get(shape.key) or number}"

    def refuse_doubles(self, entries: tuple[Entry, ...]) -> None:
        count = Counter(entry.values.get(entry.shape.key) for entry in entries)
        for key in {key for key, times in count.items() if key and times > 1}:
            entry = next(entry for entry in entries if entry.values.get(entry.shape.key) == key)
            sentence = _("%(count)d records of this section have this key.") % {"count": count[key]}
            self.problems.append(entry.problem(entry.shape.key, sentence))

    def _field(self, node: Node, field: Field, path: str) -> Any:
        """The clean value; None when it is wrong, which is told."""
        self.places[path] = Place(node.line, node.column)
        if isinstance(node, Value) and not node.text:
            return ""
        if field.form == Form.RECORD and field.of:
            return self.record(node, field.of, path) or None
        if field.form in (Form.LINES, Form.RECORDS):
            return self._list(node, field, path)
        try:
            return clean_value(node, field)
        except Wrong as wrong:
            self.tell(node, path, str(wrong))
            return None

    def _list(self, node: Node, field: Field, path: str) -> list[Any] | None:
        if not isinstance(node, Items):
            self.tell(node, path, _("write a list here."))
            return None
        found: list[Any] = []
        for number, below in enumerate(node.items, start=1):
            here = f"{path}.{self._name(below, field) or number}"
            if field.form == Form.RECORDS and field.of:
                found.append(self.record(below, field.of, here))
                continue
            self.places[here] = Place(below.line, below.column)
            try:
                found.append(clean_value(below, field))
            except Wrong as wrong:
                self.tell(below, here, str(wrong))
        return found

    def _name(self, node: Node, field: Field) -> str:
        """The key of a record before it is read, if it has a usable one."""
        key = node.get(field.of.key) if field.of and field.of.key and isinstance(node, Table) else None
        return key.text if isinstance(key, Value) and KEY.fullmatch(key.text) else ""


def _within(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _is_default(value: Any, field: Field | None) -> bool:
    return value is None or value in ("", [], {}) or (field is not None and value == (field.default or False))


def _unknown(name: str, shape: Shape) -> str:
    if near := nearest(name, shape.names()):
        return _("unknown key “%(key)s”. Did you mean “%(near)s”?") % {"key": name[:SHOWN], "near": near}
    known = ", ".join(shape.names())
    return _("unknown key “%(key)s”. Known keys: %(known)s.") % {"key": name[:SHOWN], "known": known}


def _hidden(entry: Entry) -> list[Problem]:
    """A public source has a title; of any other the file says what readers may see, and nothing more."""
    public = entry.values.get("confidentiality", Confidentiality.PUBLIC) == Confidentiality.PUBLIC
    if public:
        titled = entry.values.get("title")
        return [] if titled else [entry.problem("", _("“%(key)s” is missing.") % {"key": "title"})]
    sentence = _("a source that is not public is only described here. Keep this in the admin.")
    told = [entry.problem(name, sentence) for name in entry.values if name not in DESCRIBED_ONLY]
    described = entry.values.get("described_as")
    return told if described else [*told, entry.problem("", _("“%(key)s” is missing.") % {"key": "described_as"})]


def _uncitable(entry: Entry) -> list[Problem]:
    rows = entry.values.get("citations", ())
    told = [
        entry.problem(f"citations.{number}.locator", _("a place needs a passage that stands there."))
        for number, row in enumerate(rows, start=1)
        if "locator" in row and "passage" not in row
    ]
    denials = [number for number, row in enumerate(rows, start=1) if row.get("denies")]
    for number in denials[1:]:
        told.append(entry.problem(f"citations.{number}.denies", _("one citation of a claim carries its denial.")))
    return told
