"""PURE  Proper names in a text: those that are known, with all that the actor goes by, and those written like names.

A name is a run of words with capital letters, without titles in front. A single such word that begins a sentence is
passed over unless it is known, and so are names of peoples (“Mexican”): they tell little and are written in many ways.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

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

TELLS_LITTLE = set(
    "North South East West Northern Southern Eastern Western Central New Great Upper Lower San Saint Republic Kingdom "
    "United National International Ministry Department Commission Committee Council Union Party Court Bank State "
    "States Government House Trade Commerce Defence Defense Security Treaty Group Centre Center".split()
)  # of a name: many go by such a word
TOKEN = re.compile(r"[^\W\u3040-\u9fff]+|\S")  # a word, or one sign of a script without them
WORD = re.compile(r"[^\W\d_]{2,}")


class Names:
    """Names that are known, each with all the names of the same actor, found in a text by their first word."""

    def __init__(self, known: Mapping[str, frozenset[str]]) -> None:
        self._known = known
        self._begin: dict[str, list[str]] = defaultdict(list)
        for name in sorted(known, key=len, reverse=True):
            self._begin[TOKEN.search(name).group()].append(name)

    def places(self, text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Where they stand in `text`, in order: of those that begin at a place the longest, none within another."""
        behind = 0
        for token in TOKEN.finditer(text) if self._begin else ():
            start = token.start()
            for name in self._begin.get(token.group(), ()) if start >= behind else ():
                if text.startswith(name, start) and _ends(text, start + len(name)):
                    behind = start + len(name)
                    yield start, behind, self._known[name] | {name}
                    break


NOBODY = Names({})


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
    """The names of `text`: first those that are known, then the others, each in order."""
    taken = []
    for start, end, values in known.places(text):
        taken.append((start, end))
        yield Item(Kind.NAME, start, end, text[start:end], values)
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


class Called:
    """A text in which names are looked for, read once however many are."""

    def __init__(self, text: str, known: Names) -> None:
        self._text, self._lower = text, text.lower()
        self._known = known

    @cached_property
    def _parts(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """The words of each of its names, and those that are no title and no people's name."""
        runs, left = [], self._text
        for start, end, _values in self._known.places(self._text):
            runs.append(left[start:end])
            left = left[:start] + "_" * (end - start) + left[end:]  # “Arland’s Minister Vance” names Vance too
        words = [_words(run) for run in (*runs, *(found.group() for found in RUN.finditer(left)))]
        return [(each, frozenset(word for word in each if not _is_plain(word))) for each in words]

    def holds(self, name: Item) -> bool:
        """Whether the name, or another of the same actor, stands there, or a name with more of it or less.

        “Vance” stands for “Jo Vance” where no other Vance is named; “North Korea” and “South Korea” are two.
        """
        if any(self._stands(value) for value in name.values):
            return True
        mine = _words(name.words)
        for whole, telling in self._parts:
            if mine and mine <= whole:
                return True
            if telling and telling <= mine and telling - TELLS_LITTLE and not self._of_another(telling, mine):
                return True
        return False

    def _of_another(self, part: frozenset[str], mine: frozenset[str]) -> bool:
        return any(part < telling and not telling <= mine for _whole, telling in self._parts)

    def _stands(self, value: str) -> bool:
        is_short = value.isupper() and len(value) <= 6  # “US” is not “us”
        text, value = (self._text, value) if is_short else (self._lower, value.lower())
        at = text.find(value)
        while at >= 0:
            if _begins(text, at) and _ends(text, at + len(value)):
                return True
            at = text.find(value, at + 1)
        return False


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(name.replace("’s", "").replace("'s", "")) if word[0].isupper())


def _is_plain(word: str) -> bool:
    return word in PLAIN or bool(PEOPLE.fullmatch(word))


def _begins(text: str, at: int) -> bool:
    """Whether no word is cut in two there; scripts without words have nothing to cut."""
    return at == 0 or not (_is_of_word(text[at]) and _is_of_word(text[at - 1]))


def _ends(text: str, at: int) -> bool:
    return at >= len(text) or _begins(text, at)


def _is_of_word(sign: str) -> bool:
    return (sign.isalnum() or sign == "_") and not "\u3040" <= sign <= "\u9fff"
