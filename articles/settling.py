"""Which claims are settled: nothing about the claim stands in the way of a story that is not developing.

One rule for the workbench, the list of stories and the way to the claims. What its passages say against a claim is
asked by the gate alone, and so is what was printed of it.
"""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.checking import Standing
from articles.enums import AnchorState, ClaimKind, Stance, Status
from articles.gating import PASSING, refuted_unsaid, would_block
from articles.maturing import passed
from articles.models import Article, Citation, Claim
from sources.enums import GroundRules

# False ones count as settled in `counted` when a passage is named; whether it stands in the story is asked of these.
SAID_FALSE = Prefetch(
    "claims",
    Claim.objects.standing().filter(status=Status.REFUTED).exclude(refuted_passage=""),
    to_attr="said_false",
)


def is_settled(article: Article, claim: Claim, stands: Standing, at: datetime | None = None) -> bool:
    """Whether nothing about `claim`, loaded with its evidence, would block at `at` (now)."""
    return would_block(article, claim, stands, at=at) is None


def counted(stories: QuerySet[Article], at: datetime | None = None) -> QuerySet[Article]:
    """Each story with `claim_count` and `settled_count`, which `settled_of` brings to what the rule says."""
    claims = Claim.objects.standing().filter(article=OuterRef("pk")).order_by()
    return stories.annotate(claim_count=_count(claims), settled_count=_count(_settled(claims, at)))


def settled_of(article: Article) -> int:
    """How many claims of a story from `counted`, with SAID_FALSE fetched, are settled."""
    unsaid = sum(
        claim.anchor_state == AnchorState.ANCHORED and not claim.needs_recheck and bool(refuted_unsaid(article, claim))
        for claim in article.said_false
    )
    return article.settled_count - unsaid


def unsettled(article: Article, at: datetime | None = None) -> int:
    """How many claims of one story are not settled at `at` (now)."""
    row = counted(Article.objects.filter(pk=article.pk), at).get()
    prefetch_related_objects([row], SAID_FALSE)
    return row.claim_count - settled_of(row)


def _count(claims: QuerySet[Claim]) -> Coalesce:
    return Coalesce(Subquery(claims.values("article").annotate(n=Count("pk")).values("n")), 0)


def _settled(claims: QuerySet[Claim], at: datetime | None) -> QuerySet[Claim]:
    cited = Citation.objects.filter(claim=OuterRef("pk"))
    bearing = cited.exclude(stance=Stance.CONTEXT)
    retracted = Q(source__retracted_at__isnull=False) | Q(source__copy_of__retracted_at__isnull=False)
    held = Q(source__embargo_until__gt=at or timezone.now())
    sealed = Q(source__interview__ground_rules=GroundRules.OFF_RECORD)
    footless = Exists(bearing) & ~Exists(bearing.exclude(retracted)) & ~Q(kind=ClaimKind.ANALYSIS)
    says = Q(status__in=PASSING) | (Q(status=Status.REFUTED) & ~Q(refuted_passage=""))
    fit = claims.filter(says, needs_recheck=False, anchor_state=AnchorState.ANCHORED)
    overdue = Exists(passed(Claim.objects.filter(pk=OuterRef("pk")), at))
    return fit.exclude(overdue).exclude(Exists(cited.filter(held | sealed))).exclude(footless)
