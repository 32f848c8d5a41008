"""The counts of one `loadseeds`, and how it ended."""

from collections import Counter
from dataclasses import dataclass, field

from articles.loading import Loaded
from policydesk.dossiers.loading import LoadedDossier

KINDS = ("actors", "occasions", "sources", "claims", "commitments", "proposals")
OUTCOMES = ("created", "changed", "unchanged", "failed")


@dataclass
class Totals:
    """Counts stories, dossiers and their records by outcome, and the tags they name."""

    outcomes: Counter[str] = field(default_factory=Counter)
    dossiers: Counter[str] = field(default_factory=Counter)
    records: Counter[tuple[str, str]] = field(default_factory=Counter)
    tags: set[str] = field(default_factory=set)
    new_tags: set[str] = field(default_factory=set)

    def add(self, loaded: Loaded) -> None:
        """Count one story."""
        self.outcomes[loaded.outcome] += 1
        if loaded.imported and loaded.arrival:
            self.tags |= set(loaded.arrival.row.tag_names())
            self.new_tags |= set(loaded.imported.new_tags)

    def add_dossier(self, loaded: LoadedDossier) -> None:
        """Count one dossier with its records."""
        self.dossiers[loaded.outcome] += 1
        if result := loaded.result:
            self.records.update((one.entry.section, one.fate.value) for one in result.brought)
            self.records.update({("proposals", outcome): count for outcome, count in result.proposals.items()})
            self.tags |= result.tags
            self.new_tags |= result.new_tags

    @property
    def failed(self) -> int:
        return self.outcomes["failed"] + self.dossiers["failed"]

    @property
    def files(self) -> int:
        """Files that were read or refused."""
        return self.outcomes.total() - self.outcomes["not_read"] + self.dossiers.total()

    @property
    def drafts(self) -> int:
        """Drafts that are new or changed, or would be."""
        return self.outcomes["created"] + self.outcomes["changed"]

    @property
    def proposed(self) -> int:
        return self.outcomes["proposed"]

    @property
    def changes(self) -> int:
        """How many files changed the desk, or would."""
        return self.drafts + self.proposed + self.dossiers["created"] + self.dossiers["changed"]

    def table(self) -> dict[str, dict[str, int]]:
        """What by outcome. A proposed revision leaves its article as it was. Records only when dossiers were read."""
        none = dict.fromkeys(OUTCOMES, 0)
        articles = {outcome: self.outcomes[outcome] for outcome in OUTCOMES}
        articles["unchanged"] += self.proposed
        dossiers = {"dossiers": {outcome: self.dossiers[outcome] for outcome in OUTCOMES}}
        records = {kind: {outcome: self.records[kind, outcome] for outcome in OUTCOMES} for kind in KINDS}
        return {
            "articles": articles,
            "proposed revisions": none | {"created": self.proposed},
            **(dossiers | records if self.dossiers else {}),
            "tags": none | {"created": len(self.new_tags), "unchanged": len(self.tags - self.new_tags)},
        }


@dataclass(frozen=True)
class Ending:
    """How a load ended: nothing was to be written (`dry`), all was taken back, Ctrl-C, or the database failed."""

    seconds: float
    dry: bool = False
    taken_back: bool = False
    interrupted: bool = False
    broken: str = ""
