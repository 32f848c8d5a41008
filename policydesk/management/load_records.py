"""What stays of a run of `loadseeds`: one row, with the files that it brought or could not bring."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction

from articles.loading import Loaded
from articles.seed_files import spelled_out
from policydesk.dossiers.loading import LoadedDossier
from policydesk.management.load_totals import Ending
from policydesk.models import ImportRun

MOST_ROWS = 500  # files that are named; the counts count all


@dataclass
class LoadRecord:
    """Told of each file as the reports are; `keep` writes the row."""

    asked: str
    by: Any = None
    counts: Counter[str] = field(default_factory=Counter)
    rows: list[dict[str, str]] = field(default_factory=list)

    def file(self, loaded: Loaded) -> None:
        """One story; what is none is not counted."""
        if loaded.outcome != "not_read":
            error = loaded.error
            said = f"{error.line}:{error.column}: {error.sentence}" if error else ""
            self._count(loaded.file.label, loaded.outcome, said)

    def dossier(self, loaded: LoadedDossier) -> None:
        """One dossier, with the first of its problems."""
        said = "".join(f"{first.line}:{first.column}: {first}" for first in loaded.problems[:1])
        self._count(loaded.file.label, loaded.outcome, said)

    def _count(self, name: str, outcome: str, sentence: str) -> None:
        self.counts[outcome] += 1
        if outcome != "unchanged" and len(self.rows) < MOST_ROWS:
            self.rows.append({"name": name, "outcome": outcome, "sentence": spelled_out(sentence)})

    def keep(self, ending: Ending) -> ImportRun | None:
        """Write it. None, and nothing written, for a run that was to write nothing or a database that is gone."""
        if ending.dry:
            return None
        try:
            with transaction.atomic():
                return ImportRun.objects.create(
                    asked=self.asked, by=self.by, ending=_kind(ending), rows=self.rows, error=ending.broken,
                    **self.counts,
                )  # fmt: skip
        except DatabaseError:  # the command says that the database fails; a run without its row is no worse
            return None


def _kind(ending: Ending) -> str:
    if ending.broken:
        return ImportRun.Ending.BROKEN
    if ending.taken_back:
        return ImportRun.Ending.TAKEN_BACK
    return ImportRun.Ending.STOPPED if ending.interrupted else ImportRun.Ending.DONE
