"""A record written together with the rows below it: one comparison, one version, one history."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused
from policydesk.lib.history import Record, VersionedRecord

Row = dict[str, Any]


@dataclass(frozen=True)
class Below:
    """The rows of `model` below a record, told apart by the fields of `key`.

    `owner` names the foreign key to the record; left out, it has the record's model name. `given` is everything that
    shall stand there, what a row leaves out being its default; None leaves the rows as they are.
    """

    model: type[Record]
    key: tuple[str, ...]
    given: Iterable[Row] | None
    owner: str = ""

    def compare(self, record: VersionedRecord) -> tuple[list[Record], list[Record]]:
        """Rows to save and rows to delete, so that what is given stands there. Raises Refused for a double."""
        if self.given is None:
            return [], []
        owner = self.owner or record._meta.model_name
        there = {self._name(row): row for row in self.model._base_manager.filter(**{owner: record})}
        wanted: dict[tuple[Any, ...], Record] = {}
        for values in self.given:
            row = self.model(**{owner: record}, **values)
            name = self._name(row)
            if name in wanted:
                raise Refused(_("“%(row)s” is given twice: once is enough.") % {"row": row})
            wanted[name] = self._onto(there[name], row) if name in there else row
        gone = [row for name, row in there.items() if name not in wanted]
        return [row for row in wanted.values() if row.changed_fields()], gone

    def _name(self, row: Record) -> tuple[Any, ...]:
        return tuple(getattr(row, self.model._meta.get_field(name).attname) for name in self.key)

    def _onto(self, standing: Record, row: Record) -> Record:
        """The row that stands, with what the new one says in every field that history keeps."""
        for field in self.model.history.model.tracked_fields:
            if not field.primary_key:
                setattr(standing, field.attname, getattr(row, field.attname))
        return standing


def write_with_rows(
    record: VersionedRecord, below: Iterable[Below], *, by: Any, version: int | None = None, reason: str = ""
) -> set[str]:
    """Save the record and the rows below it in the caller's transaction. Returns what changed: the names of its
    fields, and of the models of its rows.

    A record that was there is compared with `version`, the one its form showed; a save that changes nothing writes
    nothing. Raises Stale, Refused, or ValidationError by field.
    """
    adding, changed = record._state.adding, set(record.changed_fields())
    if adding:
        _save(record, by, reason)
    plans = [rows.compare(record) for rows in below]
    saved, gone = ([row for plan in plans for row in plan[which]] for which in (0, 1))
    changed |= {row._meta.object_name for row in (*saved, *gone)}
    if not changed:
        return changed
    if not adding:
        record.take_version(version)
        _save(record, by, reason)
    for row in gone:
        _delete(row, by)
    for row in saved:
        row.full_clean()
        row.save(by=by)
    return changed


def _save(record: Record, by: Any, reason: str) -> None:
    record.full_clean()
    record.save(by=by, change_reason=reason)


def _delete(row: Record, by: Any) -> None:
    try:
        row.delete(by=by)
    except models.ProtectedError as error:
        raise Refused(_("“%(row)s” stays: other records speak of it.") % {"row": row}) from error
