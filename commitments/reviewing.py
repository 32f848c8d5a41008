"""Looking again at a commitment and finding no change: a dated entry that says who looked where."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Commitment, Review, ReviewedSource
from commitments.tracking import check_can_propose
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text
from sources.models import Source


def check_can_review(by: Any) -> None:
    """Raises NotAllowed unless `by` may say that nothing changed: whoever may propose what did."""
    check_can_propose(by)


@transaction.atomic
def review_unchanged(
    commitment: Commitment,
    *,
    by: Any,
    looked_at: str,
    review_by: date,
    sources: Iterable[Source] = (),
    version: int | None = None,
    at: datetime | None = None,
) -> Review:
    """Enter that `by` looked again and found no change, where they looked, and by when to look the next time.

    Readers see when it was last reviewed. Raises NotAllowed, Refused, Stale.
    """
    check_can_review(by)
    at, looked_at = at or timezone.now(), clean_text(looked_at).strip()
    if not looked_at:
        raise Refused(_("Write where you looked: who reads the entry looks there, too."))
    if review_by <= timezone.localdate(at):
        raise Refused(_("The day to look again must be still to come."))
    commitment.take_version(version)
    review = Review(commitment=commitment, reviewed_at=at, reviewed_by=by, looked_at=looked_at, review_by=review_by)
    review.save()
    for source in dict.fromkeys(sources):
        ReviewedSource(review=review, source=source).save()
    commitment.review_by = review_by
    commitment.save(by=by, change_reason=_("Reviewed, no change."))
    return review
