"""Who may add and change occasions and commitments.

Who adds may change what they added while only they have touched it, which its history tells, and no reader has seen
it; anybody else's needs the right to change.
"""

from typing import Any

from django.utils.translation import gettext as _

from commitments.models import Commitment, Link, Occasion, Participant, Party, Report
from policydesk.lib.errors import NotAllowed, may
from policydesk.lib.history import VersionedRecord


def check_can_add_occasion(by: Any) -> None:
    """Raises NotAllowed unless `by` may add occasions."""
    if not by.has_perm("commitments.add_occasion"):
        raise NotAllowed(_("You may not add occasions. Ask a reporter, a checker or an editor."))


def check_can_change_occasion(occasion: Occasion, by: Any) -> None:
    """Raises NotAllowed unless `by` may change any, or added this one and nobody else touched it or sees it."""
    if by.has_perm("commitments.change_occasion"):
        return
    check_can_add_occasion(by)
    if _touched_by_others(occasion, by, Participant):
        raise NotAllowed(_("You may change only what you added and nobody else touched. Ask a checker or an editor."))
    if occasion.commitments.exclude(published_at=None).exists():
        raise NotAllowed(_("Readers have seen this occasion. Ask a checker or an editor to change it."))


def can_change_occasion(occasion: Occasion, by: Any) -> bool:
    """Whether `check_can_change_occasion` would let `by` through."""
    return may(check_can_change_occasion, occasion, by)


def check_can_add(by: Any) -> None:
    """Raises NotAllowed unless `by` may add commitments."""
    if not by.has_perm("commitments.add_commitment"):
        raise NotAllowed(_("You may not add commitments. Ask a reporter, a checker or an editor."))


def check_can_change(commitment: Commitment, by: Any) -> None:
    """Raises NotAllowed unless `by` may change any, or added this one, readers never saw it, nobody else touched it."""
    if by.has_perm("commitments.change_commitment"):
        return
    check_can_add(by)
    if commitment.published_at:
        raise NotAllowed(_("Readers have seen this commitment. Ask a checker or an editor to change it."))
    if _touched_by_others(commitment, by, Party, Link, Report):
        raise NotAllowed(_("You may change only what you added and nobody else touched. Ask a checker or an editor."))


def can_change(commitment: Commitment, by: Any) -> bool:
    """Whether `check_can_change` would let `by` through."""
    return may(check_can_change, commitment, by)


def _touched_by_others(record: VersionedRecord, by: Any, *rows: type) -> bool:
    """Whether anybody but `by` wrote a version of the record or of the rows below it; imports count as others."""
    key = record._meta.model_name
    histories = [record.history.all(), *(row.history.filter(**{key: record.pk}) for row in rows)]
    return any(history.exclude(history_user=by).exists() for history in histories)
