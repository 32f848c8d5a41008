"""PURE  Which sentences of a story could be claims, and what for: quotations, figures, reporting verbs, superlatives.

Words are compared with lists, nothing is understood, and nothing changes before a person accepts it. Verbs and
superlatives are those of English; quotations and figures are found in any language that `spotting` reads.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.enums import ClaimKind, Sign
from articles.spotting import Sort, Span, unclaimed
from policydesk.lib.text import normalise

MOST_QUOTED = 0.5  # of a sentence between quotation marks: the words are the claim
REPORTING = re.compile(
    r"\b(?:sa(?:id|ys?)|t(?:old|ells?)|ask(?:ed|s)|stated|accus(?:ed?|es|ing)|den(?:ied|y|ies|ying)|claimed"
    r"|announc(?:ed?|es|ing)|argu(?:ed?|es)|warn(?:ed|s)|insist(?:ed|s)|assert(?:ed|s)|alleg(?:ed?|es)|admit(?:ted|s)"
    r"|acknowledg(?:ed|es)|confirm(?:ed|s)|reject(?:ed|s)|reported|estimat(?:ed?|es)|criticis(?:ed|es)"
    r"|criticiz(?:ed|es)|blam(?:ed|es)|according to|noted|added|called (?:it|the|this)|maintain(?:ed|s) that)\b",
    re.IGNORECASE,
)
SUPERLATIVE = re.compile(
    r"\b(?:the (?:first|last|only|main|sole|most|least|best|worst)|(?:larg|bigg|small|high|low|great|strong|weak|long"
    r"|short|new|old|earli|lat|fast|rich|poor|deadli|heavi|clos)est|never|ever|always|nobody|no one|record"
    r"|unprecedented|every|all of the|none of the|leading cause|majority)\b",
    re.IGNORECASE,
)
UNDERTAKING = re.compile(
    r"\b(?:pledg(?:ed?|es|ing)|promis(?:ed?|es|ing)|vow(?:ed|s|ing)?|undert(?:ake|akes|aken|aking|ook) to"
    r"|commit(?:s|ted|ting)? (?:itself |themselves )?to|agree(?:d|s)? to|aim(?:ed|s|ing)? to|intend(?:ed|s|ing)? to"
    r"|plan(?:ned|s|ning)? to|guarantee(?:d|s)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Possible:
    """Words of a text that could be a claim: where they stand, what tells, and the kind that it would be."""

    start: int
    end: int
    words: str
    signs: tuple[Sign, ...]
    kind: ClaimKind


def possible_claims(text: str, sentences: Iterable[Span], claimed: Sequence[Span]) -> Iterator[Possible]:
    """Those of `sentences` that no span of `claimed` touches and in which something tells, in their order."""
    covered = bytearray(len(text))
    for start, end in claimed:
        covered[start:end] = b"\1" * (min(end, len(text)) - start)
    for start, end in sentences:
        if covered.find(1, start, end) < 0 and (signs := signs_of(text[start:end])):
            words = text[start:end]
            yield Possible(start, end, words, signs, _kind_of(words, signs))


def signs_of(words: str) -> tuple[Sign, ...]:
    """What tells in a sentence."""
    spotted = {place.sort for place in unclaimed(words, ())}
    told = {
        Sign.UNDERTAKING: UNDERTAKING.search(words),
        Sign.QUOTATION: Sort.QUOTATION in spotted,
        Sign.REPORTING: REPORTING.search(words),
        Sign.FIGURE: Sort.FIGURE in spotted,
        Sign.SUPERLATIVE: SUPERLATIVE.search(words),
    }
    return tuple(sign for sign, tells in told.items() if tells)


def reads_as_undertaking(words: str) -> bool:
    """Whether somebody seems to undertake something."""
    return bool(UNDERTAKING.search(words))


def key_of(what: str, words: str) -> str:
    """By what a suggestion is known again: typography and white space do not count, any other word does."""
    return hashlib.sha256(f"{what}\n{normalise(words)}".encode()).hexdigest()


def _kind_of(words: str, signs: Sequence[Sign]) -> ClaimKind:
    if Sign.UNDERTAKING in signs:
        return ClaimKind.COMMITMENT
    quoted = sum(place.end - place.start for place in unclaimed(words, ()) if place.sort == Sort.QUOTATION)
    if quoted > MOST_QUOTED * len(words):
        return ClaimKind.QUOTE
    if Sign.REPORTING in signs or Sign.QUOTATION in signs:
        return ClaimKind.STATEMENT
    return ClaimKind.FIGURE if Sign.FIGURE in signs else ClaimKind.FACT
