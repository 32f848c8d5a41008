"""Saying on what ground a sentence need not be a claim: the gate does not ask for it then, and nothing suggests it.

It holds as long as the sentence reads so. That somebody rejected a suggestion says no such thing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.claiming import check_can_mark
from articles.enums import AnchorState, Part
from articles.grounds import Ground, Waived
from articles.models import Article, Waiver
from articles.projecting import project
from articles.splitting import sentences
from articles.spotting import Span
from policydesk.lib.errors import Refused
from policydesk.lib.people import desk_name
from policydesk.lib.text import normalise

Spans = Mapping[str, list[Span]]


@dataclass(frozen=True)
class Spared:
    """A waived sentence that stands in the story: where, and the waiver that says who, when and on what ground."""

    part: str
    start: int
    end: int
    waiver: Waiver

    @property
    def place(self) -> str:
        """Where it stands, as the page names places."""
        return f"{self.part}:{self.start}:{self.end}"


def walked(article: Article, part: str) -> list[Span]:
    """The sentences of a part; a sub-heading is none, though its words can be a claim."""
    if part != Part.BODY:
        return sentences(article.text_of(part))
    projection = project(article.body)
    headings = [(row.start, row.end) for row in projection.blocks if row.tag != "p"]
    found = sentences(projection.text)
    return [span for span in found if not any(first < span[1] and span[0] < last for first, last in headings)]


def waivers_of(article: Article) -> dict[str, Waiver]:
    """The waivers of sentences by the words that they are about, typography and white space apart."""
    rows = article.waivers.filter(kind=Waived.SENTENCE).select_related("by")
    return {normalise(row.words): row for row in rows}


def spared(article: Article, spans: Spans | None = None) -> list[Spared]:
    """The waived sentences that stand in the story, in its order; `spans` are its sentences, where they are there."""
    waivers = waivers_of(article)
    return [
        Spared(part, start, end, waivers[words])
        for part, start, end, words in (_said(article, spans) if waivers else ())
        if words in waivers
    ]


def key_of(words: str) -> str:
    """By what a page names a sentence."""
    return sha256(normalise(words).encode()).hexdigest()[:16]


def sentence_of(article: Article, key: str) -> str:
    """The words of the sentence that a page named so; empty where none stands in the story now."""
    return next((words for _part, _start, _end, words in _said(article) if key_of(words) == key), "")


@transaction.atomic
def spare(article: Article, words: str, ground: str, *, by: Any) -> Waiver:
    """Say on what ground the sentence that reads `words` need not be a claim, or that it is another ground.

    Who may mark claims may. Raises NotAllowed; Refused where no such sentence stands, a claim stands in it, or this was
    said already.
    """
    check_can_mark(article, by)
    article = Article.objects.select_for_update().get(pk=article.pk)
    key = normalise(words)
    found = [(part, start, end) for part, start, end, said in _said(article) if said == key]
    if not found:
        raise Refused(_("The text changed meanwhile. Choose the sentence again."))
    open_ones = [place for place in found if not _claimed(article, place)]
    if not open_ones:
        raise Refused(_("A claim stands in this sentence. Retire the claim first, if it is none."))
    part, start, end = open_ones[0]
    waiver = waivers_of(article).get(key) or Waiver(article=article, kind=Waived.SENTENCE)
    if waiver.ground == ground:
        told = {"who": desk_name(waiver.by), "ground": Ground(ground).label}
        raise Refused(_("%(who)s waived this sentence already: %(ground)s.") % told)
    waiver.words, waiver.ground, waiver.by = article.text_of(part)[start:end], ground, by
    waiver.save(by=by)
    return waiver


@transaction.atomic
def ask_for(waiver: Waiver, *, by: Any) -> None:
    """Take the waiver of a sentence back; the history keeps it. Raises NotAllowed."""
    check_can_mark(waiver.article, by)
    waiver.delete(by=by)


def _said(article: Article, spans: Spans | None = None) -> Iterator[tuple[str, int, int, str]]:
    """Each sentence: where it stands, and its words as they are compared."""
    for part in Part:
        text = article.text_of(part)
        for start, end in walked(article, part) if spans is None else spans[part]:
            yield part.value, start, end, normalise(text[start:end])


def _claimed(article: Article, place: tuple[str, int, int]) -> bool:
    part, start, end = place
    rows = article.claims.standing().filter(part=part, start__lt=end, end__gt=start)
    return rows.exclude(anchor_state=AnchorState.LOST).exists()
