"""What waits in the ledger: the queues of the desk. Lists, the start page and the tests count by these."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from commitments.enums import PartyRole, ProposalState
from commitments.models import Commitment, Party, StatusChange, StatusProposal
from commitments.rating import SAME, entries_about

ANSWERED_WITHIN = timedelta(days=14)  # after it, a proposal counts as left lying


def to_confirm(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Those of which a proposed status waits for a second person."""
    waiting = StatusProposal.objects.filter(state=ProposalState.OPEN)
    return commitments.filter(pk__in=waiting.order_by().values("commitment"))


def to_publish(commitments: QuerySet[Commitment], by: Any) -> QuerySet[Commitment]:
    """Those of an occasion that readers never saw and somebody else than `by` brought in: its sheet has them."""
    own = Commitment.history.filter(history_type="+", history_user=by).order_by()
    return commitments.filter(public=False, published_at=None, occasion__isnull=False).exclude(pk__in=own.values("id"))


def unanswered(proposals: QuerySet[StatusProposal], at: datetime | None = None) -> QuerySet[StatusProposal]:
    """Proposals that nobody confirmed, returned or withdrew within two weeks."""
    return proposals.filter(state=ProposalState.OPEN, created__lt=(at or timezone.now()) - ANSWERED_WITHIN)


def beside_others(proposals: QuerySet[StatusProposal]) -> QuerySet[StatusProposal]:
    """These, each with whether an entry that holds says the same (`is_said`), and another that waits (`is_twin`)."""
    same = {name: OuterRef(name) for name in SAME} | {"of": Coalesce(OuterRef("party"), 0)}
    of = Coalesce("party", 0)
    said = StatusChange.objects.standing().order_by().alias(of=of).filter(**same)
    waiting = StatusProposal.objects.order_by().alias(of=of).filter(**same, state=ProposalState.OPEN, retracts=None)
    return proposals.annotate(is_said=Exists(said), is_twin=Exists(waiting.exclude(pk=OuterRef("pk"))))


def left_lying(commitments: QuerySet[Commitment], at: datetime | None = None) -> QuerySet[Commitment]:
    """Those of which a status was proposed and never answered."""
    return commitments.filter(pk__in=unanswered(StatusProposal.objects.order_by(), at).values("commitment"))


def to_rate_anew(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Those of which a status was rated before their words, their term or how they are read was changed."""
    return commitments.filter(pk__in=rated_otherwise(Party.objects.all()).order_by().values("commitment"))


def rated_otherwise(parties: QuerySet[Party]) -> QuerySet[Party]:
    """Parties whose status was rated under another reading than the one that holds; `decided_by` is the entry."""
    latest = entries_about()
    return (
        parties.filter(role=PartyRole.PLEDGER)
        .annotate(rated_as=Subquery(latest.values("reading")[:1]), decided_by=Subquery(latest.values("pk")[:1]))
        .exclude(rated_as=None)
        .exclude(rated_as=F("commitment__reading"))
    )
