"""PURE  Names of actors in a text. What is found is offered to a person; nothing is linked here.

A dictionary by first word. Both ends of a name stand at the edge of a word. Case counts for single words and acronyms,
which would else be found in every text (“us”, “mint”); in names of several words it does not. The longest name wins,
and a name of several actors gives all of them. Somebody who was named in full is found by the surname afterwards, and
by “President” and the surname at once. Metonyms (“Beijing”) are places first: they are found, and never sure.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from policydesk.lib.text import normalise

WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words: there a name is looked for among the letters.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
TITLE = re.compile(
    r"(?:President|Premier|Chancellor|Minister|Secretary|Ambassador|Senator|Sen|Representative|Rep|Governor|Gov|Speaker"
    r"|General|Gen|Admiral|Colonel|Col|Mr|Mrs|Ms|Dr|Sir|Lord|Judge|Justice|Spokesman|Spokeswoman|Spokesperson)\.?\s+\Z"
)
# Behind a name, one adverb between: it says something. Before one: “according to”, or an inverted order.
SAYS = re.compile(
    r"(?:’s\s|'s\s)?(?:\s*\([^)]{1,40}\))?,?\s*(?:(?:has|have|had|is|was|were)\s+)?(?:[a-z]+ly\s+)?(?:sa(?:id|ys?)|t(?:old|ells?)\b"
    r"|stated|accus|den(?:ied|y|ies)\b|claimed|announc|argu|warn|insist|assert|alleg|admit|acknowledg|confirm|reject"
    r"|reported|pledg|promis|vow|agreed|called|noted|added|criticis|criticiz|blam|urg)",
)
SAID_BY = re.compile(
    r"(?:\baccording to|\bsaid|\btold by|\baccused by|\bannounced by|\bsays)\s+(?:the\s+|[A-Z]\w+\s+)?\Z"
)
# In front of a name of one word these make another one: “New Mexico”, “South China Sea”.
ANOTHER = re.compile(r"\b(?:New|(?:North|South|East|West)(?:ern)?|Central|Inner|Outer|Upper|Lower|Greater)\s+\Z")
LONGEST = 12  # words of a name
MOST_SPELLED = 3  # signs between two words of a name


class How(StrEnum):
    """By what an actor was found, the surest first."""

    NAME = "name"
    SURNAME = "surname"
    OFFICE = "office"
    METONYM = "metonym"


@dataclass(frozen=True)
class Name:
    """One name of one actor. `surname` is that of a person, on the row of a full name."""

    text: str
    actor: int
    how: How = How.NAME
    surname: str = ""


@dataclass(frozen=True)
class Found:
    """A name in a text: where it stands, and whose it may be; a person picks among several."""

    start: int
    end: int
    actors: tuple[int, ...]
    how: How
    says: bool  # something is said there, and it stands where whoever says it stands


@dataclass(frozen=True)
class _Entry:
    words: tuple[str, ...]  # in one case
    spelled: tuple[str, ...]  # as they are
    gaps: tuple[str, ...]
    how: How
    actors: tuple[int, ...]
    surnames: tuple[str, ...]


class Book:
    """Names to look for, ready to be looked up. Make it once for many texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        gathered: dict[tuple, list[Name]] = defaultdict(list)
        self._unspaced: dict[str, list[tuple[str, Name]]] = defaultdict(list)
        for name in names:
            if UNSPACED.search(name.text):
                self._unspaced[name.text[0]].append((name.text, name))
                continue
            words, gaps = _parted(name.text)
            if words and len(words) <= LONGEST:
                gathered[words if _case_counts(words) else _folded(words), gaps].append(name)
                if len(words) > 1 and all(len(word) == 1 for word in words):  # “U.S.” is “US”, too
                    gathered[("".join(words),), ()].append(name)
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        self._bearers: dict[str, set[int]] = defaultdict(set)  # by surname
        for (words, gaps), rows in gathered.items():
            entry = _entry(words, gaps, rows)
            self._by_word[entry.words[0]].append(entry)
            for actor, surname in zip(entry.actors, entry.surnames, strict=True):
                self._bearers[surname].add(actor)
        self._bearers.pop("", None)
        for entries in self._by_word.values():
            entries.sort(key=lambda entry: -len(entry.words))

    def find(self, text: str) -> list[Found]:
        """The names in `text`, in its order. None overlap."""
        words = list(WORD.finditer(text))
        folded = [word.group().casefold() for word in words]
        found: list[Found] = list(self._unspaced_in(text)) if self._unspaced else []
        full: dict[str, set[int]] = defaultdict(set)  # surnames of those named so far
        at = 0
        while at < len(words):
            entry = next(self._at(text, words, folded, at), None)
            if entry is not None:
                last = words[at + len(entry.words) - 1]
                end = last.end() + (text[last.end() : last.end() + 1] == "." and entry.gaps[-1:] == (".",))
                for actor, surname in zip(entry.actors, entry.surnames, strict=True):
                    if surname and entry.how == How.NAME:
                        full[surname].add(actor)
                found.append(_found(text, words[at].start(), end, entry.actors, entry.how))
                at += len(entry.words)
                continue
            if (surname := words[at].group()) in self._bearers:
                there = full.get(surname)
                titled = TITLE.search(text, max(0, words[at].start() - 40), words[at].start())
                if there or titled:
                    actors = tuple(sorted(there or self._bearers[surname]))
                    found.append(_found(text, words[at].start(), words[at].end(), actors, How.SURNAME))
            at += 1
        return sorted(found, key=lambda one: one.start)

    def _at(self, text: str, words: list[re.Match[str]], folded: list[str], at: int) -> Iterator[_Entry]:
        """The names that begin with the word of that number, the longest first."""
        for entry in self._by_word.get(folded[at], ()):
            length = len(entry.words)
            if tuple(folded[at : at + length]) != entry.words or not _spelled_as(entry, words[at : at + length]):
                continue
            pairs = zip(words[at : at + length], words[at + 1 : at + length], strict=False)
            if tuple(_gap(text[one.end() : other.start()]) for one, other in pairs) != entry.gaps:
                continue
            first = words[at].start()
            if length > 1 or not ANOTHER.search(text, max(0, first - 12), first):
                yield entry

    def _unspaced_in(self, text: str) -> Iterator[Found]:
        at = 0
        while at < len(text):
            hits = [(name, row) for name, row in self._unspaced.get(text[at], ()) if text.startswith(name, at)]
            if not hits:
                at += 1
                continue
            length = max(len(name) for name, _row in hits)
            rows = [row for name, row in hits if len(name) == length]
            how = min((row.how for row in rows), key=list(How).index)
            yield _found(text, at, at + length, tuple(dict.fromkeys(row.actor for row in rows)), how)
            at += length


def _entry(words: tuple[str, ...], gaps: tuple[str, ...], rows: list[Name]) -> _Entry:
    """What is sure of a name stands before what is not; of one actor it is taken once."""
    how = min((row.how for row in rows), key=list(How).index)
    surnames: dict[int, str] = {}
    for row in rows:
        surnames[row.actor] = surnames.get(row.actor) or row.surname
    return _Entry(_folded(words), words, gaps, how, tuple(surnames), tuple(surnames.values()))


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _case_counts(words: tuple[str, ...]) -> bool:
    """Whether it is one word, or letters with full stops."""
    return len(words) == 1 or all(len(word) == 1 for word in words)


def _spelled_as(entry: _Entry, words: list[re.Match[str]]) -> bool:
    """Whether case fits: that of one word and of letters with full stops counts; all in capitals is as good."""
    if not _case_counts(entry.words):
        return True
    there = tuple(word.group() for word in words)
    return there == entry.spelled or (there == tuple(map(str.upper, entry.spelled)) and len("".join(there)) > 3)


def _parted(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name, and what stands between them."""
    found = list(WORD.finditer(name))
    pairs = pairwise(found)
    gaps = tuple(_gap(name[one.end() : other.start()]) for one, other in pairs)
    return tuple(word.group() for word in found), gaps


def _gap(between: str) -> str:
    """What stands between two words, as it is compared: full stops after initials may be left out before a space."""
    if between in (" ", ".", "-"):
        return between
    plain = " ".join(normalise(between).split()) if between.strip() else " "
    return " " if plain in (".", "") and between[-1:].isspace() else plain[: MOST_SPELLED + 1]


def _found(text: str, start: int, end: int, actors: tuple[int, ...], how: How) -> Found:
    says = bool(SAYS.match(text, end) or SAID_BY.search(text, max(0, start - 40), start))
    return Found(start, end, actors, how, says)


def offered(found: Iterable[Found]) -> list[int]:
    """The actors of these finds, each once: first whoever seems to say something, then by how sure the find is."""
    order = list(How)
    ranked = sorted(found, key=lambda one: (not one.says, order.index(one.how), one.start))
    return list(dict.fromkeys(actor for one in ranked for actor in one.actors))


def surname_of(name: str, sort_name: str) -> str:
    """By what a person is called after the first mention: what stands before the comma of the sort name, the first
    word where lists sort by the name as it is (“Xi Jinping”), else the last."""
    before, comma, _after = sort_name.partition(",")
    if comma:
        return before.strip()
    words = name.split()
    return "" if len(words) < 2 else words[0] if sort_name == name else words[-1]
