"""Desk records: one base that dates every row, keeps its history and refuses to overwrite a colleague.

History is django-simple-history's. Two of its gaps are closed here: a save that changes nothing writes no
row, and the person is named by the caller (`by=`), never taken from a request.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policydesk.lib.errors import Stale


def tracked(*excluded: str) -> HistoricalRecords:
    """The history of one model; `excluded` names the fields whose changes are bookkeeping, not editing."""
    return HistoricalRecords(
        excluded_fields=["created", "modified", *excluded],
        history_change_reason_field=models.TextField(blank=True, default=""),
    )


@cache
def bookkeeping(model: type[models.Model]) -> frozenset[str]:
    """The fields of `model` that its history leaves out; simple-history takes a millisecond to say it anew."""
    history = getattr(model, "history", None)
    return frozenset(history.model._history_excluded_fields) if history else frozenset()


class Record(models.Model):
    """A desk row with its dates. `save(by=…)` writes, with one history row, only when a field changed."""

    created = models.DateTimeField(_("created"), auto_now_add=True)
    modified = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, by: Any = None, change_reason: str = "", **kwargs: Any) -> None:
        """Insert or update this row and its history in the name of `by` (None: the desk's own programs)."""
        if not self.changed_fields():
            return
        self._history_user, self._change_reason = by, change_reason
        if not self._state.adding:
            kwargs.setdefault("update_fields", self._written_fields())
        super().save(*args, **kwargs)
        self._loaded = self._column_values()

    def _written_fields(self) -> list[str]:
        """All but the bookkeeping that this object did not change: others keep it without taking a version."""
        left = bookkeeping(type(self)) - {"modified", *self.changed_fields()}
        return [f.name for f in self._meta.concrete_fields if not f.primary_key and f.name not in left]

    def delete(self, *args: Any, by: Any = None, change_reason: str = "", **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete this row; its history keeps it, and who deleted it."""
        self._history_user, self._change_reason = by, change_reason
        return super().delete(*args, **kwargs)

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Self:
        record = super().from_db(db, field_names, values)
        record._loaded = dict(zip(field_names, values, strict=True))
        return record

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._loaded = self._column_values()

    def _column_values(self) -> dict[str, Any]:
        return {f.attname: self.__dict__[f.attname] for f in self._meta.concrete_fields if f.attname in self.__dict__}

    def changed_fields(self) -> list[str]:
        """Names of the fields that differ from what the database gave, in the order of the model."""
        if self._state.adding:
            return [field.name for field in self._meta.concrete_fields]
        loaded = getattr(self, "_loaded", {})
        return [
            field.name
            for field in self._meta.concrete_fields
            if field.attname in self.__dict__
            and field.name not in ("created", "modified")
            and (field.attname not in loaded or loaded[field.attname] != self.__dict__[field.attname])
        ]


class VersionedRecord(Record):
    """A record that forms show with its version, so that a late form cannot overwrite a newer row."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    def take_version(self, expected: int | None = None) -> None:
        """Compare and swap inside the caller's transaction: raises Stale unless the row still has `expected`.

        `expected` defaults to the version this object was loaded with. Writes no history row: a counter is
        not an edit. The object carries the new version afterwards.
        """
        expected = self.version if expected is None else expected
        rows = type(self)._base_manager.filter(pk=self.pk, version=expected)
        if not rows.update(version=models.F("version") + 1):
            raise Stale(
                _("Somebody else changed “%(what)s” after you opened it. Nothing was saved: look, then save again.")
                % {"what": self}
            )
        self.version = expected + 1
        self._loaded = {**getattr(self, "_loaded", {}), "version": self.version}


def bookkeep(record: Record, **values: Any) -> None:
    """Write fields that history leaves out (offsets, cached status), in one UPDATE and without a history row.

    Raises ValueError for a field that history keeps: changing it is an edit and goes through `save(by=…)`.
    """
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    _refuse_kept(record, values)
    if changed:
        type(record)._base_manager.filter(pk=record.pk).update(**changed)
        vars(record).update(changed)
        record._loaded = {**getattr(record, "_loaded", {}), **changed}


def bookkeep_all(records: Iterable[Record]) -> None:
    """Write what was set on these rows of one model, all of it bookkeeping, in one UPDATE and without history rows.

    Raises ValueError as `bookkeep` does; then nothing is written. The caller holds the rows locked.
    """
    changed = {record: names for record in records if (names := record.changed_fields())}
    for record, names in changed.items():
        _refuse_kept(record, names)
    if not changed:
        return
    fields = sorted({name for names in changed.values() for name in names})
    if len(changed) == 1:  # building the UPDATE of many rows takes ten times as long
        (record,) = changed
        rows = type(record)._base_manager.filter(pk=record.pk)
        rows.update(**{name: getattr(record, name) for name in fields})
    else:
        type(next(iter(changed)))._base_manager.bulk_update(changed, fields)
    for record in changed:
        record._loaded = record._column_values()


def _refuse_kept(record: Record, names: Iterable[str]) -> None:
    kept = [name for name in names if name not in bookkeeping(type(record))]
    if kept:
        raise ValueError(f"history keeps {', '.join(kept)}: use save(by=…)")
