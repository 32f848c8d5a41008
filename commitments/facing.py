"""Who faces whom: to whom each of those who undertake something undertakes it. Filter, matrix and the pages of two
ask here, so that their counts agree."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from actors.enums import ActorKind
from actors.models import Actor
from commitments.as_of import AsOf
from commitments.enums import PartyRole, Side
from commitments.models import Party
from commitments.rating import rated

OTHER = "commitment__parties__"


def pairs(asof: AsOf | None) -> QuerySet[Party]:
    """Each party that undertakes something once for each to whom it undertakes it: `frm` and `to` are the keys of the
    two actors, of merged ones those that stay, and `stood` is what came of it on its part.

    Who stands on the other side and undertakes it too is faced only where nobody is named as the receiving end.
    Nobody undertakes anything towards themselves.
    """
    receiving = Party.objects.filter(commitment=OuterRef("commitment"), role=PartyRole.COUNTERPARTY)
    across = Q(side=Side.FIRST, **{f"{OTHER}side": Side.SECOND}) | Q(side=Side.SECOND, **{f"{OTHER}side": Side.FIRST})
    mutual = across & Q(**{f"{OTHER}role": PartyRole.PLEDGER}) & ~Exists(receiving)
    return (
        rated(Party.objects.undertaking(), asof)
        .filter(Q(**{f"{OTHER}role": PartyRole.COUNTERPARTY}) | mutual)
        .annotate(frm=_stays("actor"), to=_stays(f"{OTHER}actor"))
        .exclude(frm=F("to"))
        .order_by()
    )


def called(slug: str) -> QuerySet:
    """The key of the actor of that slug, of a merged one of that which stays. Who is not named is not found by the
    address that the desk gave them."""
    named = Actor.objects.filter(slug=slug).exclude(kind=ActorKind.UNNAMED)
    return named.order_by().annotate(stays=Coalesce("merged_into", "pk")).values("stays")


def _stays(path: str) -> Coalesce:
    return Coalesce(f"{path}__merged_into", path)
