"""Making a commitment public, and taking it back. What readers would miss or may not see stands in the way."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.enums import Bindingness, PartyRole, Side
from commitments.evidencing import troubles
from commitments.models import Commitment
from commitments.rating import standing_entries
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text
from sources.models import Excerpt

RECEIVING = (PartyRole.COUNTERPARTY, PartyRole.BENEFICIARY)


def blockers(commitment: Commitment) -> list[str]:
    """What stands in the way of readers seeing this commitment, in sentences; empty when nothing does."""
    return [*_parties_missing(commitment), *troubles(_passages_shown(commitment), public=True)]


def _parties_missing(commitment: Commitment) -> list[str]:
    parties = list(commitment.parties.all())
    sides = {party.side for party in parties if party.undertakes}
    if not any(party.undertakes for party in parties):
        return [_("Nobody undertakes it: add who does, in the part “Undertakes it”.")]
    mutual = {Side.FIRST, Side.SECOND} <= sides
    if mutual or commitment.bindingness == Bindingness.UNILATERAL:
        return []
    if any(party.role in RECEIVING for party in parties):
        return []
    return [_("There is no other side: add to whom it was undertaken, who benefits, or a side of each who undertakes.")]


def _passages_shown(commitment: Commitment) -> list[Excerpt]:
    """Every passage that the public page quotes; of the log those of entries that hold."""
    held = {
        "commitments": [commitment.pk],
        "contested_commitments": [commitment.pk],
        "party_wordings__commitment": [commitment.pk],
        "status_evidence__change": [entry.pk for entry in standing_entries(commitment)],
    }
    whole = Excerpt.objects.select_related("source", "snapshot__source").order_by("pk")
    found = [passage for use, keys in held.items() for passage in whole.filter(**{f"{use}__in": keys})]
    return list(dict.fromkeys(found))


def check_can_publish(by: Any) -> None:
    """Raises NotAllowed unless `by` may publish commitments and take them back."""
    if not by.has_perm("commitments.publish_commitment"):
        raise NotAllowed(_("You may not publish commitments or take them back. Ask an editor."))


@transaction.atomic
def publish_commitment(
    commitment: Commitment, *, by: Any, version: int | None = None, at: datetime | None = None
) -> None:
    """Put the commitment, its log and what it stands on before readers.

    Raises NotAllowed, Stale, or Refused with every sentence of `blockers`; then nothing is written.
    """
    check_can_publish(by)
    if commitment.public:
        raise Refused(_("It is public already."))
    commitment.take_version(version)
    if found := blockers(commitment):
        raise Refused("\n".join(found))
    commitment.public = True
    if commitment.published_at is None:
        commitment.published_at, commitment.published_by = at or timezone.now(), by
    commitment.save(by=by)


@transaction.atomic
def take_back(commitment: Commitment, *, by: Any, reason: str, version: int | None = None) -> None:
    """Take the commitment away from readers; the reason stays in its history. Its log stays as it is.

    Raises NotAllowed, Refused, Stale.
    """
    check_can_publish(by)
    reason = clean_text(reason).strip()
    if not commitment.public:
        raise Refused(_("It is not public."))
    if not reason:
        raise Refused(_("Write why it is taken back: the desk reads it in the history."))
    commitment.take_version(version)
    commitment.public = False
    commitment.save(by=by, change_reason=reason)
