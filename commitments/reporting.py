"""From a story to the ledger: a claim that reports a commitment begins a new one, or joins one that stands."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from actors.models import Actor
from articles.enums import Stance
from articles.models import Claim, EditionClaim
from commitments.models import Commitment
from commitments.registering import change_commitment
from policydesk.lib.errors import Refused
from sources.models import Excerpt

TELLING = (Stance.SUPPORTS, Stance.PARTLY, Stance.ATTRIBUTES)
TITLE = 120  # characters of a title that a claim gives


@dataclass(frozen=True)
class Beginning:
    """What a claim gives for a new commitment; a person completes it."""

    title: str
    undertaking: Excerpt | None
    made_on: str
    pledger: Actor | None


def begun_by(claim: Claim) -> Beginning:
    """The words of the claim, the passage that it cites, the day of that source or of the story, and who speaks."""
    cited = claim.citations.filter(stance__in=TELLING, excerpt__isnull=False, source__retracted_at=None)
    first = cited.select_related("excerpt__source", "excerpt__snapshot__source", "source").order_by("pk").first()
    published = str(first.source.published) if first and first.source.is_public else ""
    return Beginning(
        title=Truncator((claim.statement or claim.exact).strip().rstrip(".")).chars(TITLE),
        undertaking=first.excerpt if first else None,
        made_on=published or str(claim.article.story_date or ""),
        pledger=claim.speaker.present if claim.speaker_id else None,
    )


def join_claim(commitment: Commitment, claim: Claim, *, by: Any, version: int | None = None) -> None:
    """Say that the claim reports this commitment. Raises NotAllowed, Stale, or Refused when it says so already."""
    if commitment.reports.filter(claim=claim).exists():
        raise Refused(_("This claim is among those that report it already."))
    reports = [row.claim for row in commitment.reports.select_related("claim")]
    change_commitment(commitment, by=by, version=version, reports=[*reports, claim])


def editions_that_report(commitment: Commitment, user: Any) -> list[EditionClaim]:
    """The claims that report it as editions printed them, of stories that `user` may read; the newest first."""
    known = Claim.objects.visible_to(user).filter(reports__commitment=commitment).order_by().values("public_id")
    printed = EditionClaim.objects.filter(public_id__in=known).select_related("edition__article")
    return list(printed.order_by("-edition__sequence", "pk"))
