"""PURE  The place of a text that is most like a passage.

Short runs of the passage are looked for; where most of them stand close together, the passage is laid on the text by a
longest common subsequence (rapidfuzz) and its ends are moved to where the two are likest.
"""

from rapidfuzz.distance import LCSseq

from sources.laying import Near, laid
from sources.skimming import SIGNS, stretches

CLOSE, PARTLY = 0.85, 0.65  # scores from which a place is close to the passage, or holds part of it


def nearest(words: str, text: str) -> Near | None:
    """The place of `text` most like `words`; None when none holds half of it in runs.

    Its score is their `likeness`.
    """
    if not words or not text:
        return None
    found = [laid(words, text, first, last) for first, last in stretches(words, text)]
    kept = [near for near in found if near and _in_runs(words, text[near.start : near.end])]
    return max(kept, key=lambda near: near.score, default=None)


def _in_runs(words: str, place: str) -> bool:
    """Whether half of the passage stands there in runs: single letters in their order are alike anywhere."""
    least = 2 if SIGNS.search(words) else 5
    sizes = [step.src_end - step.src_start for step in LCSseq.opcodes(words, place) if step.tag == "equal"]
    return 2 * sum(size for size in sizes if size >= least) >= len(words)
