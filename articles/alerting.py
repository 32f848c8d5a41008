"""Telling the people of a story what happened to it: an item at the desk, a letter, and one webhook.

`alert` writes rows, in the transaction of what happened; `publishdue` sends them when that is committed.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.event_kinds import Delivery
from articles.models import Alert, Article, ArticleAuthor, Event
from policydesk.lib.errors import NotAllowed

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"  # what no EMAIL_URL means in production


@transaction.atomic
def alert(
    kind: str,
    article: Article,
    *,
    by: Any,
    to: Iterable[Any] | None = None,
    claim: Any = None,
    source: Any = None,
    note: Any = None,
    path: str = "",
    together: Event | None = None,
    at: datetime | None = None,
) -> Event:
    """Tell `to` (None: the people of the story) that `kind` happened to it; who did it, `by`, is not told.

    Told is who is active and may read the story. `path` is where it is settled, when that is neither the note nor
    the claim nor the story's form. What was done in one go is `together` with the first of it: each person gets one
    letter. Call it in the transaction of what happened: nothing is sent before the commit.
    """
    at = at or timezone.now()
    hook = Delivery.WAITING if settings.WEBHOOK_URL else Delivery.NONE
    about = {"claim": claim, "source": source, "note": note, "path": path, "together": together}
    event = Event(kind=kind, article=article, by=by, at=at, delivery=hook, next_try=at, **about)
    event.save()
    by_mail = settings.EMAIL_BACKEND != NO_MAIL
    written = set(told_together(together).values_list("user", flat=True)) if together else set()
    for user in _readers(article, concerned(article) if to is None else to, by):
        mail = Delivery.WAITING if by_mail and user.email and user.pk not in written else Delivery.NONE
        Alert(event=event, user=user, delivery=mail, next_try=at).save()
    return event


def told_together(first: Event) -> QuerySet[Alert]:
    """Whom that event and those together with it tell, in their order."""
    return Alert.objects.filter(Q(event=first) | Q(event__together=first)).order_by("event__pk", "pk")


def concerned(article: Article) -> list[Any]:
    """The people of a story: its authors, whom it was assigned to, who checks it and who scheduled it; editors, where
    none of these is here any more."""
    people = get_user_model().objects
    named = (article.assignee_id, article.assigned_checker_id, article.scheduled_by_id)
    mine = Q(pk__in=ArticleAuthor.objects.filter(article=article).values("user")) | Q(pk__in=filter(None, named))
    found = list(people.filter(mine, is_active=True).order_by("pk"))
    return found or list(people.with_perm("articles.edit_any_article", include_superusers=False).order_by("pk"))


def _readers(article: Article, users: Iterable[Any], by: Any) -> list[Any]:
    """Each once, but for `by`, who has left, and who may not read the story."""
    story = Article.objects.filter(pk=article.pk)
    once = {user.pk: user for user in users if user is not None and user.is_active and user != by}
    return [user for _pk, user in sorted(once.items()) if story.visible_to(user).exists()]


@transaction.atomic
def be_done(alert: Alert, *, by: Any) -> None:
    """Put the message away. Raises NotAllowed for that of another person; twice is once."""
    if alert.user_id != by.pk:
        raise NotAllowed(_("That message is for somebody else."))
    if alert.done_at is None:
        alert.done_at = timezone.now()
        alert.save(update_fields=["done_at"])
