"""What people at the desk tell each other about a story or a claim. Readers never see it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.claim import Claim
from policydesk.lib.fields import ProseField
from policydesk.lib.history import Record, tracked

USER = settings.AUTH_USER_MODEL


class Note(Record):
    """A remark on a story, or on one of its claims; it stays open until somebody resolves it."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="notes", verbose_name=_("article"))
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="notes", verbose_name=_("claim")
    )
    text = ProseField(_("note"), help_text=_("For the desk alone. @name tells somebody."))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    mentions = models.ManyToManyField(
        USER, through="articles.Mention", related_name="+", verbose_name=_("people named")
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, editable=False)
    resolved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(name="note_not_empty", condition=~Q(text="")),  # nobody could answer it
            # Resolved by somebody at some time, or open.
            models.CheckConstraint(
                name="note_resolution_paired",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        ]
        indexes = [models.Index(name="note_of_article", fields=["article", "id"])]  # the notes of one story

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"


class Mention(models.Model):
    """A person whom a note names, and so tells."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentioned", verbose_name=_("note"))
    user = models.ForeignKey(USER, models.PROTECT, related_name="mentions", verbose_name=_("person"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("person named")
        verbose_name_plural = _("people named")
        constraints = [
            models.UniqueConstraint(name="mention_once", fields=["note", "user"]),  # told once
        ]

    def __str__(self) -> str:
        return str(self.user)
