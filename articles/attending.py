"""Who else is at work on a story: a quiet notice, which stops nobody."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Presence

WHILE = timedelta(minutes=10)  # nothing tells us that somebody closed the page
AGAIN = timedelta(minutes=1)
log = logging.getLogger(__name__)


def attend(article: Article, user: Any, *, at: datetime | None = None) -> None:
    """Note that `user` opened a page on which the story or its claims are changed; at most once a minute.

    The page is worth more than the note: when the database does not take it, a line in the log says so.
    """
    at = at or timezone.now()
    if Presence.objects.filter(article=article, user=user, seen_at__gt=at - AGAIN).exists():
        return
    try:
        with transaction.atomic():
            Presence.objects.update_or_create(article=article, user=user, defaults={"seen_at": at})
    except DatabaseError as error:
        log.warning("that user %s is at story %s was not noted: %s", user.pk, article.pk, error)


def leave(article: Article, user: Any) -> None:
    """Note that `user` saved the story and is done with it."""
    Presence.objects.filter(article=article, user=user).delete()


def others_at_work(article: Article, user: Any, *, at: datetime | None = None) -> QuerySet[Presence]:
    """Who else opened the story a short time ago, newest first."""
    since = (at or timezone.now()) - WHILE
    return Presence.objects.filter(article=article, seen_at__gt=since).exclude(user=user).select_related("user")
