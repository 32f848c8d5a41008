"""Which stories wait for somebody: for their next step, or because they did not go out.

The start page and the lists that it leads to ask these functions, so that both count the same rows.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.enums import ArticleState
from articles.models import Article, ArticleAuthor

LATE = timedelta(minutes=10)  # a run a minute, and time for a slow one


URGENT = (F("deadline").asc(nulls_last=True), "modified", "pk")  # by deadline, then who waits longest


def assigned_to(stories: QuerySet[Article], user: Any) -> QuerySet[Article]:
    """Stories that were assigned to `user` and wait for them: to write, until they are released, or to check."""
    to_write = Q(assignee=user) & ~Q(state=ArticleState.RELEASED)
    return stories.filter(to_write | Q(assigned_checker=user, state=ArticleState.IN_CHECK)).order_by(*URGENT)


def to_check(stories: QuerySet[Article], user: Any) -> QuerySet[Article]:
    """Stories in check that `user` did not write alone, and that nobody else was asked to check. By deadline."""
    open_to_all = stories.filter(Q(assigned_checker=None) | Q(assigned_checker=user), state=ArticleState.IN_CHECK)
    return _not_alone_by(user, open_to_all).order_by(*URGENT)


def to_publish(stories: QuerySet[Article], user: Any) -> QuerySet[Article]:
    """Stories that are ready and that `user` did not write alone. By deadline, then who waits longest."""
    return _not_alone_by(user, stories.filter(state=ArticleState.READY)).order_by(*URGENT)


def in_state(stories: QuerySet[Article], state: str) -> QuerySet[Article]:
    """Stories in that state: the next to go out first, then who waits longest."""
    return stories.filter(state=state).order_by("publish_at", "modified", "pk")


def late(stories: QuerySet[Article], at: datetime | None = None) -> QuerySet[Article]:
    """Stories that were due some time before `at` (now) and have not gone out: nothing publishes what is due."""
    return stories.due((at or timezone.now()) - LATE)


def sent_back_to(stories: QuerySet[Article], user: Any) -> QuerySet[Article]:
    """Drafts of `user` that somebody else, or a claim that went stale, sent back with a reason. The oldest first."""
    mine = with_return(stories.filter(state=ArticleState.DRAFT, pk__in=Article.objects.own_of(user).values("pk")))
    told = mine.filter(left_as__in=(ArticleState.IN_CHECK, ArticleState.READY)).exclude(returned_by=user.pk)
    return told.exclude(Q(returned_why=None) | Q(returned_why="")).order_by("modified", "pk")


def with_return(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Each draft with the state that it was in last (`left_as`), and by whom and why it left it (`returned_…`)."""
    versions = Article.history.model.objects.filter(id=OuterRef("pk"))
    left = versions.exclude(state=ArticleState.DRAFT).order_by("-history_id")
    back = versions.filter(history_id__gt=OuterRef("left_in")).order_by("history_id")
    return stories.annotate(
        left_in=Subquery(left.values("history_id")[:1]), left_as=Subquery(left.values("state")[:1])
    ).annotate(
        returned_by=Subquery(back.values("history_user")[:1]),
        returned_why=Subquery(back.values("history_change_reason")[:1]),
    )


def _not_alone_by(user: Any, stories: QuerySet[Article]) -> QuerySet[Article]:
    """Without those whose only author `user` is: a second person must look at them."""
    if not settings.DESK_FOUR_EYES:
        return stories
    own = ArticleAuthor.objects.filter(user=user).order_by().values("article")
    others = ArticleAuthor.objects.exclude(user=user).order_by().values("article")
    return stories.exclude(Q(pk__in=own) & ~Q(pk__in=others))
