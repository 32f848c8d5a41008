"""Dossiers as files: each read, put in an order that works, and brought in by itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import reset_queries
from django.utils.translation import gettext as _

from articles.loading import OF_ONE_STORY
from articles.seed_files import SeedFile, read_file
from articles.seeds import SeedError
from policydesk.dossiers.bringing import Result, bring
from policydesk.dossiers.entries import Dossier
from policydesk.dossiers.problems import BrokenDossier, Problem
from policydesk.dossiers.reading import read_dossier
from policydesk.dossiers.runs import sentences


@dataclass(frozen=True)
class LoadedDossier:
    """What became of one file: a `result` when it went well, else its problems."""

    file: SeedFile
    dossier: Dossier | None = None
    result: Result | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def outcome(self) -> str:
        """created, changed, unchanged or failed."""
        if self.result is None:
            return "failed"
        if self.result.new:
            return "created"
        return "changed" if self.result.changes else "unchanged"


def load_dossiers(
    files: Iterable[SeedFile],
    *,
    fail_fast: bool = False,
    stopped: Callable[[], bool] = lambda: False,
    by: Any = None,
    reason: str = "",
) -> Iterator[LoadedDossier]:
    """Load `files` and give a result for each. A file that needs what another one brings comes after it.

    Each file is one transaction. Ends early after the first failure with `fail_fast`, and after the file at hand when
    `stopped()` says so. Raises DatabaseError when the database itself fails.
    """
    opened = []
    for file in files:
        if stopped():
            return
        opened.append(_open(file))
    for one in in_working_order(_unlike(opened)):
        if stopped():
            return
        done = one if one.problems else _bring(one, by, reason)
        yield done
        if fail_fast and done.problems:
            return
        if settings.DEBUG:  # then Django keeps every statement
            reset_queries()


def _open(file: SeedFile) -> LoadedDossier:
    try:
        return LoadedDossier(file, read_dossier(read_file(file)))
    except SeedError as error:
        return LoadedDossier(file, problems=(Problem(error.line, error.column, "", error.sentence),))
    except BrokenDossier as broken:
        return LoadedDossier(file, problems=broken.problems)


def _unlike(opened: list[LoadedDossier]) -> Iterator[LoadedDossier]:
    """Refuse the second file of a key: which of the two is meant, nobody could say later."""
    seen: dict[str, str] = {}
    for one in opened:
        if one.dossier and (other := seen.setdefault(one.dossier.key, one.file.label)) != one.file.label:
            sentence = _("has the key “%(key)s” of %(other)s. Rename one of them.")
            problem = Problem(1, 1, "dossier", sentence % {"key": one.dossier.key, "other": other})
            yield replace(one, problems=(problem,))
        else:
            yield one


def in_working_order(opened: Iterable[LoadedDossier]) -> list[LoadedDossier]:
    """The files so that what one brings stands there when another names it; otherwise as they came."""
    waiting, placed = list(opened), []
    makers = {
        (entry.section, entry.key): one.file.label for one in waiting if one.dossier for entry in one.dossier.entries()
    }
    needs = {one.file.label: _needs(one, makers) for one in waiting}
    done: set[str] = set()
    while waiting:
        ready = next((one for one in waiting if needs[one.file.label] <= done), waiting[0])
        waiting.remove(ready)
        placed.append(ready)
        done.add(ready.file.label)
    return placed


def _needs(one: LoadedDossier, makers: dict[tuple[str, str], str]) -> set[str]:
    """The other files that alone bring something which this one names."""
    if one.dossier is None:
        return set()
    own = {(entry.section, entry.key) for entry in one.dossier.entries()}
    named = {(ref.section, ref.key) for entry in one.dossier.entries() for ref in entry.references()} - own
    return {makers[name] for name in named if name in makers} - {one.file.label}


def _bring(one: LoadedDossier, by: Any, reason: str) -> LoadedDossier:
    place = _("Imported from %(place)s") % {"place": one.file.label}
    try:
        return replace(one, result=bring(one.dossier, by=by, reason=reason or place))
    except BrokenDossier as broken:
        return replace(one, problems=broken.problems)
    except OF_ONE_STORY as error:
        return replace(one, problems=tuple(Problem(1, 1, name, words) for name, words in sentences(error)))
