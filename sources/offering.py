"""Sources to offer while somebody types: by a part of the title, by number or by address, those at hand first."""

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from sources.addressing import canonical_address, is_address
from sources.enums import Confidentiality, SnapshotKind
from sources.models import Snapshot, Source

MOST = 9  # as many as there are keys


def matching_sources(typed: str, at_hand: Q, *, most: int | None = MOST) -> QuerySet[Source]:
    """Sources that `typed` may mean, with `used` (how often `at_hand` counts them) and `copied`: most used first,
    then what the desk cited or registered last.

    An address means the one source that stands there. Of a source that is not public only its description is searched.
    """
    copies = Snapshot.objects.exclude(kind=SnapshotKind.EXTRACT).filter(source=OuterRef("pk"))
    rows = Source.objects.annotate(used=Count("citations", filter=at_hand, distinct=True), copied=Exists(copies))
    rows = rows.annotate(recent=Greatest("created", Coalesce(Max("citations__created"), "created")))
    rows = rows.select_related("publisher", "copy_of").order_by("-used", "-recent", "-pk")
    return rows.filter(_means(typed.strip()))[:most]


def _means(typed: str) -> Q:
    if is_address(typed):
        return Q(canonical_url=canonical_address(typed))
    public = Q(confidentiality=Confidentiality.PUBLIC)
    shown = public & (Q(title__icontains=typed) | Q(publisher__name__icontains=typed))
    hidden = ~public & Q(described_as__icontains=typed)
    return shown | hidden | Q(public_id=typed.lower())
