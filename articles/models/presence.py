"""Who has a story open at the desk."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Presence(models.Model):
    """When a person opened the form or the claims page of a story last. It stops nobody, and no history keeps it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences", verbose_name=_("article"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(name="presence_once", fields=["article", "user"]),  # a person is there or not
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.article}"
