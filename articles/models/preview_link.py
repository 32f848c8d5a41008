"""A link by which somebody without an account reads a story before it is published."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from policydesk.lib.fields import LineField

USER = settings.AUTH_USER_MODEL


def new_key() -> str:
    """128 random bits; the address also holds their signature, so that a copy of the database opens nothing."""
    return token_urlsafe(16)


class PreviewLink(models.Model):
    """Who gave it out, to whom, until when; and how often it was opened, which is all that is kept of its readers."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links", verbose_name=_("article"))
    key = models.CharField(_("key"), max_length=22, unique=True, default=new_key, editable=False)
    for_whom = LineField(_("for whom"), max_length=200, blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("given out by"))
    made_at = models.DateTimeField(_("given out at"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )
    opened = models.PositiveIntegerField(_("opened"), default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        constraints = [
            # Revoked by somebody at some time, or not.
            models.CheckConstraint(
                name="previewlink_revocation_paired",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.for_whom or str(self.article)
