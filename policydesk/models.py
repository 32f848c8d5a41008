"""The dossiers that were loaded. What one brought in carries its key (`policydesk/lib/importing.py`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import Record, tracked


class Dossier(Record):
    """A dossier by its key, with what its file says about itself."""

    key = models.CharField(_("key"), max_length=80, unique=True)
    title = LineField(_("title"), max_length=400)
    about = ProseField(_("about"), blank=True)

    history = tracked()

    class Meta:
        ordering = ["key"]
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def __str__(self) -> str:
        return self.title
