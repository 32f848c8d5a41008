"""What somebody said is no claim, so that it is not suggested again while it reads so."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Rejection(models.Model):
    """One suggestion that was rejected in a story, known again by a hash of its words. No record: it can be offered
    again, and rejecting changes nothing in the story."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="rejections", verbose_name=_("article"))
    sha256 = models.CharField(_("hash of the words"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("rejected suggestion")
        verbose_name_plural = _("rejected suggestions")
        constraints = [
            models.UniqueConstraint(name="rejection_once", fields=["article", "sha256"]),  # those of one story
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
