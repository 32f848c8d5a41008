"""From a claim to the ledger: the form of a new commitment begun with its words."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from articles.models import Claim
from commitments.admin.passages import as_typed
from commitments.enums import Bindingness, PartyRole, Verifiability
from commitments.models import Party, Report
from commitments.reporting import begun_by


def claim_asked_for(request: HttpRequest) -> Claim | None:
    """The claim that the address names, if the asker may read its story."""
    named = request.GET.get("claim", "")[:20]
    found = Claim.objects.visible_to(request.user).filter(public_id=named) if named else Claim.objects.none()
    return found.select_related("article", "speaker__merged_into").first()


def begun_with(claim: Claim) -> dict[str, Any]:
    """What the fields of a new commitment begin with. On what footing it was made, a person says."""
    begun = begun_by(claim)
    return {
        "title": begun.title, "made_on": begun.made_on, "bindingness": Bindingness.UNCLEAR,
        "verifiability": Verifiability.VERIFIABLE,
        **as_typed("undertaking", begun.undertaking),
    }  # fmt: skip


def rows_begun_with(claim: Claim, model: type[Model]) -> list[dict[str, Any]]:
    """The same of the rows of one kind: who speaks undertakes it, and the claim reports it."""
    pledger = begun_by(claim).pledger
    if model is Party and pledger:
        return [{"actor": pledger, "role": PartyRole.PLEDGER}]
    return [{"claim": claim}] if model is Report else []
