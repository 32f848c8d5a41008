"""What the second test says of a dossier: `python -m tests.bench.corroboration seeds/us-china-counternarcotics.yaml`.

Prints how many numbers, dates and names of its claims stand in their passages, how many are absent, and every one that
is called contradicted: each of these would block a story, so each must be a true one. `--other` looks for the items in
the passages of other claims instead, which contradict nothing either.
"""

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sources.corroborating import Held, Outcome, Passage, corroborate
from sources.naming import Names


def known_names(dossier: dict[str, Any]) -> Names:
    known: dict[str, frozenset[str]] = {}
    for actor in dossier["actors"]:
        own = [actor["name"], actor.get("native_name", ""), *_aliases(actor)]
        for name in filter(None, own):
            known[name] = known.get(name, frozenset()) | frozenset(filter(None, own))
    return Names(known)


def _aliases(actor: dict[str, Any]) -> list[str]:
    return [alias["text"] for alias in actor.get("aliases", ()) if alias.get("matchable", True)]


def day_of(text: Any) -> date | None:
    return date.fromisoformat(str(text)) if len(str(text or "")) == 10 else None


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("dossier", type=Path)
    options.add_argument("--other", action="store_true")
    asked = options.parse_args()
    dossier = yaml.safe_load(asked.dossier.read_text())
    sources = {source["id"]: source for source in dossier["sources"]}
    known, counts = known_names(dossier), Counter()
    held = [[one for one in claim.get("citations", ()) if one.get("passage")] for claim in dossier["claims"]]
    pairs = [
        (claim, cited)
        for at, claim in enumerate(dossier["claims"])
        for other, cited in enumerate(held)
        if (at != other) == asked.other
    ]
    for claim, cited in pairs:
        passages = [
            Held(Passage(one["passage"], day_of(sources[one["source"]].get("published")), sources[one["source"]]["title"],
                    carries=one["stance"] != "contradicts" and one["stance"] != "context"), known)
            for one in cited
        ]  # fmt: skip
        for finding in corroborate(claim["words"], passages, day=date.fromisoformat(claim["story"][:10]), known=known):
            counts[finding.item.kind, finding.outcome] += 1
            if finding.outcome == Outcome.CONTRADICTED or (finding.outcome == Outcome.ABSENT and not asked.other):
                print(f"{finding.outcome}: {finding.item.words!r} {finding.other!r} of {claim['words']!r}")
    for (kind, outcome), count in sorted(counts.items()):
        print(f"{kind:8} {outcome:14} {count}")


if __name__ == "__main__":
    main()
