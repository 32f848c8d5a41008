"""What readers are told about our own errors, and about what changed under an edition that stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import CorrectionKind
from articles.models.claim import Claim
from articles.models.edition import Edition
from policydesk.lib.append_only import AppendOnly, AppendOnlyQuerySet
from policydesk.lib.fields import ProseField
from sources.models import Source

USER = settings.AUTH_USER_MODEL


class Correction(AppendOnly):
    """What was wrong and what the story says now, printed with the edition that put it right."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="corrections", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=16, choices=CorrectionKind.choices)
    text = ProseField(_("text"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-edition__sequence", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(
                name="correction_has_text", condition=~Q(text="")
            ),  # readers are told what was wrong
        ]

    def __str__(self) -> str:
        return self.text


class CorrectedClaim(AppendOnly):
    """A claim that a correction concerns."""

    correction = models.ForeignKey(Correction, models.PROTECT, related_name="claims", verbose_name=_("correction"))
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="corrections", verbose_name=_("claim"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("corrected claim")
        verbose_name_plural = _("corrected claims")
        constraints = [
            models.UniqueConstraint(name="correctedclaim_once", fields=["correction", "claim"]),  # named once
        ]

    def __str__(self) -> str:
        return str(self.claim)


class NoticeQuerySet(AppendOnlyQuerySet):
    """Words for asking about notices."""

    def standing(self) -> "NoticeQuerySet":
        """Those that readers see: not lifted, and no lifting themselves."""
        return self.filter(lifts=None, lifted_by=None)


class Notice(AppendOnly):
    """What readers must know at once, above a card that stays as it was printed. A further notice lifts it."""

    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="notices", verbose_name=_("source"))
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="notices", verbose_name=_("claim"))
    text = ProseField(_("text"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    lifts = models.OneToOneField("self", models.PROTECT, null=True, related_name="lifted_by", verbose_name=_("lifts"))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            # It stands above the cards of one source or above one card.
            models.CheckConstraint(
                name="notice_on_source_or_claim",
                condition=Q(source=None, claim__isnull=False) | Q(source__isnull=False, claim=None),
            ),
            models.CheckConstraint(
                name="notice_has_text", condition=~Q(text="")
            ),  # an empty box alarms and tells nothing
        ]

    def __str__(self) -> str:
        return self.text
