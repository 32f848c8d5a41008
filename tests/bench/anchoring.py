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

from rapidfuzz.distance import Indel

from articles.aligning import Span
from articles.anchoring import LOST, Outcome, make_anchor, reanchor
from articles.splitting import sentences
from articles.squeezing import squeeze
from tests.bench.edits import KINDS, trials

ENOUGH = 0.6  # of the characters of both spans together that they must share to be called the same place
GONE = ("deleted", "paragraph deleted", "replaced")
UNTOUCHED = (
    "nothing",
    "paragraph inserted before",
    "rest of the paragraph rewritten",
    "paragraph moved",
    "few words: neighbours reworded",
)


def verdict(outcome: Outcome, right: list[Span]) -> str:
    """ok, lost or wrong, when any of the spans is right and none means that it is gone."""
    if outcome.state == LOST:
        return "lost" if right else "ok"
    return "ok" if any(overlap((outcome.start, outcome.end), span) >= ENOUGH for span in right) else "wrong"


def overlap(a: Span, b: Span) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]))


def synthetic(texts: list[str], seed: int, a_kind: int, show: int) -> dict[str, Counter]:
    found: dict[str, Counter] = {kind: Counter() for kind in KINDS}
    for trial in trials(texts, seed, a_kind):
        (outcome,) = reanchor(trial.old, trial.new, [make_anchor(trial.old, trial.start, trial.end)])
        said = verdict(outcome, [trial.gold] if trial.gold else [])
        found[trial.kind][said] += 1
        if said != "ok" and show > 0:
            show -= 1
            print(f"-- {trial.kind}: {said}\n   was {trial.old[trial.start : trial.end]!r}")
            print(f"   got {trial.new[outcome.start : outcome.end]!r}")
            print(f"   is  {trial.new[slice(*trial.gold)]!r}" if trial.gold else "   is gone")
    return found


def golden(old: str, new: str) -> Iterator[tuple[str, int, int, list[Span]]]:
    """Sentences of a real revision whose fate can be told by another method than ours: kind, span, right new spans.

    Each old sentence of 20 or more characters is compared by letters (difflib) with every run of new sentences that is
    at most a third longer, as an editor may split a sentence or part a paragraph into items. It was
    - untouched when its words stand in both texts exactly once;
    - gone when no run, and no sentence that shares no word with it, is alike by 0.4 or more;
    - edited when the likest run is alike by 0.65 or more, no run apart from it comes near it by 0.15, and no other
      old sentence is more like that run: then it is what that one became, and whether ours was merged into it, or is
      gone, a person could not tell. Runs that overlap the likest and are alike to 0.05 are right, too.
    Of all others nothing can be told.
    """
    standing, theirs, mine = squeeze(new), sentences(new), sentences(old)
    said = [squeeze(old[start:end]) for start, end in mine]
    for (start, end), words in zip(mine, said, strict=True):
        if len(words) < 20:
            continue
        if words in standing:
            if new.count(old[start:end]) == 1 and old.count(old[start:end]) == 1:
                at = new.index(old[start:end])
                yield "untouched", start, end, [(at, at + end - start)]
            continue
        ranked = sorted(_alike(words, new, theirs), reverse=True)
        if not ranked:
            if not any(_letters(words, squeeze(new[a:b])) >= 0.4 for a, b in theirs):
                yield "gone", start, end, []
            continue
        ratio, first, last = ranked[0]
        rival = max((score for score, a, b in ranked if b <= first or last <= a), default=0.0)
        if ratio >= 0.65 and ratio - rival >= 0.15 and not _better(squeeze(new[first:last]), said, words, ratio):
            right = [(a, b) for score, a, b in ranked if score >= ratio - 0.05 and a < last and first < b]
            yield "edited", start, end, right


def _alike(words: str, new: str, theirs: list[Span]) -> Iterator[tuple[float, int, int]]:
    """Every run of sentences of `new` that is like `words` by 0.4 or more: how much, where."""
    for first, (start, _end) in enumerate(theirs):
        for _start, end in theirs[first:]:
            ratio = _ratio(words, squeeze(new[start:end]))
            if ratio >= 0.4:
                yield ratio, start, end
            if end - start > len(words) * 4 / 3:
                break


def _better(run: str, said: list[str], words: str, ratio: float) -> bool:
    return any(_ratio(other, run, ratio) >= ratio for other in said if other != words)


def _ratio(a: str, b: str, least: float = 0.4) -> float:
    """How alike two texts are by letters; 0.0 for those that share too few words to be alike by `least`."""
    return 0.0 if Indel.normalized_similarity(a.split(), b.split()) < least - 0.1 else _letters(a, b)


def _letters(a: str, b: str) -> float:
    if Indel.normalized_similarity(a, b) < 0.4:  # an upper bound of difflib's ratio, and a thousand times as fast
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def real(pairs: list[dict[str, str]], show: int) -> dict[str, Counter]:
    found = {kind: Counter() for kind in ("untouched", "edited", "gone")}
    for pair in pairs:
        told = list(golden(pair["old"], pair["new"]))
        outcomes = reanchor(pair["old"], pair["new"], [make_anchor(pair["old"], row[1], row[2]) for row in told])
        for (kind, start, end, right), outcome in zip(told, outcomes, strict=True):
            said = verdict(outcome, right)
            found[kind][said] += 1
            if said != "ok" and show > 0:
                show -= 1
                print(f"-- real, {kind}: {said}\n   was {pair['old'][start:end]!r}")
                print(f"   got {pair['new'][outcome.start : outcome.end]!r}")
                print(f"   is  {pair['new'][slice(*right[0])]!r}" if right else "   is gone")
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
