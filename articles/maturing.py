"""Which claims fall due: the day of their event or of their review has passed, or comes soon; or their check is old."""

from datetime import datetime, timedelta

from django.db.models import Case, DateField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Least, TruncDate
from django.utils import timezone

from articles.enums import UNCHECKED, ClaimKind, Verdict
from articles.models import Check, Claim

AHEAD = timedelta(days=14)  # what comes that soon is looked at beforehand
LONG_AGO = timedelta(days=90)  # since a check
NEWS = timedelta(days=183)  # since an edition; an older one readers find as what was known on its day


def due(claims: QuerySet[Claim], at: datetime | None = None) -> QuerySet[Claim]:
    """Claims of living stories whose day has passed at `at` (now) or comes soon. The earliest day comes first.

    The day of an event and the day of review alike; a check that holds and was made after the day answers it. An event
    of which nothing was checked falls due only where it was planned.
    """
    soon = timezone.localdate(at) + AHEAD
    dated = claims.living().filter(Q(event_date_latest__lte=soon) | Q(review_by__lte=soon))
    return with_due_day(dated, at).exclude(due_on=None).order_by("due_on", "pk")


def with_due_day(claims: QuerySet[Claim], at: datetime | None = None) -> QuerySet[Claim]:
    """Each claim with the day that has passed or comes soon, as `due_on`; `event_due` is that of the event."""
    soon = timezone.localdate(at) + AHEAD
    checks = Check.objects.filter(claim=OuterRef("pk")).order_by("-pk")
    held = checks.annotate(held=Case(When(~Q(verdict=Verdict.VOID), then=F("at")), output_field=DateTimeField()))
    open_ = {
        "event_date_latest": Q(checked_on__lte=F("event_date_latest")) | Q(checked_on=None, kind=ClaimKind.PLANNED),
        "review_by": Q(checked_on__lte=F("review_by")) | Q(checked_on=None),
    }
    event, review = (
        Case(When(question & Q(**{f"{day}__lte": soon}), then=F(day)), output_field=DateField())
        for day, question in open_.items()
    )
    rows = claims.annotate(checked_on=TruncDate(Subquery(held.values("held")[:1])))
    rows = rows.annotate(event_due=event, review_due=review)
    # The least of a day and of nothing is nothing on SQLite.
    return rows.annotate(due_on=Coalesce(Least("event_due", "review_due"), "event_due", "review_due"))


def passed(claims: QuerySet[Claim], at: datetime | None = None) -> QuerySet[Claim]:
    """Those of which the day of the event or of the review has passed at `at` (now) since they were checked."""
    today = timezone.localdate(at)
    dated = claims.filter(Q(event_date_latest__lt=today) | Q(review_by__lt=today))
    newest = Check.objects.filter(claim=OuterRef("pk")).order_by("-pk").values("at")[:1]
    rows = dated.annotate(checked_on=TruncDate(Subquery(newest)))
    return rows.filter(
        Q(event_date_latest__lt=today, checked_on__lte=F("event_date_latest"))
        | Q(review_by__lt=today, checked_on__lte=F("review_by"))
    )


def grown_old(claims: QuerySet[Claim], at: datetime | None = None) -> QuerySet[Claim]:
    """Claims of stories that went out within half a year of `at` (now), whose check stands and was made long ago.

    What asks for a look already is left to who asks for that. What is checked first comes first.
    """
    now = at or timezone.now()
    since = Check.objects.filter(at__gte=now - LONG_AGO).order_by().values("claim")
    rows = claims.living().filter(article__publication__edition__at__gte=now - NEWS, look_since=None)
    return rows.exclude(status__in=UNCHECKED).exclude(pk__in=since).order_by("priority", "pk")
