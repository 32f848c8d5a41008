"""PURE  What was read from a dossier: its records, with the place of every value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from policydesk.dossiers.problems import Place, Problem
from policydesk.dossiers.schema import SECTIONS, Form, Shape


class Reference(NamedTuple):
    """A value that names another record by its key."""

    section: str
    key: str
    path: str


@dataclass(frozen=True)
class Entry:
    """One record: its values, clean, in the order of the schema, without what is empty or equals a default.

    `places` holds those of the whole file by path; `path` leads to this record.
    """

    section: str
    values: dict[str, Any]
    path: str = ""
    places: dict[str, Place] = field(default_factory=dict, compare=False, repr=False)

    @property
    def shape(self) -> Shape:
        return SECTIONS[self.section]

    @property
    def key(self) -> str:
        return self.values[self.shape.key]

    def problem(self, path: str, sentence: str) -> Problem:
        """A problem of the field at `path` within this record, or of the nearest thing around it with a place."""
        at = whole = f"{self.path}.{path}" if path else self.path
        while at and at not in self.places:
            at = at.rpartition(".")[0]
        return Problem(*self.places.get(at, Place(1, 1)), whole, sentence)

    def references(self) -> Iterator[Reference]:
        """Every other record that this one names."""
        return references(self.values, self.shape)


def references(values: dict[str, Any], shape: Shape, path: str = "") -> Iterator[Reference]:
    """Every record that these values name, with the path to where they do."""
    for one in shape.fields:
        value, here = values.get(one.name), f"{path}.{one.name}" if path else one.name
        if value is None:
            continue
        if one.to and one.form == Form.LINES:
            yield from (Reference(one.to, key, f"{here}.{number}") for number, key in enumerate(value, start=1))
        elif one.to:
            yield Reference(one.to, value, here)
        elif one.form == Form.RECORD and one.of:
            yield from references(value, one.of, here)
        elif one.form == Form.RECORDS and one.of:
            for number, row in enumerate(value, start=1):
                yield from references(row, one.of, f"{here}.{number}")


@dataclass(frozen=True)
class Dossier:
    """A dossier as it was read; `sections` holds its records by section, each in the order of the file."""

    key: str
    title: str
    about: str = ""
    sections: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def entries(self, *sections: str) -> Iterator[Entry]:
        """The records of these sections; of all when none is named."""
        for section in sections or SECTIONS:
            yield from self.sections.get(section, ())

    def keys(self, section: str) -> list[str]:
        return [entry.key for entry in self.entries(section)]
