"""Who else is at work on a story: a quiet notice, which stops nobody."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Presence

WHILE = timedelta(minutes=10)  # nothing tells us that somebody closed the page


def attend(article: Article, user: Any, *, at: datetime | None = None) -> None:
    """Note that `user` opened a page on which the story or its claims are changed."""
    Presence.objects.update_or_create(article=article, user=user, defaults={"seen_at": at or timezone.now()})


def leave(article: Article, user: Any) -> None:
    """Note that `user` saved the story and is done with it."""
    Presence.objects.filter(article=article, user=user).delete()


def others_at_work(article: Article, user: Any, *, at: datetime | None = None) -> QuerySet[Presence]:
    """Who else opened the story a short time ago, newest first."""
    since = (at or timezone.now()) - WHILE
    return Presence.objects.filter(article=article, seen_at__gt=since).exclude(user=user).select_related("user")
