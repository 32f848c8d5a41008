"""Which claims ask for a look, by what happened to them. Start page and lists ask these functions.

What is checked first comes first, then who waits longest.
"""

from django.db.models import QuerySet

from articles.enums import AnchorState
from articles.models import Claim


def to_look_at(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims of living stories that ask for a look, whatever happened."""
    return claims.to_look_at().living()


def gone_stale(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims of living stories whose check does not hold any more."""
    return to_look_at(claims).filter(needs_recheck=True)


def reworded(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims of living stories that read differently now."""
    return to_look_at(claims).filter(anchor_state=AnchorState.CHANGED)


def lost(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims of living stories that lost their words."""
    return to_look_at(claims).filter(anchor_state=AnchorState.LOST)
