"""How well passages are found in texts: `python -m tests.bench.passages FOLDER` with a folder of text files.

Takes passages of every document, changes them as people do (a slip of the finger, a marked omission, an insertion in
brackets, other typography, another number) and looks for them. Prints for each kind how many were found at their place
(located), elsewhere (wrong) or with a better grade than they may have (too good), and the milliseconds of a match; then
how many passages of one document were found in others that do not hold them (false).
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from sources.counting import numbers
from sources.enums import Grade
from sources.flattening import Flat
from sources.matching import match
from sources.placing import runs_on

PROOFS = (Grade.EXACT, Grade.NORMALISED, Grade.CUTS)
FOUND = (*PROOFS, Grade.CLOSE)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def flat(text: str) -> str:
    """The flat form, without white space at its ends."""
    return Flat(text).text.strip()


def spans(text: str, rng: random.Random, count: int) -> Iterator[tuple[int, int]]:
    """Stretches of 40 to 400 characters that begin and end with a word."""
    words = list(re.finditer(r"[^\W_][\w.,$%’'-]*[^\W_]|\w", text))
    while count and len(words) > 20:
        first = rng.randrange(len(words) - 10)
        start, wish = words[first].start(), rng.randint(40, 400)
        last = next((word.end() for word in words[first:] if word.end() - start >= wish), None)
        if last is None or last - start > 450 or runs_on(text, start) or runs_on(text, last):
            count -= last is None
            continue
        count -= 1
        yield start, last


def verbatim(words: str, rng: random.Random) -> str:
    return words


def typography(words: str, rng: random.Random) -> str:
    for old, new in (("’", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("fi", "ﬁ"), ("\n\n", "\n"), (" ", "\u00a0")):
        words = words.replace(old, new, 2)
    at = rng.choice([n for n in range(1, len(words)) if words[n - 1 : n + 1].isalpha()])
    return words[:at] + "\u00ad" + words[at:]


def typo(words: str, rng: random.Random) -> str:
    for _slip in range(rng.randint(1, 3)):
        at = rng.randrange(len(words) - 1)
        words = rng.choice(
            (
                words[:at] + rng.choice(LETTERS) + words[at + 1 :],
                words[:at] + words[at + 1 :],
                words[:at] + rng.choice(LETTERS) + words[at:],
                words[:at] + words[at + 1] + words[at] + words[at + 2 :],
            )
        )
    return words


def ellipsis(words: str, rng: random.Random) -> str:
    mark = rng.choice(("…", "...", " […] ", " [...] ", " . . . ", " (...) "))
    tokens = words.split(" ")
    first = rng.randint(2, max(2, len(tokens) - 4))
    last = rng.randint(first + 1, max(first + 1, len(tokens) - 2))
    left, right = " ".join(tokens[:first]), " ".join(tokens[last:])
    return f"{left} {mark} {right}" if mark.strip() == mark else left + mark + right


def bracketed(words: str, rng: random.Random) -> str:
    tokens = words.split(" ")
    at = rng.randint(1, max(1, len(tokens) - 2))
    return " ".join(
        [*tokens[:at], rng.choice(("[the minister]", "[that]", "[in 2023]")), *tokens[at + rng.choice((0, 1)) :]]
    )


def number(words: str, rng: random.Random) -> str:
    found = [one for one in numbers(words) if any(char.isdigit() for char in one.words)]
    if not found:
        return ""
    one = rng.choice(found)
    at = rng.choice([n for n in range(one.start, one.end) if words[n].isdigit()])
    return words[:at] + str((int(words[at]) + rng.randint(1, 9)) % 10) + words[at + 1 :]


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "verbatim": verbatim,
    "typography": typography,
    "typo": typo,
    "ellipsis": ellipsis,
    "bracketed": bracketed,
    "number": number,
}
ALLOWED = {"verbatim": PROOFS, "typography": PROOFS, "ellipsis": FOUND, "bracketed": FOUND, "typo": FOUND,
           "number": (Grade.CLOSE,)}  # fmt: skip


def verdict(kind: str, passage: str, text: str, start: int, end: int, slack: int) -> str:
    found = match(passage, text)
    if found.grade not in FOUND:
        return "not found"
    right = abs(found.start - start) <= slack and abs(found.end - end) <= slack
    if not right and flat(text[found.start : found.end]) != flat(text[start:end]):  # the same words may stand twice
        return "wrong"
    return "located" if found.grade in ALLOWED[kind] else "too good"


def related(texts: list[str], rng: random.Random, count: int, show: int) -> None:
    tried = false = partly = 0
    flats = [flat(text) for text in texts]
    for _trial in range(count):
        mine, other = rng.sample(range(len(texts)), 2)
        span = next(spans(texts[mine], rng, 1), None)
        if span is None:
            continue
        passage = texts[mine][slice(*span)]
        if flat(passage) in flats[other]:
            continue  # a set phrase of both
        tried += 1
        found = match(passage, texts[other])
        if found.grade in (*FOUND, Grade.PARTLY):
            false += found.grade in FOUND
            partly += found.grade == Grade.PARTLY
            if show:
                print(
                    f"-- {found.grade} {found.score:.2f}\n   {passage!r}\n   {texts[other][found.start : found.end]!r}"
                )
    print(f"unrelated documents: {tried} tried, {false} false, {partly} in part")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--each", type=int, default=3, help="passages of each kind and document")
    options.add_argument("--show", type=int, default=0, help="how many failures to print")
    asked = options.parse_args()
    texts = [path.read_text() for path in sorted(asked.folder.glob("*.txt"))]
    rng = random.Random(asked.seed)
    for kind, change in KINDS.items():
        counts: Counter[str] = Counter()
        took = 0.0
        for text in texts:
            for start, end in spans(text, rng, asked.each):
                words = text[start:end]
                passage = change(words, rng)
                if not passage or (passage == words and kind in ("typo", "ellipsis", "bracketed")):
                    continue
                began = time.process_time()
                said = verdict(kind, passage, text, start, end, slack=3 if kind == "typo" else 0)
                took += time.process_time() - began
                counts[said] += 1
                if said != "located" and asked.show > 0:
                    asked.show -= 1
                    found = match(passage, text)
                    place = text[found.start : found.end] if found.start is not None else ""
                    print(f"-- {kind}: {said} ({found.grade} {found.score:.2f})\n   {passage!r}\n   {place!r}")
        total = counts.total()
        shares = ", ".join(
            f"{name} {100 * counts[name] / total:.2f} %" for name in ("located", "wrong", "too good", "not found")
        )
        print(f"{kind:12} {total:5} tried: {shares}, {1000 * took / total:.1f} ms a match")
    related(texts, rng, 4 * len(texts), asked.show)


if __name__ == "__main__":
    main()
