"""What somebody gave a colleague to go on with, in one go and with one note."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.comment_request import CommentRequest
from articles.models.note import Note
from articles.models.reader_report import ReaderReport
from policydesk.lib.fields import ProseField
from policydesk.lib.people import desk_name

USER = settings.AUTH_USER_MODEL


class HandoverQuerySet(models.QuerySet):
    """Words for asking about them."""

    def visible_to(self, user: Any) -> "HandoverQuerySet":
        """What `user` handed over or took."""
        return self.filter(Q(by=user) | Q(to=user))


class Handover(models.Model):
    """Who gave what to whom, when, and why; it never changes."""

    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("from"))
    to = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("to"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = ProseField(_("note"), blank=True)
    stories = models.ManyToManyField(Article, related_name="+", verbose_name=_("stories"))
    notes = models.ManyToManyField(Note, related_name="+", verbose_name=_("open notes"))
    requests = models.ManyToManyField(CommentRequest, related_name="+", verbose_name=_("requests for comment"))
    reports = models.ManyToManyField(ReaderReport, related_name="+", verbose_name=_("reader reports"))

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")

    def __str__(self) -> str:
        return _("%(by)s to %(to)s") % {"by": desk_name(self.by), "to": desk_name(self.to)}
