"""PURE  The text of a correction, drafted from what changed in the claims: the figure, not the comma."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.differing import ChangeKind, ClaimChange, Content, claim_changes
from articles.projecting import project
from articles.wording import quoted
from policydesk.lib.subsequences import steps
from policydesk.lib.text import normalise

WORD = re.compile(r"[$€£¥]?\d(?:[.,:]?\d)*%?|\w+(?:[’'-]\w+)*")  # signs between words are none of them
STOP = re.compile(r"(?<=\w\w)\.$")  # of a sentence; what ends in “U.S.” keeps its point
MOST = 1_000_000  # pairs of words of one comparison


@dataclass(frozen=True)
class Draft:
    """A text to start from, one sentence a line, and the public ids of the claims that it concerns."""

    text: str
    claims: tuple[str, ...]


def draft_correction(old: Content, new: Content) -> Draft:
    """What a correction could say of the step from `old` to `new`; its text is empty where no claim was put right.

    Told are other words, another speaker, and a claim whose words left the story; not what was added, how the desk
    judges it, signs between words and capital letters.
    """
    told = [(change.public_id, list(_sentences(change, new))) for change in claim_changes(old, new)]
    return Draft(
        "\n".join(sentence for _public_id, sentences in told for sentence in sentences),
        tuple(public_id for public_id, sentences in told if sentences),
    )


def _sentences(change: ClaimChange, new: Content) -> Iterator[str]:
    before, after = change.before, change.after
    if before is None:
        return
    if after is None:
        if normalise(before["exact"]) not in normalise(_text(new)):
            yield _("The story no longer says %(claim)s.") % {"claim": _cited(before["exact"])}
        return
    if ChangeKind.WORDS in change.kinds:
        yield from _reworded(before["exact"], after["exact"])
    speakers = [row["speaker"]["name"] if row["speaker"] else "" for row in (before, after)]
    if all(speakers) and speakers[0] != speakers[1]:
        yield _("It was %(after)s, not %(before)s, who is meant in %(claim)s.") % {
            "before": speakers[0],
            "after": speakers[1],
            "claim": _cited(after["exact"]),
        }


def _text(content: Content) -> str:
    article = content["article"]
    return "\n\n".join((article["headline"], article["standfirst"], project(article["body"]).text))


def _reworded(before: str, after: str) -> Iterator[str]:
    stretches = list(_stretches(before, after))
    if len(stretches) > 1 or not all(all(stretch) for stretch in stretches):
        yield _("The story said %(before)s. It now says %(after)s.") % {
            "before": _cited(before),
            "after": _cited(after),
        }
        return
    for gone, come in stretches:
        yield _("The story said %(before)s where it now says %(after)s: %(claim)s.") % {
            "before": quoted(gone),
            "after": quoted(come),
            "claim": _cited(after),
        }


def _cited(words: str) -> str:
    """A claim within a sentence of ours: a whole sentence leaves its full stop out, “U.S.” keeps its."""
    return quoted(STOP.sub("", words.strip()))


def _stretches(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words that went and those in their place, of each stretch that differs by more than signs and capitals."""
    old, new = list(WORD.finditer(before)), list(WORD.finditer(after))
    at = to = 0
    for stayed, gone, come in steps(_folded(old), _folded(new), [MOST]):
        if not stayed:
            yield _between(before, old[at : at + len(gone)]), _between(after, new[to : to + len(come)])
        at, to = at + len(gone), to + len(come)


def _folded(words: list[re.Match[str]]) -> list[str]:
    return [word[0].casefold() for word in words]


def _between(text: str, words: list[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()] if words else ""
