"""Changes that the workbench sent and the server made, so that one that is sent once more is made once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Arrival(models.Model):
    """A change that was made, by the key that its sender gave it. No record: it goes after some days.

    `claim` is the public id of the claim that was shown with the answer, if any.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("key"), max_length=64)
    claim = models.CharField(_("claim"), max_length=8, blank=True, default="")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        constraints = [
            # Two sendings of one change that run at once: the second fails, and finds the first when it comes again.
            models.UniqueConstraint(name="arrival_once", fields=["user", "key"]),
        ]

    def __str__(self) -> str:
        return self.key
