"""What `loadseeds` tells of one dossier, for people and for programs."""

from collections.abc import Iterator
from difflib import unified_diff
from typing import Any, Protocol

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.seed_files import spelled_out
from policydesk.dossiers.bringing import Result
from policydesk.dossiers.loading import LoadedDossier
from policydesk.dossiers.merging import Brought, Fate
from policydesk.dossiers.problems import Problem
from policydesk.dossiers.schema import SECTIONS
from policydesk.dossiers.writing import write_yaml

MOST_PROBLEMS = 20  # of one file; who mends these sees the others at the next run


class Say(Protocol):
    """Writes a line: to stdout, or to stderr when it is a problem."""

    def __call__(self, line: str, style: str = "", *, problem: bool = False) -> None: ...


def tell_dossier_problems(loaded: LoadedDossier, say: Say) -> None:
    """The problems of a file or its warnings, as `file:line:col: path: sentence`; of problems the first twenty."""
    for problem in loaded.problems[:MOST_PROBLEMS]:
        say(f"  {_('FAILED'):9} {_placed(loaded, problem)}", "ERROR", problem=True)
    more = len(loaded.problems) - MOST_PROBLEMS
    if more > 0:
        rest = ngettext("%d more problem.", "%d more problems.", more) % more
        say(f"  {_('FAILED'):9} {loaded.file.label}: {rest}", "ERROR", problem=True)
    for warning in loaded.result.warnings if loaded.result else ():
        say(f"  {_('warning'):9} {_placed(loaded, warning)}", "WARNING", problem=True)


def _placed(loaded: LoadedDossier, problem: Problem) -> str:
    return f"{loaded.file.label}:{problem.line}:{problem.column}: {spelled_out(str(problem))}"


def tell_dossier(loaded: LoadedDossier, say: Say, *, in_full: bool) -> None:
    """One line for a dossier that went in; with `in_full` a line for each new record and the differences of others."""
    if not (loaded.dossier and loaded.result):
        return
    outcomes = {"created": _("created"), "changed": _("changed"), "unchanged": _("unchanged")}
    title = Truncator(loaded.dossier.title).chars(48)
    line = f"  {outcomes[loaded.outcome]:9} {loaded.file.label}   {title}   {_summary(loaded.result)}"
    say(line.rstrip(), "SUCCESS" if loaded.outcome == "created" else "")
    for one in loaded.result.brought if in_full else ():
        for detail in _details(one):
            say(f"    {detail}")


def _summary(result: Result) -> str:
    fates = [one.fate for one in result.brought]
    added, changed, proposed = fates.count(Fate.CREATED), fates.count(Fate.CHANGED), result.proposals.get("created", 0)
    parts = (
        (added, ngettext("%d record added", "%d records added", added)),
        (changed, ngettext("%d record changed", "%d records changed", changed)),
        (proposed, ngettext("%d status proposed", "%d statuses proposed", proposed)),
    )
    return ", ".join(words % count for count, words in parts if count)


def _details(one: Brought) -> Iterator[str]:
    if one.fate == Fate.CREATED:
        yield f"+ {one.entry.path}"
    if one.fate == Fate.CHANGED:
        yield f"~ {one.entry.path}"
        before, after = (write_yaml(values).splitlines() for values in (one.before, one.after))
        yield from list(unified_diff(before, after, lineterm="", n=1))[2:]


def dossier_as_json(loaded: LoadedDossier) -> dict[str, Any]:
    """The object of one dossier."""
    found: dict[str, Any] = {"file": loaded.file.label, "outcome": loaded.outcome}
    if loaded.dossier:
        found |= {"key": loaded.dossier.key, "title": loaded.dossier.title}
    if result := loaded.result:
        found["records"] = {
            section: {fate.value: result.count(section, fate) for fate in Fate} for section in SECTIONS
        } | {"proposals": {fate: result.proposals.get(fate, 0) for fate in ("created", "unchanged")}}
        found["warnings"] = [_as_json(warning) for warning in result.warnings]
    if loaded.problems:
        found["errors"] = [_as_json(problem) for problem in loaded.problems]
    return found


def _as_json(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "column": problem.column, "path": problem.path, "sentence": problem.sentence}
