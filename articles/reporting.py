"""Reports of readers: taken in without an account; their addresses are forgotten. The desk decides in `deciding`."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.alerting import alert, concerned
from articles.event_kinds import EventKind
from articles.models import Article, Claim, ReaderReport
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text

LONGEST = 4_000  # characters of a message
MOST_A_DAY = 20  # reports on one story: more of them say the same, or nothing
KEPT_FOR = timedelta(days=90)  # the address of a reader


@transaction.atomic
def receive_report(
    article: Article, message: str, *, edition: int, claim: Claim | None = None, email: str = "", at: Any = None
) -> ReaderReport:
    """Take in what a reader says of a published story, or of a claim in its version `edition`, and tell who works it.

    Raises Refused, or ValidationError for an address that is none.
    """
    at, message = at or timezone.now(), clean_text(message).strip()
    if not message:
        raise Refused(_("Write what is wrong."))
    if len(message) > LONGEST:
        raise Refused(_("Write at most %(count)d characters.") % {"count": LONGEST})
    if email:
        validate_email(email)
    check_has_room(article, at=at)
    report = ReaderReport(
        article=article, claim=claim, edition_number=edition, message=message, email=email, received_at=at
    )
    report.save()
    path = reverse("admin:articles_readerreport_change", args=[report.pk])
    alert(EventKind.REPORTED, article, by=None, to=_to_tell(article), claim=claim, path=path, at=at)
    return report


def _to_tell(article: Article) -> list[Any]:
    """Of the people of the story those who may work its reports; editors, where none of them may."""
    named = [user for user in concerned(article) if user.has_perm("articles.work_report")]
    return named or list(get_user_model().objects.with_perm("articles.edit_any_article", include_superusers=False))


def check_has_room(article: Article, *, at: datetime) -> None:
    """Raises Refused when many reports on the story came in within a day."""
    since = at - timedelta(days=1)
    if ReaderReport.objects.filter(article=article, received_at__gt=since).count() >= MOST_A_DAY:
        raise Refused(_("Many readers wrote about this story today, and we are reading. Please try again tomorrow."))


def forget_addresses(*, at: Any = None) -> int:
    """Delete e-mail addresses of readers that are older than 90 days. Returns how many."""
    old = ReaderReport.objects.filter(received_at__lt=(at or timezone.now()) - KEPT_FOR).exclude(email="")
    return old.update(email="")  # it stands in no history
