"""The wording of a claim that stands alone: it was written for words of the story, which may have changed since."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.claiming import check_can_change
from articles.models import Claim
from policydesk.lib.errors import Refused


@transaction.atomic
def keep_statement(claim: Claim, *, by: Any, version: int | None = None) -> None:
    """Say that the wording that stands alone fits the words of the claim as they are now. It is signed as it was, so
    whoever says so may check. Raises NotAllowed, Stale, or Refused when it was written for these words."""
    check_can_change(claim, by)
    if not claim.stands_alone_for_others:
        raise Refused(_("The wording that stands alone was written for these words: there is nothing to confirm."))
    claim.take_version(version)
    claim.stated_for = claim.exact
    claim.save(by=by)
