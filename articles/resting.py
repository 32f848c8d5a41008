"""What rests on a source: claims on the desk, editions that readers see, commitments. Listed before it is retracted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from articles.models import Claim, Edition, EditionCitation, Publication
from sources.models import Excerpt, Source
from sources.retracting import carriers

# How a commitment stands on a passage; reverse names alone, since commitments are built on top of this app.
PASSAGES = ("commitments", "contested_commitments", "party_wordings__commitment", "status_evidence__change__commitment")


@dataclass(frozen=True)
class Resting:
    """What stands on a source or on one of its copies."""

    copies: QuerySet[Source]
    claims: QuerySet[Claim]
    stories: QuerySet[Publication]
    editions: QuerySet[Edition]
    commitments: QuerySet[Any]


def resting_on(source: Source) -> Resting:
    """Everything that would be flagged if the source were retracted now."""
    fallen = carriers(source)
    readable = EditionCitation.objects.readable().filter(source__in=fallen).values("claim__edition")
    cited = Claim.objects.standing().filter(citations__source__in=fallen).distinct()
    printed = EditionCitation.objects.filter(source__in=fallen).values("claim__edition")
    return Resting(
        copies=fallen.exclude(pk=source.pk),
        claims=cited.select_related("article").order_by("article", "start"),
        stories=Publication.objects.public().filter(edition__in=printed).select_related("edition").order_by("pk"),
        editions=_earlier(readable),
        commitments=commitments_on(Excerpt.objects.filter(Q(source__in=fallen) | Q(snapshot__source__in=fallen))),
    )


def _earlier(readable: QuerySet[Any]) -> QuerySet[Edition]:
    """Those of them that are not what readers see first; a notice stands above their cards, too."""
    rows = Edition.objects.filter(pk__in=readable).exclude(pk__in=Publication.objects.public().values("edition"))
    return rows.select_related("article__publication").order_by("article", "-number")


def commitments_on(passages: QuerySet[Excerpt]) -> QuerySet[Any]:
    """The commitments that stand on one of these passages."""
    standing = Q(pk__in=[])
    for name in PASSAGES:
        standing |= Q(pk__in=passages.order_by().values(name))
    return Excerpt._meta.get_field("commitments").related_model._default_manager.filter(standing).order_by("pk")
