"""Line 9: two hundred quotes found again in ten thousand words, unchanged and after heavy editing."""

import time
from collections.abc import Callable
from random import Random
from statistics import median
from typing import Any

from articles.anchoring import LOST, SAME, Outcome, make_anchor, reanchor
from tests.bench.sizes import Size
from tests.bench.telling import Row, at_most, less
from tests.bench.words import VOCABULARY, paragraphs, sentence

QUOTES, PARAGRAPHS = 200, 150
Place = tuple[int, int] | None


def measure(size: Size) -> list[Row]:
    """CPU of finding all of them, beside a bare search for the words, and how many are found in a wrong place."""
    old, quotes = _text(Random(9))
    new, gold = _edited(old, quotes, Random(10))
    anchors = [make_anchor(old, *place) for place in quotes]
    bare, kept, edited = [], [], []
    for _round in range(size.rounds):
        bare.append(_used(lambda: [old.find(anchor.exact) for anchor in anchors])[0])
        kept.append(_used(lambda: reanchor(old, old, anchors))[0])
        used, outcomes = _used(lambda: reanchor(old, new, anchors))
        edited.append(used)
    wrong = sum(_wrong(outcome, place) for outcome, place in zip(outcomes, gold, strict=True))
    same = sum(outcome.state != SAME for outcome in reanchor(old, old, anchors))
    found = sum(outcome.state != LOST for outcome in outcomes)
    stand = sum(place is not None for place in gold)
    return [
        at_most("9 200 quotes, nothing changed", median(kept), "ms CPU", 15),
        less("9 200 quotes, nothing changed", median(kept), "ms CPU", "str.find", median(bare)),
        at_most("9 200 quotes, heavily edited", median(edited), "ms CPU", 300),
        at_most("9 found in a wrong place", wrong + same, f"of {QUOTES}", 0),
        Row("9 found again", found, f"of {stand} that stand"),
    ]


def _text(dice: Random) -> tuple[str, list[tuple[int, int]]]:
    """Ten thousand words, and the places of two hundred sentences in them."""
    rows = paragraphs(dice, PARAGRAPHS)
    places, text = [], ""
    for sentences in rows:
        for words in sentences:
            places.append((len(text), len(text) + len(words)))
            text += f"{words} "
        text = f"{text[:-1]}\n\n"
    return text, sorted(dice.sample(places, QUOTES))


def _edited(text: str, quotes: list[tuple[int, int]], dice: Random) -> tuple[str, list[Place]]:
    """The text after an editor went through it, and where each quote stands now; None where it was taken out.

    Of ten sentences between and in quotes one goes, one gets a neighbour, two read differently.
    """
    new, places, at = "", [], 0
    for start, end in quotes:
        new += _around(text[at:start], dice)
        words = _reworded(text[start:end], dice)
        places.append((len(new), len(new) + len(words)) if words else None)
        new, at = new + words, end
    return new + text[at:], places


def _around(text: str, dice: Random) -> str:
    chance = dice.random()
    if chance < 0.1:
        return "\n\n" if "\n\n" in text else " "
    return f"{text}{sentence(dice)} " if chance < 0.2 else text


def _reworded(words: str, dice: Random) -> str:
    chance = dice.random()
    if chance < 0.1:
        return ""
    if chance < 0.3:
        parts = words.split(" ")
        for _word in range(max(1, len(parts) // 6)):
            parts[dice.randrange(1, len(parts) - 1)] = dice.choice(VOCABULARY)
        return " ".join(parts)
    return words


def _wrong(outcome: Outcome, place: Place) -> bool:
    """Whether it was found where it does not stand: less than half of what was found is what stands there."""
    if outcome.state == LOST:
        return False
    if place is None:
        return True
    shared = min(outcome.end, place[1]) - max(outcome.start, place[0])
    return 2 * shared < max(outcome.end, place[1]) - min(outcome.start, place[0])


def _used(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    result = act()
    return 1000 * (time.process_time() - began), result
