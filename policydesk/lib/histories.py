"""The history of a record in words: who changed what, when, and why; old beside new."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from policydesk.lib.people import desk_name

Words = Mapping[str, Callable[[str], str]]


@dataclass(frozen=True)
class Beside:
    """Rows of `model` that belong to a record by their foreign key `key`; `label` names the field they go by."""

    model: type[models.Model]
    key: str
    label: str


@dataclass(frozen=True)
class Change:
    """One field before and after. Of long text only the lines that differ."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One saved version: `what` names the row when it is another than the record itself."""

    pk: int
    at: datetime
    who: str
    reason: str
    act: str
    what: str
    changes: tuple[Change, ...]


class _Names:
    """The words for foreign keys: each table is asked once, for all rows on the page."""

    def __init__(self, rows: Iterable[Any]) -> None:
        wanted: dict[models.Field, set[Any]] = {}
        for row in rows:
            for field in row.tracked_fields:
                if isinstance(field, models.ForeignKey):
                    wanted.setdefault(field, set()).add(getattr(row, field.attname))
        self.names: dict[models.Field, dict[Any, str]] = {}
        for field, keys in wanted.items():
            # select_related: a row may take its name from the rows it needs, as a citation from its source
            found = field.remote_field.model._default_manager.select_related().in_bulk(list(keys - {None}))
            self.names[field] = {key: _called(row) for key, row in found.items()}

    def of(self, field: models.Field, key: Any) -> str:
        return "" if key is None else self.names[field].get(key, _("(gone)"))


def _called(row: Any) -> str:
    return desk_name(row) if hasattr(row, "get_username") else str(row)


def entries(record: models.Model, beside: Iterable[Beside] = (), words: Words | None = None) -> list[Entry]:
    """The history of `record`, newest first, and of the rows that belong to it.

    `words` turns a stored value into plain text, by field name. The number of queries does not grow with the
    number of versions.
    """
    beside = list(beside)
    sets = [record.history.all()] + [near.model.history.filter(**{near.key: record.pk}) for near in beside]
    rows = [row for found in sets for row in found.select_related("history_user")]
    rows.sort(key=lambda row: (row.history_date, row.history_id))
    names, earlier, told = _Names(rows), {}, []
    labels = {near.model: near.label for near in beside}
    for row in rows:
        key = (row.instance_type, _pk(row))
        what = _what(row, labels.get(row.instance_type), names)
        told.append(_entry(row, earlier.get(key), names, words or {}, what))
        earlier[key] = row
    return told[::-1]


def _what(row: Any, label: str | None, names: "_Names") -> str:
    if label is None:
        return ""
    field = row.instance_type._meta.get_field(label)
    words = in_words(field, getattr(row, field.attname), names, {})
    return f"{capfirst(row.instance_type._meta.verbose_name)}: {words}"


def _pk(row: Any) -> Any:
    return getattr(row, row.instance_type._meta.pk.attname)


def _entry(row: Any, earlier: Any, names: _Names, words: Words, what: str) -> Entry:
    acts = {"+": _("Made"), "~": _("Changed"), "-": _("Taken away")}
    changes = () if row.history_type == "-" else tuple(_changes(row, earlier, names, words))
    return Entry(
        pk=row.history_id,
        at=row.history_date,
        who=who_saved(row),
        reason=row.history_change_reason or "",
        act=str(acts[row.history_type]),
        what=what,
        changes=changes,
    )


def who_saved(row: Any) -> str:
    """The person in whose name a version was saved, as colleagues name them."""
    return desk_name(row.history_user) if row.history_user_id else _("The desk's own programs")


def saved_when(row: Any) -> str:
    """When a version was saved, by the desk's clock."""
    return date_format(localtime(row.history_date), "j F Y, H:i")


def _changes(row: Any, earlier: Any, names: _Names, words: Words) -> Iterable[Change]:
    for field in row.tracked_fields:
        if field.primary_key:
            continue
        before, after = (None if old is None else getattr(old, field.attname) for old in (earlier, row))
        if before == after or (earlier is None and after in ("", None, False)):
            continue
        old, new = ("" if value is None else in_words(field, value, names, words) for value in (before, after))
        yield Change(str(capfirst(field.verbose_name)), *(_differing(old, new) if old else (old, new)))


def in_words(field: models.Field, value: Any, names: _Names, words: Words) -> str:
    """A stored value as people read it."""
    if field.name in words:
        return words[field.name](value)
    if isinstance(field, models.ForeignKey):
        return names.of(field, value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return date_format(localtime(value), "j F Y, H:i") if isinstance(value, datetime) else str(value)


def _differing(old: str, new: str) -> tuple[str, str]:
    """The lines of two texts that differ; short texts whole."""
    before, after = old.splitlines(), new.splitlines()
    if len(before) < 2 and len(after) < 2:
        return old, new
    steps = [step for step in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if step[0] != "equal"]
    return (
        "\n".join(line for _tag, start, end, _a, _b in steps for line in before[start:end]),
        "\n".join(line for _tag, _a, _b, start, end in steps for line in after[start:end]),
    )


def version_in_words(row: Any, words: Words | None = None, *, empty: bool = False) -> list[tuple[str, str]]:
    """One version of a record, field by field, as (label, words); fields without words only with `empty`."""
    names = _Names([row])
    fields = [field for field in row.tracked_fields if not field.primary_key]
    values = ((field, getattr(row, field.attname)) for field in fields)
    found = [
        (str(capfirst(field.verbose_name)), "" if value is None else in_words(field, value, names, words or {}))
        for field, value in values
    ]
    return [(label, text) for label, text in found if text or empty]
