"""What people at the desk are told of, and whether letters and the webhook got through."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.event_kinds import Delivery, EventKind
from articles.models.article import Article
from articles.models.claim import Claim
from articles.models.note import Note
from sources.models import Source

USER = settings.AUTH_USER_MODEL


class SendingQuerySet(models.QuerySet):
    """Words for asking about what is sent."""

    def to_send(self, at: Any) -> Any:
        """What waits and is due, the oldest first."""
        return self.filter(delivery=Delivery.WAITING, next_try__lte=at).order_by("pk")

    def failing(self) -> Any:
        """What was tried and did not get through, whether it is tried again or given up."""
        return self.filter(Q(delivery=Delivery.FAILED) | Q(delivery=Delivery.WAITING, tries__gt=0))


class Sending(models.Model):
    """Something that leaves the machine after the commit: `articles/delivering.py` alone moves it on."""

    delivery = models.CharField(_("delivery"), max_length=10, choices=Delivery.choices, default=Delivery.NONE)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try = models.DateTimeField(_("next try"), default=timezone.now)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    class Meta:
        abstract = True


class EventQuerySet(SendingQuerySet):
    """Words for asking about events."""

    def undelivered(self) -> "EventQuerySet":
        """Events of which the webhook or a letter did not get through. Newest first."""
        letters = Alert.objects.failing().values("event")
        failing = EventQuerySet(self.model).failing().values("pk")
        return self.filter(Q(pk__in=letters) | Q(pk__in=failing)).order_by("-pk")

    def with_error_of_letters(self) -> "EventQuerySet":
        """Each event with what went wrong with the first letter that did not get through (`error_of_letters`)."""
        letters = Alert.objects.failing().filter(event=OuterRef("pk")).order_by("pk")
        return self.annotate(error_of_letters=Subquery(letters.values("error")[:1]))


class Event(Sending):
    """One thing that happened to a story; its delivery is that of the webhook.

    It holds no words of anybody: what it says is made from what it points to when it is read.
    """

    kind = models.CharField(_("what happened"), max_length=10, choices=EventKind.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    article = models.ForeignKey(Article, models.CASCADE, related_name="events", verbose_name=_("article"))
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="+", verbose_name=_("claim"))
    source = models.ForeignKey(Source, models.CASCADE, null=True, related_name="+", verbose_name=_("source"))
    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="+", verbose_name=_("note"))
    path = models.CharField(_("where it is settled"), max_length=200, blank=True)
    together = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="with_it", verbose_name=_("told in one letter with")
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("retry_event", _("Can send letters and calls of the webhook again"))]
        indexes = [models.Index(name="event_to_send", fields=["delivery", "next_try"])]  # asked every minute

    def __str__(self) -> str:
        return _("%(kind)s, story %(number)d") % {"kind": self.get_kind_display(), "number": self.article_id}


class AlertQuerySet(SendingQuerySet):
    """Words for asking about what people are told."""

    def visible_to(self, user: Any) -> "AlertQuerySet":
        """What `user` is told, of stories that they may still read."""
        return self.filter(user=user, event__article__in=Article.objects.visible_to(user))

    def open(self) -> "AlertQuerySet":
        """What nobody has said to be done with. Newest first."""
        return self.filter(done_at=None).order_by("-pk")


class Alert(Sending):
    """That one person is told of an event; its delivery is that of the letter."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="alerts", verbose_name=_("event"))
    user = models.ForeignKey(USER, models.CASCADE, related_name="alerts", verbose_name=_("person"))
    done_at = models.DateTimeField(_("done with at"), null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [models.UniqueConstraint(name="alert_once", fields=["event", "user"])]  # told once
        indexes = [
            models.Index(name="alert_to_send", fields=["delivery", "next_try"]),  # asked every minute
            models.Index(name="alert_open", fields=["user", "-id"], condition=Q(done_at=None)),  # the start page
        ]

    def __str__(self) -> str:
        return told(self.event, str(self.event.article))


def told(event: Event, story: str) -> str:
    """The sentence of `event`, with the story called `story`."""
    who = _("the desk’s program") if event.by is None else event.by.get_full_name() or event.by.get_username()
    return str(EventKind(event.kind).sentence) % {"story": story, "who": who}
