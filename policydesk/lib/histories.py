"""The history of a record in words: who changed what, when, and why; old beside new."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from policydesk.lib.clock import briefly
from policydesk.lib.differing import SAME, Piece, Row, block_diff, word_diff
from policydesk.lib.folding import is_same, shortened
from policydesk.lib.people import desk_name

MOST_ROWS = 12  # changed paragraphs that one entry shows; the version has them all
Words = Mapping[str, Callable[[str], str]]
LeftOut = Callable[[Any, Any], Collection[str]]  # of a version and the one before it: fields that are not told


def nothing_left_out(row: Any, earlier: Any) -> tuple[str, ...]:
    """Every field is told."""
    return ()


@dataclass(frozen=True)
class Beside:
    """Rows of `model` that belong to a record by their foreign key `key`; `label` names the field they go by."""

    model: type[models.Model]
    key: str
    label: str


@dataclass(frozen=True)
class Change:
    """One field before and after, word by word: of a text only the paragraphs that differ, the first of them.

    `more` counts those that are left out; without any row, only the markup changed. What a row began with is plain.
    """

    label: str
    rows: tuple[Row, ...]
    more: int = 0


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


class Names:
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


class JoinedNames(Names):
    """The same from rows that were loaded together with all that they point to: no question more."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.names = {}
        for row in rows:
            for field in row.tracked_fields:
                if isinstance(field, models.ForeignKey) and (target := getattr(row, field.name)) is not None:
                    self.names.setdefault(field, {})[getattr(row, field.attname)] = _called(target)

    def of(self, field: models.Field, key: Any) -> str:
        return "" if key is None else self.names.get(field, {}).get(key, _("(gone)"))


def pointers(model: type[models.Model]) -> list[str]:
    """What `select_related` must name for JoinedNames of the history rows of `model`."""
    return [field.name for field in model.history.model.tracked_fields if isinstance(field, models.ForeignKey)]


def _called(row: Any) -> str:
    return desk_name(row) if hasattr(row, "get_username") else str(row)


def entries(
    record: models.Model,
    beside: Iterable[Beside] = (),
    words: Words | None = None,
    left_out: LeftOut = nothing_left_out,
) -> list[Entry]:
    """The history of `record`, newest first, and of the rows that belong to it.

    `words` turns a stored value into plain text, by field name; `left_out` names fields of the record itself that are
    not told. The number of queries does not grow with the number of versions.
    """
    beside = list(beside)
    sets = [record.history.all()] + [near.model.history.filter(**{near.key: record.pk}) for near in beside]
    rows = [row for found in sets for row in found.select_related("history_user")]
    rows.sort(key=lambda row: (row.history_date, row.history_id))
    names, earlier, told = Names(rows), {}, []
    labels = {near.model: near.label for near in beside}
    for row in rows:
        key = (row.instance_type, _pk(row))
        what = _what(row, labels.get(row.instance_type), names)
        silent = () if row.instance_type in labels else left_out(row, earlier.get(key))
        told.append(_entry(row, earlier.get(key), names, words or {}, what, silent))
        earlier[key] = row
    return told[::-1]


def _what(row: Any, label: str | None, names: "Names") -> str:
    if label is None:
        return ""
    field = row.instance_type._meta.get_field(label)
    words = in_words(field, getattr(row, field.attname), names, {})
    return f"{capfirst(row.instance_type._meta.verbose_name)}: {words}"


def _pk(row: Any) -> Any:
    return getattr(row, row.instance_type._meta.pk.attname)


def _entry(row: Any, earlier: Any, names: Names, words: Words, what: str, left_out: Collection[str]) -> Entry:
    acts = {"+": _("Made"), "~": _("Changed"), "-": _("Taken away")}
    changes = () if row.history_type == "-" else tuple(changes_of(row, earlier, names, words, left_out))
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


def changes_of(row: Any, earlier: Any, names: Names, words: Words, left_out: Collection[str] = ()) -> Iterable[Change]:
    """What the version `row` changed against the one before it (None for the first), field by field."""
    for field in row.tracked_fields:
        if field.primary_key or field.name in left_out:
            continue
        before, after = (None if old is None else getattr(old, field.attname) for old in (earlier, row))
        if before == after or (earlier is None and after in ("", None, False)):
            continue
        old, new = ("" if value is None else in_words(field, value, names, words) for value in (before, after))
        yield _change(str(capfirst(field.verbose_name)), old, new, first=earlier is None)


def _change(label: str, old: str, new: str, *, first: bool) -> Change:
    rows: list[Row] = [word_diff(old, new)] if old != new else []
    if first:
        rows = [(Piece(SAME, line),) for line in new.split("\n") if line]
    elif "\n" in old + new:
        rows = [row for row in block_diff(old.split("\n"), new.split("\n")) if not is_same(row)]
    return Change(label, tuple(map(shortened, rows[:MOST_ROWS])), max(0, len(rows) - MOST_ROWS))


def in_words(field: models.Field, value: Any, names: Names, words: Words) -> str:
    """A stored value as people read it."""
    if field.name in words:
        return words[field.name](value)
    if isinstance(field, models.ForeignKey):
        return names.of(field, value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return briefly(value)
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


def version_in_words(
    row: Any, words: Words | None = None, *, empty: bool = False, left_out: Collection[str] = ()
) -> list[tuple[str, str]]:
    """One version of a record, field by field, as (label, words): all but `left_out`, and those without words only with
    `empty`."""
    names = Names([row])
    fields = [field for field in row.tracked_fields if not field.primary_key and field.name not in left_out]
    values = ((field, getattr(row, field.attname)) for field in fields)
    found = [
        (str(capfirst(field.verbose_name)), "" if value is None else in_words(field, value, names, words or {}))
        for field, value in values
    ]
    return [(label, text) for label, text in found if text or empty]
