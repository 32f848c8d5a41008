"""Getting rid of a mistaken commitment: one that no reader saw and nobody judged. Histories keep every row of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import Commitment
from commitments.permitting import check_can_change
from policydesk.lib.errors import Refused


def check_can_discard(commitment: Commitment, by: Any) -> None:
    """Raises NotAllowed unless `by` may change the commitment, and Refused when something refers to it."""
    check_can_change(commitment, by)
    if commitment.published_at:
        raise Refused(_("Readers have seen it. What they saw is never deleted; an editor may take it back."))
    if commitment.status_changes.exists() or commitment.reviews.exists():
        raise Refused(_("Somebody judged what came of it, or looked again. What the log refers to is never deleted."))
    if link := commitment.linked_from.select_related("commitment").first():
        raise Refused(_("“%(other)s” is linked with it: take that link off first.") % {"other": link.commitment})


@transaction.atomic
def discard(commitment: Commitment, *, by: Any, version: int | None = None) -> None:
    """Delete the commitment with its parties, links, reports and what was proposed of it. Passages and sources stay.

    Raises NotAllowed, Refused, or Stale; then nothing is deleted.
    """
    check_can_discard(commitment, by)
    commitment.take_version(version)
    beside = (commitment.proposals, commitment.links, commitment.reports, commitment.parties)
    for row in (*(each for rows in beside for each in rows.all()), commitment):
        row.delete(by=by, change_reason=_("The commitment was discarded."))
