"""That a scheduled story did not go out: what its authors and who scheduled it are told on the desk."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Stoppage(models.Model):
    """Why a story was not published when it was due. Stands until it is scheduled or published anew.

    `reasons` is a list of {"sentence", "claim"}: what the gate said then, and the public id of the claim that it is
    about, or "". The history of the story keeps the sentences for good.
    """

    article = models.OneToOneField(Article, models.CASCADE, related_name="stoppage", verbose_name=_("article"))
    due = models.DateTimeField(_("due"))
    at = models.DateTimeField(_("stopped at"), default=timezone.now)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("scheduled by")
    )
    reasons = models.JSONField(_("reasons"), default=list)

    class Meta:
        verbose_name = _("stopped publication")
        verbose_name_plural = _("stopped publications")

    def __str__(self) -> str:
        return str(self.article)
