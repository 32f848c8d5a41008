"""Words that the law took out of what was published: who asked and confirmed, and what is sealed since."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.enums import RedactionBasis
from articles.models.article import Article
from articles.models.edition import Edition
from articles.models.redaction_request import RedactionRequest
from policydesk.lib.append_only import AppendOnly, AppendOnlyQuerySet

USER = settings.AUTH_USER_MODEL


class Redaction(AppendOnly):
    """A redaction that was done. Each row seals the one before, and the editions that it touched."""

    request = models.OneToOneField(
        RedactionRequest, models.PROTECT, related_name="redaction", verbose_name=_("asked redaction")
    )
    article = models.ForeignKey(Article, models.PROTECT, related_name="redactions", verbose_name=_("article"))
    basis = models.CharField(_("ground"), max_length=10, choices=RedactionBasis.choices)
    reference = models.CharField(_("reference"), max_length=200)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("confirmed by"))
    at = models.DateTimeField(_("at"))
    places = models.JSONField(_("where the words stood"), help_text=_("How many rows of each table held them."))
    sequence = models.PositiveBigIntegerField(_("sequence"), unique=True)
    previous_digest = models.CharField(_("digest before"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-sequence"]
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [
            # Two people, whichever way a row comes in.
            models.CheckConstraint(name="redaction_second_person", condition=~Q(asked_by=F("confirmed_by"))),
            # An auditor reads why, and on what ground.
            models.CheckConstraint(name="redaction_has_ground", condition=~Q(reason="") & ~Q(reference="")),
        ]

    def __str__(self) -> str:
        return _("redaction %(number)d") % {"number": self.sequence}


class RedactedEdition(AppendOnly):
    """What an edition's content and row hash to since a redaction. Its own seal stays what it was."""

    redaction = models.ForeignKey(Redaction, models.PROTECT, related_name="editions", verbose_name=_("redaction"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="redactions", verbose_name=_("edition"))
    content_sha256 = models.CharField(_("SHA-256 of what is left of the content"), max_length=64)
    row_sha256 = models.CharField(_("SHA-256 of what is left of the row"), max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["redaction", "edition"]
        verbose_name = _("redacted edition")
        verbose_name_plural = _("redacted editions")
        constraints = [
            models.UniqueConstraint(name="redactededition_once", fields=["redaction", "edition"]),  # one seal each
        ]

    def __str__(self) -> str:
        return f"{self.redaction}: {self.edition}"

    @property
    def sealed(self) -> list[Any]:
        """What the redaction's own digest covers of this row."""
        return [self.edition_id, self.content_sha256, self.row_sha256]
