"""How well anchors follow a text: `python -m tests.bench.anchoring FOLDER` with the folder of the revisions.

Prints, for edits of every kind that we make ourselves and for the real revisions, how many anchors were found where
they are (ok), reported lost though they are there (lost), and found elsewhere or though they are gone (wrong).
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from articles.anchoring import LOST, Outcome, make_anchor, reanchor
from articles.splitting import sentences
from articles.squeezing import squeeze
from tests.bench.edits import KINDS, trials

ENOUGH = 0.6  # of the characters of both spans together that they must share to be called the same place
GONE = ("deleted", "paragraph deleted", "replaced")
UNTOUCHED = ("nothing", "paragraph inserted before", "rest of the paragraph rewritten", "paragraph moved")


def verdict(outcome: Outcome, gold: tuple[int, int] | None) -> str:
    """ok, lost or wrong."""
    if outcome.state == LOST:
        return "lost" if gold else "ok"
    return "ok" if gold and overlap((outcome.start, outcome.end), gold) >= ENOUGH else "wrong"


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]))


def synthetic(texts: list[str], seed: int, a_kind: int, show: int) -> dict[str, Counter]:
    found: dict[str, Counter] = {kind: Counter() for kind in KINDS}
    for trial in trials(texts, seed, a_kind):
        (outcome,) = reanchor(trial.old, trial.new, [make_anchor(trial.old, trial.start, trial.end)])
        said = verdict(outcome, trial.gold)
        found[trial.kind][said] += 1
        if said != "ok" and show > 0:
            show -= 1
            print(f"-- {trial.kind}: {said}\n   was {trial.old[trial.start : trial.end]!r}")
            print(f"   got {trial.new[outcome.start : outcome.end]!r}")
            print(f"   is  {trial.new[slice(*trial.gold)]!r}" if trial.gold else "   is gone")
    return found


def golden(old: str, new: str) -> Iterator[tuple[str, int, int, tuple[int, int] | None]]:
    """Sentences of a real revision whose fate can be told by another method than ours: kind, span, new span."""
    standing, theirs, mine = squeeze(new), sentences(new), sentences(old)
    for start, end in mine:
        words = squeeze(old[start:end])
        if len(words) < 20:
            continue
        if words in standing:
            if new.count(old[start:end]) == 1 and old.count(old[start:end]) == 1:
                at = new.index(old[start:end])
                yield "untouched", start, end, (at, at + end - start)
            continue
        if any(_ratio(words, squeeze(old[a:b])) > 0.9 for a, b in mine if (a, b) != (start, end)):
            continue  # a text that says a thing twice does not tell which of the two was edited
        ranked = sorted(((_ratio(words, squeeze(new[a:b])), a, b) for a, b in theirs), reverse=True)[:2]
        if not ranked or ranked[0][0] < 0.4:
            yield "gone", start, end, None
        elif ranked[0][0] >= 0.65 and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= 0.15):
            yield "edited", start, end, ranked[0][1:]


def _ratio(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.4 and matcher.quick_ratio() > 0.4 else 0.0


def real(pairs: list[dict[str, str]], show: int) -> dict[str, Counter]:
    found = {kind: Counter() for kind in ("untouched", "edited", "gone")}
    for pair in pairs:
        told = list(golden(pair["old"], pair["new"]))
        outcomes = reanchor(pair["old"], pair["new"], [make_anchor(pair["old"], row[1], row[2]) for row in told])
        for (kind, start, end, gold), outcome in zip(told, outcomes, strict=True):
            said = verdict(outcome, gold)
            found[kind][said] += 1
            if said != "ok" and show > 0:
                show -= 1
                print(f"-- real, {kind}: {said}\n   was {pair['old'][start:end]!r}")
                print(f"   got {pair['new'][outcome.start : outcome.end]!r}")
                print(f"   is  {pair['new'][slice(*gold)]!r}" if gold else "   is gone")
    return found


def told(title: str, rows: dict[str, Counter]) -> Counter:
    total: Counter = Counter()
    for kind, row in rows.items():
        total += row
        print(f"{title:10} {kind:34}" + "".join(f"{row[said]:8}" for said in ("ok", "lost", "wrong")))
    return total


def share(rows: list[Counter], said: str = "ok") -> float:
    total = sum(rows, Counter())
    return 100 * total[said] / max(1, total.total())


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="the folder of the revisions")
    asked.add_argument("--each", type=int, default=100, help="synthetic edits of each kind")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--show", type=int, default=0, help="how many failures to print")
    args = asked.parse_args()
    pairs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(args.folder.glob("*.json"))]
    began = time.process_time()
    made = synthetic([pair["old"] for pair in pairs], args.seed, args.each, args.show)
    lived = real(pairs, args.show)
    print(f"{'':45}{'ok':>8}{'lost':>8}{'wrong':>8}")
    everything = told("made", made) + told("real", lived)
    edited = [row for kind, row in made.items() if kind not in (*GONE, *UNTOUCHED)]
    print(f"identical kept      {share([made[kind] for kind in UNTOUCHED] + [lived['untouched']]):7.2f} %   goal 100")
    print(f"edited, made        {share(edited):7.2f} %   goal 97")
    print(f"edited, real        {share([lived['edited']]):7.2f} %   goal 98")
    print(f"gone reported lost  {share([made[kind] for kind in GONE] + [lived['gone']]):7.2f} %   goal 98")
    print(f"wrong over all      {share([everything], 'wrong'):7.2f} %   goal at most 0.5")
    print(f"{everything.total()} anchors, {time.process_time() - began:.0f} s of CPU with everything")


if __name__ == "__main__":
    main()
