"""Suggestions of a story: sentences that could be claims, and claims that could be commitments.

A person accepts or rejects; nothing changes before. What was rejected is remembered by its words, and not suggested
again while they stand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.claiming import change_claim, check_can_mark, mark_claim
from articles.enums import AnchorState, ClaimKind, Part, Sign
from articles.models import Article, Claim, Rejection
from articles.sparing import waivers_of, walked
from articles.spotting import Span
from articles.suggesting import key_of, possible_claims, reads_as_undertaking
from policydesk.lib.errors import Refused

WHAT = CLAIM, KIND = "claim", "kind"  # what is suggested: that words are a claim, or that a claim is a commitment
UNDERTAKEN = (ClaimKind.FACT, ClaimKind.STATEMENT)  # kinds that may be a commitment that nobody named so


@dataclass(frozen=True)
class Suggestion:
    """One suggestion: where its words stand, what tells, and the kind that a claim of them would be.

    `claim` is one that stands already and would only change its kind.
    """

    key: str
    part: str
    start: int
    end: int
    words: str
    signs: tuple[Sign, ...]
    kind: ClaimKind
    claim: Claim | None = None

    @property
    def place(self) -> str:
        """Where it stands, as the page names places."""
        return f"{self.part}:{self.start}:{self.end}"

    @property
    def why(self) -> str:
        """What tells, in words."""
        return ", ".join(str(sign.label) for sign in self.signs)


def suggestions(
    article: Article, claims: Sequence[Claim], spans: dict[str, list[Span]] | None = None
) -> list[Suggestion]:
    """What is suggested for the story, in the order of the text: none that was rejected here.

    `claims` are the standing ones; `spans` the sentences of each part, where they are there already.
    """
    rejected = set(article.rejections.values_list("sha256", flat=True))
    found = [*possible(article, claims, spans), *_undertaken(claims)]
    order = list(Part)
    return sorted(
        (row for row in found if row.key not in rejected), key=lambda row: (order.index(Part(row.part)), row.start)
    )


def possible(
    article: Article, claims: Sequence[Claim], spans: dict[str, list[Span]] | None = None
) -> Iterator[Suggestion]:
    """Sentences that could be claims, but for waived ones: also those that somebody rejected."""
    waived = {key_of(CLAIM, words) for words in waivers_of(article)}
    for part in Part:
        stand = [(row.start, row.end) for row in claims if row.part == part and row.anchor_state != AnchorState.LOST]
        walk = walked(article, part) if spans is None else spans[part]
        for row in possible_claims(article.text_of(part), walk, stand):
            if (key := key_of(CLAIM, row.words)) not in waived:
                yield Suggestion(key, part.value, row.start, row.end, row.words, row.signs, row.kind)


def _undertaken(claims: Iterable[Claim]) -> Iterator[Suggestion]:
    for claim in claims:
        stands = claim.kind in UNDERTAKEN and claim.anchor_state == AnchorState.ANCHORED and not claim.checks.all()
        if stands and reads_as_undertaking(claim.exact):
            place = (str(claim.part), claim.start, claim.end, claim.exact)
            yield Suggestion(key_of(KIND, claim.exact), *place, (Sign.UNDERTAKING,), ClaimKind.COMMITMENT, claim)


@transaction.atomic
def accept(article: Article, key: str, *, by: Any) -> Claim:
    """Mark the words of a suggestion as a claim, or set the kind of the claim that it is about, by the usual rules.

    Raises NotAllowed, or Refused when it does not stand any more.
    """
    found = _standing(article, key, by)
    if found.claim:
        change_claim(found.claim, by=by, kind=found.kind)
        return found.claim
    return mark_claim(article, found.words, by=by, part=found.part, start=found.start, kind=found.kind)


@transaction.atomic
def reject(article: Article, key: str, *, by: Any) -> Rejection | None:
    """Say that these words are none; they are not suggested again in this story. Raises as `accept` does.

    Returns None where that was said already: who says so twice is not told that it is gone.
    """
    check_can_mark(article, by)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.rejections.filter(sha256=key).exists():
        return None
    rejection = Rejection(article=article, sha256=key, words=_standing(article, key, by).words, by=by)
    rejection.save(by=by)
    return rejection


@transaction.atomic
def offer_again(article: Article, key: str = "", *, by: Any) -> None:
    """Suggest again all that was rejected in this story, or the one. Raises NotAllowed, or Refused when none was."""
    check_can_mark(article, by)
    rejected = article.rejections.filter(sha256=key) if key else article.rejections.all()
    if not rejected:
        raise Refused(_("That is suggested again already.") if key else _("Nothing was rejected in this story."))
    for row in rejected:
        row.delete(by=by)


def _standing(article: Article, key: str, by: Any) -> Suggestion:
    check_can_mark(article, by)
    claims = list(article.claims.standing().prefetch_related("checks").in_text_order())
    for claim in claims:
        claim.article = article
    found = next((row for row in suggestions(article, claims) if row.key == key), None)
    if found is None:
        raise Refused(_("That suggestion does not stand any more: somebody dealt with it, or the words changed."))
    return found
