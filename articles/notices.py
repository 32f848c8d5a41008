"""Notices as readers see them: above the cards of one printed version, of one claim, or of one source."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Edition, EditionClaim, Notice
from articles.wording import When, moment
from policydesk.lib.prepared import Prepared
from sources.models import Source

ON_CARDS = "source__edition_citations__claim"


@dataclass(frozen=True)
class Told:
    """One notice with the cards that it stands above, as pairs of number and public id."""

    text: str
    published_at: datetime
    claims: tuple[tuple[int, str], ...]

    @property
    def at(self) -> When:
        """The moment in words."""
        return moment(self.published_at.isoformat())

    @property
    def data(self) -> dict[str, Any]:
        """The same for machines."""
        ids = [public_id for _number, public_id in self.claims]
        return {"at": self.published_at.isoformat(), "text": self.text} | ({"claims": ids} if ids else {})


def notices_of(edition: Edition) -> list[Told]:
    """What stands above the cards of this version, newest first. One query."""
    return _gathered(ABOVE_CARDS.rows(edition.pk, edition.article_id))


def _above_cards(edition: int, article: int) -> QuerySet:
    """Of each notice, for each card that it stands above: key, text, moment, number and public id."""
    printed = EditionClaim.objects.filter(edition=edition, public_id=OuterRef("claim__public_id")).order_by()
    rows = Notice.objects.standing().filter(Q(**{f"{ON_CARDS}__edition": edition}) | Q(claim__article=article))
    rows = rows.annotate(
        number=Coalesce(F(f"{ON_CARDS}__number"), Subquery(printed.values("number")[:1])),
        on=Coalesce(F(f"{ON_CARDS}__public_id"), F("claim__public_id")),
    ).exclude(number=None)
    return rows.order_by("-pk", "number").values_list("pk", "text", "at", "number", "on").distinct()


ABOVE_CARDS = Prepared(_above_cards, -1, -2)  # keys that no row has


def notices_of_claim(edition: Edition, public_id: str) -> list[Told]:
    """Those of them that stand above one claim, each with that claim alone."""
    rows = ((told, [pair for pair in told.claims if pair[1] == public_id]) for told in notices_of(edition))
    return [replace(told, claims=tuple(own)) for told, own in rows if own]


def notices_of_source(source: Source) -> list[Told]:
    """What readers are told of the source itself, newest first."""
    return [Told(row.text, row.at, ()) for row in Notice.objects.standing().filter(source=source)]


def _gathered(rows: Iterable[tuple[int, str, datetime, int, str]]) -> list[Told]:
    found: dict[int, tuple[str, datetime, list[tuple[int, str]]]] = {}
    for key, text, at, number, public_id in rows:
        found.setdefault(key, (text, at, []))[2].append((number, public_id))
    return [Told(text, at, tuple(claims)) for text, at, claims in found.values()]
