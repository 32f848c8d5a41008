"""Making a commitment public, and taking it back. What stands in the way, `gating.py` says."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.relating import relate
from commitments.evidencing import in_sentences
from commitments.gating import left_without_successor, to_publish
from commitments.models import Commitment
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text


def check_can_publish(by: Any) -> None:
    """Raises NotAllowed unless `by` may publish commitments and take them back."""
    if not by.has_perm("commitments.publish_commitment"):
        raise NotAllowed(_("You may not publish commitments or take them back. Ask an editor."))


@transaction.atomic
def publish_commitment(
    commitment: Commitment, *, by: Any, version: int | None = None, at: datetime | None = None
) -> None:
    """Put the commitment, its log and what it stands on before readers.

    Raises NotAllowed, Stale, or Refused with every sentence of `to_publish`; then nothing is written.
    """
    check_can_publish(by)
    if commitment.public:
        raise Refused(_("It is public already."))
    commitment.take_version(version)
    if found := to_publish(commitment):
        raise Refused(in_sentences(found))
    commitment.public, commitment.taken_back_at = True, None
    if commitment.published_at is None:
        commitment.published_at, commitment.published_by = at or timezone.now(), by
    else:
        commitment.edited_at = at or timezone.now()
    commitment.save(by=by)
    relate(commitment.stories())


@transaction.atomic
def take_back(
    commitment: Commitment, *, by: Any, reason: str, version: int | None = None, at: datetime | None = None
) -> None:
    """Take the commitment away from readers, whom its address tells so; the reason stays in its history, and its log
    as it is.

    Raises NotAllowed, Refused, Stale.
    """
    check_can_publish(by)
    reason = clean_text(reason).strip()
    if not commitment.public:
        raise Refused(_("It is not public."))
    if not reason:
        raise Refused(_("Write why it is taken back: the desk reads it in the history."))
    if left := left_without_successor(commitment):
        sentence = _(
            "Readers are led here from “%(other)s”, which it supersedes. Take that one back first, or its entry."
        )
        raise Refused(sentence % {"other": left})
    commitment.take_version(version)
    commitment.public, commitment.taken_back_at = False, at or timezone.now()
    commitment.save(by=by, change_reason=reason)
    relate(commitment.stories())
