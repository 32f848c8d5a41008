"""What somebody said is no claim, so that it is not suggested again while it reads so."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from policydesk.lib.fields import ProseField
from policydesk.lib.history import Record, tracked


class Rejection(Record):
    """One suggestion that was rejected in a story, known again by a hash of what it is and of its words.

    Rejecting changes nothing in the story, and it can be offered again; the history tells who did either.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="rejections", verbose_name=_("article"))
    sha256 = models.CharField(_("hash of the words"), max_length=64)
    words = ProseField(_("words"), blank=True, default="")  # empty where it was rejected before they were kept
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    history = tracked()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("rejected suggestion")
        verbose_name_plural = _("rejected suggestions")
        constraints = [
            models.UniqueConstraint(name="rejection_once", fields=["article", "sha256"]),  # those of one story
        ]

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else f"{self.words[:79]}…"
