"""One record of a dossier against the desk: made, changed, left, or kept because somebody worked on it here.

The mark-and-compare rule (docs/decisions): a record keeps the hash of what it was when its dossier left it. Only while
the desk still has exactly that does a changed file change it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from actors.tag_names import present_names
from policydesk.dossiers.bringing_actors import bring_actor, bring_occasion
from policydesk.dossiers.bringing_claims import bring_claim
from policydesk.dossiers.bringing_commitments import bring_commitment
from policydesk.dossiers.bringing_sources import bring_source, known_by_address, take_extracts
from policydesk.dossiers.comparing import differing, renamed, sha256_of
from policydesk.dossiers.describing import describe
from policydesk.dossiers.entries import Entry
from policydesk.dossiers.runs import Run, at
from policydesk.lib.history import bookkeep

BRING: dict[str, Callable[[Any, dict[str, Any], Run], Any]] = {
    "actors": bring_actor, "occasions": bring_occasion, "sources": bring_source, "claims": bring_claim,
    "commitments": bring_commitment,
}  # fmt: skip


class Fate(StrEnum):
    """What became of one record."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Brought:
    """What became of one record, what it was and what it is."""

    entry: Entry
    fate: Fate
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def find(entry: Entry, run: Run) -> Any:
    """The record that the entry means, or None: by its key, and a source by its address, too. Raises Misplaced."""
    row = run.desk.find(entry.section, entry.key)
    if row is None and entry.section == "sources":
        with at("url"):
            row = known_by_address(entry.values, run)
        if row is not None:
            bookkeep(row, import_ref=entry.key)  # from now on dossiers know it by this key
            run.desk.put(entry.section, entry.key, row)
    return row


def create(entry: Entry, run: Run) -> Any:
    """Make the record."""
    row = BRING[entry.section](None, entry.values, run)
    if entry.section == "claims":
        bookkeep(row, import_ref=entry.key)
    run.desk.put(entry.section, entry.key, row)
    return row


def created(entry: Entry, row: Any, run: Run) -> Brought:
    """Mark a record that was just made, links and all."""
    after = describe(row)
    mark(row, run, after, entry)
    return Brought(entry, Fate.CREATED, {}, after)


def merge(entry: Entry, row: Any, run: Run) -> Brought:
    """Bring a record that is there up to the file, unless somebody worked on it."""
    values = renamed(entry.values, entry.shape, run.desk.name) | {entry.shape.key: entry.key}
    if "tags" in values:
        values["tags"] = present_names(values["tags"])
    before = describe(row) | {entry.shape.key: entry.key}  # a former slug, or a new key for a known address
    if not differing(before, values, entry.shape):
        if not row.import_sha256:
            mark(row, run, describe(row), entry)
        return Brought(entry, Fate.UNCHANGED, before, before)
    if kept := _why_kept(row, before, entry, run):
        _tell(entry, before, values, kept, run)
        if entry.section == "sources":
            take_extracts(row, values, run)
        if not row.import_sha256:
            mark(row, run, values, entry)
        return Brought(entry, Fate.UNCHANGED, before, before)
    return _change(entry, row, before, values, run)


def _change(entry: Entry, row: Any, before: dict[str, Any], values: dict[str, Any], run: Run) -> Brought:
    BRING[entry.section](row, values, run)
    row = type(row)._base_manager.get(pk=row.pk)
    run.desk.put(entry.section, entry.key, row)
    after = describe(row) | {entry.shape.key: entry.key}
    mark(row, run, describe(row), entry)
    _tell(entry, after, values, _("this stays as the desk has it."), run)
    changed = differing(before, after, entry.shape)
    return Brought(entry, Fate.CHANGED if changed else Fate.UNCHANGED, before, after)


def _why_kept(row: Any, before: dict[str, Any], entry: Entry, run: Run) -> str:
    """Why the desk's version stays; empty when nobody worked on it since this dossier left it."""
    if getattr(row, "retired_at", None):
        return _("retired on the desk.")
    if not row.import_sha256:
        return _("made on the desk and kept.")
    if row.import_dossier != run.key:
        return _("brought in by the dossier “%(key)s” and kept.") % {"key": row.import_dossier}
    if _hash(describe(row), entry, run) != row.import_sha256:
        return _("changed on the desk since it was brought in, and kept.")
    return ""


def _tell(entry: Entry, desk: dict[str, Any], file: dict[str, Any], why: str, run: Run) -> None:
    """Warn of the fields in which the desk and the file go on differing."""
    names = differing(desk, file, entry.shape)
    if not names:
        return
    told = ", ".join(f"{name} ({_shown(desk.get(name))})" for name in names)
    sentence = _("%(why)s The file differs from the desk in: %(fields)s.") % {"why": why, "fields": told}
    run.told.append((names[0], sentence))


def _shown(value: Any) -> str:
    if value in (None, "", [], {}):
        return _("empty")
    if isinstance(value, list | dict):
        return _("%d on the desk") % len(value) if isinstance(value, list) else _("another")
    return f"“{Truncator(str(value)).chars(60)}”"


def mark(row: Any, run: Run, values: dict[str, Any], entry: Entry) -> None:
    """Note whose record it is and what it was when the dossier left it."""
    bookkeep(row, import_dossier=row.import_dossier or run.key, import_sha256=_hash(values, entry, run))


def _hash(values: dict[str, Any], entry: Entry, run: Run) -> str:
    return sha256_of(renamed(values, entry.shape, run.desk.identity), entry.shape)
