"""Letters about what happened to stories: each to one person who is concerned, with the way to settle it."""

from collections.abc import Iterable, Iterator
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.event import event_address
from articles.admin.steps import claim_address
from articles.alerting import NO_MAIL, told_together
from articles.delivering import deliver
from articles.event_kinds import Delivery, EventKind
from articles.models import Alert, Article, Event, Stoppage
from articles.scheduling import Outcome
from policydesk.lib.clock import by_the_desk
from policydesk.lib.site import absolute

FAILURES = (SMTPException, OSError, ValueError)  # the server says no; it does not answer; an address is none


def send_letters() -> Iterator[str]:
    """Send the letters that wait, and yield a sentence for each that could not be sent.

    Call it when all is committed: a mail server keeps nobody waiting, and takes nothing back.
    """
    about = ("user", *(f"event__{name}" for name in ("by", "together", "claim", "note")))
    rows = Alert.objects.select_related(*about, "event__article__stoppage__scheduled_by")
    for row, error in deliver(rows, lambda alert: letter(alert).send(), FAILURES):
        yield _("The mail about “%(story)s” was not sent: %(error)s.") % {"story": row.event.article, "error": error}


def without_letters(stopped: Iterable[Outcome]) -> Iterator[str]:
    """Sentences on stories that were stopped of which nobody gets a letter."""
    stopped = list(stopped)
    if stopped and settings.EMAIL_BACKEND == NO_MAIL:
        yield _("Nobody is told by mail: EMAIL_URL is not set.")
        return
    for outcome in stopped:
        event = Event.objects.filter(article=outcome.article, kind=EventKind.STOPPED).first()
        if event is None or not event.alerts.exclude(delivery=Delivery.NONE).exists():
            yield _("Nobody is told by mail of “%(story)s”: no address is known.") % {"story": outcome.article}


def letter(alert: Alert) -> EmailMessage:
    """What happened and where to look at it; plain text. Of a story that was stopped also why, and where to settle it.

    Nothing that people wrote goes out but the headline and the sentences of the gate: notes are read at the desk.
    """
    event, others = alert.event, _beside(alert)
    if others:
        return _of_several([alert, *others])
    stoppage = getattr(event.article, "stoppage", None) if event.kind == EventKind.STOPPED else None
    said = _stopped(stoppage) if stoppage else [str(alert), absolute(event_address(event))]
    subject = _("%(what)s: %(story)s") % {"what": event.get_kind_display(), "story": event.article}
    return EmailMessage(" ".join(subject.split()), "\n\n".join(said) + "\n", to=[alert.user.email])


def _beside(alert: Alert) -> list[Alert]:
    """What else this letter tells: what was done in one go with it, as far as the person may still read it."""
    rows = told_together(alert.event.together or alert.event).filter(user=alert.user).exclude(pk=alert.pk)
    mine = rows.filter(event__article__in=Article.objects.visible_to(alert.user))
    return list(mine.select_related("event__by", "event__article", "event__claim", "event__note"))


def _of_several(alerts: list[Alert]) -> EmailMessage:
    """One letter for what was done in one go. An address that all of them have stands once, at the end."""
    event = alerts[0].event
    ways = dict.fromkeys(absolute(event_address(alert.event)) for alert in alerts)
    lines = [str(alert) if len(ways) == 1 else f"{alert}\n{absolute(event_address(alert.event))}" for alert in alerts]
    told = {"what": event.get_kind_display(), "count": len(alerts)}
    subject = ngettext("%(what)s: %(count)d story", "%(what)s: %(count)d stories", len(alerts)) % told
    return EmailMessage(subject, "\n\n".join([*lines, *(ways if len(ways) == 1 else ())]) + "\n",
                        to=[alerts[0].user.email])  # fmt: skip


def _stopped(stoppage: Stoppage) -> list[str]:
    story = stoppage.article
    said = _("“%(story)s” was due on %(time)s. It was not published and is a draft again.")
    reasons = [
        f"{reason['sentence']}\n{absolute(claim_address(story, reason.get('claim', '')))}"
        for reason in stoppage.reasons
    ]
    at_desk = absolute(reverse("admin:articles_article_change", args=[story.pk]))
    return [
        said % {"story": story, "time": by_the_desk(stoppage.due)},
        *reasons,
        _("The story at the desk:") + f"\n{at_desk}",
    ]
