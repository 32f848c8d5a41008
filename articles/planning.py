"""The plan of a scheduled story: who enters another state leaves it, and what came to nothing is told on the desk."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.alerting import alert
from articles.enums import ArticleState
from articles.event_kinds import EventKind
from articles.models import Article, Stoppage


def enter(article: Article, state: str) -> None:
    """Put the story into `state`; the caller saves it. Outside of `scheduled` it has no plan."""
    article.state = state
    if state != ArticleState.SCHEDULED:
        article.publish_at, article.scheduled_by = None, None
        article.scheduled_kind = article.scheduled_reason = ""


def call_off(
    article: Article, reasons: list[str] | list[tuple[str, str]], *, by: Any, at: datetime | None = None
) -> None:
    """Tell on the desk, and its people, why a scheduled story will not go out; nothing for one that has no plan.

    A reason is a sentence, or a sentence and the public id of its claim. Call it before the story leaves its state.
    """
    if article.state != ArticleState.SCHEDULED:
        return
    pairs = [reason if isinstance(reason, tuple) else (reason, "") for reason in reasons]
    told = {
        "due": article.publish_at,
        "at": at or timezone.now(),
        "scheduled_by": article.scheduled_by,
        "reasons": [{"sentence": sentence, "claim": claim} for sentence, claim in pairs],
    }
    Stoppage.objects.update_or_create(article=article, defaults=told)
    alert(EventKind.STOPPED, article, by=by, at=at)


def forget_stoppage(article: Article) -> None:
    """The story is scheduled or published anew: what stopped it before is told by its history alone."""
    Stoppage.objects.filter(article=article).delete()
