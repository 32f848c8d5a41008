"""A dossier that was read → the desk, in one transaction: all of it or nothing, with everything that is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from taggit.models import Tag

from articles.loading import OF_ONE_STORY as OF_ONE_RECORD
from policydesk.dossiers.bringing_commitments import link_commitment, propose_statuses
from policydesk.dossiers.entries import Dossier, Entry
from policydesk.dossiers.merging import Brought, Fate, create, created, find, merge
from policydesk.dossiers.problems import BrokenDossier, Problem, in_order
from policydesk.dossiers.resolving import circles, ordered, unknown_keys
from policydesk.dossiers.rights import missing_rights
from policydesk.dossiers.runs import Misplaced, Run, sentences
from policydesk.dossiers.schema import SECTIONS
from policydesk.models import Dossier as DossierRow

# What a rule calls a field that the file calls otherwise.
IN_THE_FILE = {
    "to_status": "status", "effective_on": "since", "rationale": "reason", "tag_list": "tags", "exact": "passage",
    "contested_by": "contested", "contested_note": "contested.note",
}  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What became of a dossier: its records, its proposals and tags by outcome, and what is worth a look."""

    new: bool
    renamed: bool
    brought: tuple[Brought, ...]
    proposals: dict[str, int] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    new_tags: frozenset[str] = frozenset()
    warnings: tuple[Problem, ...] = ()

    def count(self, section: str, fate: Fate) -> int:
        """How many records of a section met this fate."""
        return sum(one.fate == fate for one in self.brought if one.entry.section == section)

    @property
    def changes(self) -> bool:
        """Whether the load changed the desk, or would."""
        touched = any(one.fate != Fate.UNCHANGED for one in self.brought)
        return self.new or self.renamed or touched or bool(self.proposals.get("created"))


def bring(dossier: Dossier, *, by: Any = None, reason: str = "") -> Result:
    """Bring everything in, through the rules, in the name of `by` (None: the desk's own program).

    Raises BrokenDossier with all that is wrong; then nothing was written.
    """
    run = Run(dossier.key, by, reason)
    problems = [*unknown_keys(dossier, run.desk), *circles(dossier)]
    if by is not None:
        problems += missing_rights(dossier, by)
    if problems:
        raise BrokenDossier(problems)
    with transaction.atomic():
        new, changed = _head(dossier, by, reason)
        names = {name for entry in dossier.entries("commitments") for name in entry.values.get("tags", ())}
        new_tags = {name for name in names if not Tag.objects.filter(name__iexact=name).exists()}
        work = _Work(run)
        work.do(dossier)
        if work.problems:
            raise BrokenDossier(work.problems)
    return Result(
        new, changed, tuple(work.brought), dict(run.proposals), frozenset(names), frozenset(new_tags),
        in_order(work.warnings),
    )  # fmt: skip


def _head(dossier: Dossier, by: Any, reason: str) -> tuple[bool, bool]:
    """Keep what the dossier says about itself. Returns whether it is new, and whether that changed."""
    row = DossierRow.objects.filter(key=dossier.key).first() or DossierRow(key=dossier.key)
    new = row._state.adding
    row.title, row.about = dossier.title, dossier.about
    changed = bool(row.changed_fields())
    row.full_clean()
    row.save(by=by, change_reason=reason)
    return new, changed and not new


class _Work:
    """The records of one dossier, one after the other; what depends on a failed one is passed over in silence."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.brought: list[Brought] = []
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.failed: set[tuple[str, str]] = set()
        self.fresh: dict[tuple[str, str], Any] = {}

    def do(self, dossier: Dossier) -> None:
        """First what is new, so that everything can be referred to; then links, changes and proposals."""
        for section in SECTIONS:
            entries = ordered(dossier.entries(section))
            for entry in entries:
                self._try(entry, self._make)
            for entry in entries:
                self._try(entry, self._finish)

    def _make(self, entry: Entry) -> None:
        if find(entry, self.run) is None:
            self.fresh[entry.section, entry.key] = create(entry, self.run)

    def _finish(self, entry: Entry) -> None:
        row = self.fresh.get((entry.section, entry.key))
        if row is None:
            row = find(entry, self.run)
            self.brought.append(merge(entry, row, self.run))
        else:
            if entry.section == "commitments":
                link_commitment(row, entry.values, self.run)
            self.brought.append(created(entry, row, self.run))
        if entry.section == "commitments":
            propose_statuses(row, entry.values, self.run)

    def _try(self, entry: Entry, step: Callable[[Entry], None]) -> None:
        names = [(entry.section, entry.key), *((one.section, one.key) for one in entry.references())]
        if self.failed.intersection(names):
            self.failed.add(names[0])
            return
        self.run.told.clear()
        try:
            with transaction.atomic():
                step(entry)
        except (Misplaced, *OF_ONE_RECORD) as error:
            self.failed.add(names[0])
            self.problems += _problems(entry, error)
        else:
            self.warnings += [entry.problem(*told) for told in self.run.told]


def _problems(entry: Entry, error: Exception) -> Iterator[Problem]:
    at = error if isinstance(error, Misplaced) else Misplaced("", "", error)
    for name, sentence in sentences(at.error):
        field = _in_the_file(entry, name) if not at.within else IN_THE_FILE.get(name, name)
        yield entry.problem(".".join(part for part in (at.within, field) if part) if name else at.path, sentence)


def _in_the_file(entry: Entry, name: str) -> str:
    """The key under which a record has what a rule calls `name`; of what stands in rows below it, the list."""
    name = IN_THE_FILE.get(name, name)
    if entry.shape.field(name):
        return name
    return next((field.name for field in entry.shape.fields if field.of and field.of.field(name)), name)
