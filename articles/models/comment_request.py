"""Who was asked for comment on a story or a claim, until when, what they answered, or that it was withdrawn."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from articles.models.article import Article
from articles.models.claim import Claim
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import VersionedRecord, tracked

USER = settings.AUTH_USER_MODEL


class CommentRequestQuerySet(models.QuerySet):
    """Words for asking about them."""

    def waiting(self) -> "CommentRequestQuerySet":
        """Those that nobody has answered or withdrawn. The first deadline first."""
        soonest = models.F("deadline").asc(nulls_last=True)
        return self.filter(answered_at=None, withdrawn_at=None).order_by(soonest, "pk")

    def run_out(self, at: Any) -> "CommentRequestQuerySet":
        """Those whose time is up without an answer."""
        return self.waiting().filter(deadline__lte=at)


class CommentRequest(VersionedRecord):
    """One person or body that was asked: an actor, or words for somebody who is none. `owner` waits for the answer."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="comment_requests", verbose_name=_("article"))
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="comment_requests", verbose_name=_("claim")
    )
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who was asked")
    )
    asked = LineField(_("who was asked, in words"), max_length=200, blank=True)
    question = ProseField(_("what was asked, and how"), blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    deadline = models.DateTimeField(_("time to answer"), null=True, blank=True)
    answer = ProseField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    owner = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("waits for the answer"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)
    withdrawn_reason = ProseField(_("why it was withdrawn"), blank=True, editable=False)

    history = tracked("version")
    objects = CommentRequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("request for comment")
        verbose_name_plural = _("requests for comment")
        constraints = [
            # Somebody was asked: an actor or words, not both.
            models.CheckConstraint(
                name="commentrequest_asks_somebody",
                condition=(Q(actor=None) & ~Q(asked="")) | Q(actor__isnull=False, asked=""),
            ),
            # What they said and when, or neither.
            models.CheckConstraint(
                name="commentrequest_answer_paired",
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
            # Who withdrew it, when and why, or nothing of it.
            models.CheckConstraint(
                name="commentrequest_withdrawal_paired",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def is_pending(self, at: Any) -> bool:
        """Whether they may still answer: they have not, and their time is not up."""
        return self.answered_at is None and self.withdrawn_at is None and (self.deadline is None or self.deadline > at)

    def __str__(self) -> str:
        return str(self.actor.present) if self.actor else self.asked
