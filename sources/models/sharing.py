"""That readers may have a file which somebody gave to the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policydesk.lib.history import Record, tracked
from sources.models.snapshot import Snapshot


class Sharing(Record):
    """Whether an editor lets readers have one uploaded copy; its history keeps who, and when. No row: nobody did yet.

    The ground on which readers get copies stands on the source, and counts as well.
    """

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="sharing", verbose_name=_("saved copy"))
    shared = models.BooleanField(_("for readers"))

    history = tracked()

    class Meta:
        verbose_name = _("uploaded copy for readers")
        verbose_name_plural = _("uploaded copies for readers")

    def __str__(self) -> str:
        return f"{self.snapshot}: {_('for readers') if self.shared else _('for the desk')}"
