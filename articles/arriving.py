"""A change that is sent once more, because only the answer to it was lost, is answered and not made again.

Its sender gives each change a key. What is kept is that it was made, in the transaction that made it.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Arrival

KEPT = timedelta(days=7)  # a machine that was closed on Friday sends on Monday what it held


def made_before(key: str, *, by: Any) -> Arrival | None:
    """What is known of the change `key` of this person; None when it was not made, or has no key."""
    return Arrival.objects.filter(user=by, key=key).first() if key else None


def keep(key: str, claim: str, *, by: Any) -> None:
    """Keep that the change `key` was made, and the public id of the claim that its answer shows.

    Called in the transaction that makes it: what is refused leaves nothing. Without a key there is nothing to keep.
    """
    if key:
        mine = Arrival.objects.filter(user=by)
        mine.filter(at__lt=timezone.now() - KEPT).delete()
        Arrival.objects.create(user=by, key=key, claim=claim)
