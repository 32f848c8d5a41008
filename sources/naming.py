"""Proper names in a text: those that are known, with all that the actor goes by, and those written like names. Pure.

A name is a run of words with capital letters, without titles in front. A single such word that begins a sentence is
passed over unless it is known, and so are names of peoples (“Mexican”): they tell little and are written in many ways.
"""

import re
from collections.abc import Iterator, Mapping

from sources.items import Item, Kind

CAPITAL = r"(?:[A-ZÀ-ÞА-Я][\w’'&-]*\.?(?:[A-Z]\.)*)"
RUN = re.compile(rf"\b{CAPITAL}(?:(?:\ of|\ of\ the|\ for|\ de|\ al|\ bin)?[ ]{CAPITAL})*")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
PLAIN = set(
    "The A An In On At By For From To Of And But Or If As It Its He She They We I His Her Their Our This That "
    "These Those There No Not Some All Both Each Every One Two When While After Before Since Until With "
    "Without Under Over During President Prime Minister Secretary Foreign General Mr Mrs Ms Dr Sir Senator "
    "Representative Ambassador Chairman Officials Official Spokesman Spokeswoman Spokesperson Premier Vice "
    "Deputy Former Senior Talks What Who How Why January February March April May June July August September "
    "October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
PEOPLE = re.compile(r"\w+(?:ese|ian|ish|ican|ean|eign)s?$")
MOST_WORDS, MOST_SIGNS = 7, 8  # of a name that is looked up

Names = Mapping[str, frozenset[str]]


def candidates(text: str) -> set[str]:
    """What in `text` may be the name of an actor: every stretch of its names, as written."""
    found = set()
    for run in RUN.finditer(text):
        words = run.group().split(" ")
        for first in range(len(words)):
            for last in range(first + 1, min(len(words), first + MOST_WORDS) + 1):
                found.add(_bare(" ".join(words[first:last])))
                found.add(" ".join(words[first:last]))
    for run in HAN.finditer(text):
        signs = run.group()[:200]
        for first in range(len(signs)):
            found.update(signs[first:last] for last in range(first + 2, min(len(signs), first + MOST_SIGNS) + 1))
    return found - PLAIN - {""}


def _bare(word: str) -> str:
    return re.sub(r"(?:’s?|'s?)$", "", word).rstrip(",")


def names(text: str, known: Names) -> Iterator[Item]:
    """The names of `text` in order. `known` gives for a name all the names of the same actor."""
    taken: list[tuple[int, int]] = []
    for start, end, name in sorted(_known(text, known), key=lambda place: (place[0], -place[1])):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end))
            yield Item(Kind.NAME, start, end, name, known[name] | {name})
    for run in RUN.finditer(text):
        if any(start < run.end() and run.start() < end for start, end in taken):
            continue
        words = run.group().split(" ")
        skipped = 0
        while words and _bare(words[0]).rstrip(".") in PLAIN:
            skipped += len(words.pop(0)) + 1
        name = _bare(" ".join(words)).rstrip(".") if words else ""
        begins = not skipped and (run.start() == 0 or re.search(r"[.!?:“\"\n]\s*[“\"]?$", text[: run.start()]))
        if not name or PEOPLE.search(name) or (begins and " " not in name) or len(name) < 2:
            continue
        start = run.start() + skipped
        yield Item(Kind.NAME, start, start + len(name), name, frozenset({name}))


def _known(text: str, known: Names) -> Iterator[tuple[int, int, str]]:
    for name in known:
        for found in re.finditer(rf"{_edge(name[0])}{re.escape(name)}{_edge(name[-1])}", text):
            yield found.start(), found.end(), name


def _edge(sign: str) -> str:
    """Names of scripts with words begin and end with one."""
    return r"(?!\B)" if re.match(r"[^\W\u3040-\u9fff]", sign) else ""


def stands(name: Item, text: str) -> bool:
    """Whether the name, or another of the same actor, or a part that tells as much, stands in `text`."""
    for value in name.values:
        flags = re.NOFLAG if value.isupper() and len(value) <= 6 else re.IGNORECASE
        if re.search(rf"{_edge(value[0])}{re.escape(value)}{_edge(value[-1])}", text, flags):
            return True
    words = [word for word in re.findall(r"[^\W\d_]{2,}", name.words) if word[0].isupper()]
    kept = [word for word in words if re.search(rf"\b{re.escape(word)}\b", text)]
    return bool(kept) and (2 * len(kept) >= len(words))
