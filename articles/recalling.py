"""The same claim elsewhere: who checked it, on what, and taking the same source and passage for this one.

What is offered is only what the person may see: claims of stories that they may read on the desk, and what readers see.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.checking import standing
from articles.citing import cite, usual_directness
from articles.enums import READINGS, Reading, reading_key
from articles.likening import say_the_same
from articles.models import Citation, Claim, EditionClaim
from policydesk.lib.errors import Refused
from sources.models import Source

LOOKED, MOST = 30, 3  # claims that are compared, and offered
KEPT = ("stance", "directness", "basis", "interested")


@dataclass(frozen=True)
class Reusable:
    """A source with its passage, as the other claim has it. `attached` tells that this claim has it too."""

    value: str
    source: Source
    passage: str
    locator: str
    said: dict[str, Any] = field(hash=False)
    attached: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """A claim that says the same: in which story (its key), how it reads and when it was checked.

    `public` is one of which the person sees what readers see.
    """

    words: str
    public_id: str
    article: int
    headline: str
    public: bool
    reading: Reading
    checked_at: datetime | None
    citations: list[Reusable]


def elsewhere(claim: Claim, user: Any) -> list[Elsewhere]:
    """Claims that say the same as `claim` (loaded with its evidence), those with a check that holds first."""
    alike = Q()
    for name in ("alike_a", "alike_b"):
        if key := getattr(claim, name):
            alike |= Q(**{name: key})
    if not alike:
        return []
    rows = Claim.objects.standing().filter(alike).exclude(pk=claim.pk).order_by("-pk")
    mine = rows.visible_to(user).with_evidence().select_related("article")[:LOOKED]
    found = [_on_the_desk(row, claim) for row in mine if say_the_same(row.exact, claim.exact)]
    seen = {row.public_id for row in found}
    printed = EditionClaim.objects.current().filter(public_id__in=rows.values("public_id")).exclude(public_id__in=seen)
    if not user.has_perm("articles.read_any_article"):
        for row in printed.select_related("edition__content").order_by("-pk")[:LOOKED]:
            if say_the_same(row.words, claim.exact):
                found.append(_in_print(row, claim))
    return sorted(found, key=lambda row: row.checked_at is None)[:MOST]


@transaction.atomic
def reuse(claim: Claim, value: str, *, by: Any, version: int | None = None) -> Citation:
    """Attach the source and the passage that another claim has. Raises NotAllowed, Stale, or Refused where that does
    not stand there any more, or stands here already."""
    found = reusable(claim, value, by)
    if found is None:
        raise Refused(_("The other claim does not stand on that source any more."))
    passage = {"passage": found.passage, "locator": found.locator}
    said = found.said | {"directness": usual_directness(found.source, found.said["directness"])}
    return cite(claim, found.source, by=by, version=version, **passage, **said)


def reusable(claim: Claim, value: str, user: Any) -> Reusable | None:
    """What `value` names among what is offered to `user` for the claim."""
    loaded = Claim.objects.with_evidence().get(pk=claim.pk)
    return next((one for row in elsewhere(loaded, user) for one in row.citations if one.value == value), None)


def _on_the_desk(row: Claim, claim: Claim) -> Elsewhere:
    stands = standing(row)
    at = stands.check.at if stands.check and not stands.needs_recheck else None
    status = stands.status if at else "sourced" if row.citations.all() else "unsourced"
    return Elsewhere(
        row.exact, row.public_id, row.article_id, str(row.article), False, READINGS[reading_key(status, row.kind)], at,
        list(_of_citations(row, claim)),
    )  # fmt: skip


def _of_citations(row: Claim, claim: Claim) -> Iterator[Reusable]:
    for one in row.citations.all():
        if one.source.retraction:
            continue
        excerpt = one.excerpt
        passage, locator = (excerpt.exact, excerpt.locator) if excerpt else ("", "")
        said = {name: getattr(one, name) for name in KEPT}
        yield Reusable(
            f"{row.public_id}:{one.pk}", one.source, passage, locator, said, _has(claim, one.source, passage)
        )


def _in_print(row: EditionClaim, claim: Claim) -> Elsewhere:
    """As readers see it: nothing of a draft, and no source that is not public."""
    content = row.edition.content.content
    card = next(one for one in content["claims"] if one["public_id"] == row.public_id)
    names = {one["number"]: one["public_id"] for one in content["sources"]}
    known = {one.public_id: one for one in Source.objects.filter(public_id__in=names.values())}
    offered = []
    for at, one in enumerate(card["citations"]):
        source = known.get(names[one["source"]])
        if source is not None and source.is_public and not source.retraction:
            said = {name: one[name] for name in KEPT}
            attached = _has(claim, source, one["exact"])
            offered.append(Reusable(f"{row.public_id}:p{at}", source, one["exact"], one["locator"], said, attached))
    at_time = parse_datetime(card["checked"]["at"]) if card["checked"] else None
    headline = content["article"]["headline"]
    return Elsewhere(
        row.words, row.public_id, row.edition.article_id, headline, True, READINGS[card["reading"]], at_time, offered
    )


def _has(claim: Claim, source: Source, passage: str) -> bool:
    cited = [row for row in claim.citations.all() if row.source_id == source.pk]
    return any((row.excerpt.exact if row.excerpt else "") == passage for row in cited)
