"""Corrections by hand: what was wrong and what the story says now, printed with the edition that puts it right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.corrections import corrections_of
from articles.enums import CorrectionKind, EditionKind
from articles.models import Article, Claim, CorrectedClaim, Correction, Edition, EditionClaim
from articles.sealing import utc
from articles.wording import quoted
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text

CORRECTABLE = (EditionKind.UPDATE, EditionKind.CORRECTION)  # kinds of edition that may tell one


@dataclass(frozen=True)
class Correcting:
    """A correction as the publisher writes it: its kind, its text, and the claims of the story that it concerns."""

    kind: str
    text: str
    claims: Sequence[Claim] = ()


def settle_correction(kind: str, written: Correcting | None) -> Correcting | None:
    """The correction cleaned. Raises Refused when an edition of `kind` lacks one, or may not tell one."""
    text = clean_text(written.text).strip() if written else ""
    if not text:
        if kind == EditionKind.CORRECTION or written:
            raise Refused(_("Write what was wrong, and what the story says now: readers see it."))
        return None
    if kind not in CORRECTABLE:
        raise Refused(_("Only a correction or an update tells readers what was wrong."))
    if written.kind not in CorrectionKind.values:
        raise Refused(_("Choose what kind of correction it is: readers are told."))
    return replace(written, text=text)


def correctable_claims(article: Article) -> QuerySet[Claim]:
    """Claims that a correction may concern: what stands in the text, and what readers saw before it was retired."""
    printed = EditionClaim.objects.filter(edition__article=article).values("public_id")
    standing = article.claims.standing() | article.claims.filter(public_id__in=printed)
    return standing.in_text_order()


def printed_corrections(article: Article) -> list[dict[str, Any]]:
    """What the story told of its errors so far, newest first, as its newest edition that can be read has it."""
    rows = article.editions.exclude(kind=EditionKind.WITHDRAWAL).select_related("content")
    newest = rows.order_by("-number").first()
    return corrections_of(newest.content.content) if newest else []


def tell_correction(article: Article, edition: Edition, written: Correcting | None) -> list[dict[str, Any]]:
    """All corrections that `edition` prints, newest first. Raises Refused for a claim that readers never saw."""
    before = printed_corrections(article)
    if written is None:
        return before
    told = {
        "edition": edition.number,
        "kind": str(written.kind),
        "at": utc(edition.at),
        "text": written.text,
        "claims": [{"public_id": claim.public_id, "words": words} for claim, words in _worded(article, written.claims)],
    }
    return [told, *before]


def _worded(article: Article, claims: Iterable[Claim]) -> list[tuple[Claim, str]]:
    """Each claim once, with its words in the text, else with those that were printed last."""
    found = []
    for claim in dict.fromkeys(claims):
        if claim.article_id != article.pk:
            raise Refused(_("A correction concerns claims of its own story."))
        rows = EditionClaim.objects.filter(public_id=claim.public_id, edition__article=article)
        printed = rows.order_by("-edition__sequence").first()
        if claim.retired_at and printed is None:
            raise Refused(_("Readers never saw the claim %(claim)s.") % {"claim": quoted(str(claim))})
        found.append((claim, printed.words if claim.retired_at else claim.exact))
    return found


def record_correction(edition: Edition, written: Correcting | None) -> None:
    """Insert the rows of a correction beside its saved edition. Called inside the publishing transaction."""
    if written is None:
        return
    correction = Correction(edition=edition, kind=written.kind, text=written.text)
    correction.save()
    for claim in dict.fromkeys(written.claims):
        CorrectedClaim(correction=correction, claim=claim).save()
