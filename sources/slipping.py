"""PURE  What a passage changed that tells, against the words of the copy: numbers, dates, and whether it says “not”."""

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from sources.corroborating import items
from sources.items import Item, Kind
from sources.naming import NOBODY

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|\w+n['’]t\b|[不没沒未無无非勿]", re.IGNORECASE
)


def slips(passage: str, found: str, *, cut: bool = False) -> list[str]:
    """Sentences on what differs between a passage and the words that were found; `cut`: its omissions are marked.

    An omission may leave out numbers and dates, but no “not”.
    """
    sentences = []
    ours, theirs = items(passage, None, NOBODY), items(found, None, NOBODY)
    for words in () if cut else _missing(theirs, ours):
        sentences.append(_("The copy says “%(words)s” there; the passage does not.") % {"words": words})
    for words in _missing(ours, theirs):
        sentences.append(_("The passage says “%(words)s”; the copy does not say so there.") % {"words": words})
    gone = _negations(found) - _negations(passage)
    come = _negations(passage) - _negations(found)
    if gone or come:
        words = ", ".join(f"“{word}”" for word in (gone or come))
        told = _("The passage leaves out %(words)s.") if gone else _("The copy does not say %(words)s there.")
        sentences.append(told % {"words": words})
    return sentences


def _negations(text: str) -> Counter[str]:
    return Counter(found.group().lower() for found in NEGATION.finditer(text))


def _missing(these: Iterable[Item], those: Iterable[Item]) -> list[str]:
    """The words of `these` numbers and dates whose value none of `those` has."""
    held = list(those)
    return [
        one.words
        for one in these
        if one.kind != Kind.NAME and not any(one.kind == other.kind and one.values & other.values for other in held)
    ]
