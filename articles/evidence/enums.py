"""For whom an evidence dossier is made."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    """An internal one has the copies that only the desk may have, and every check; neither says who a source is."""

    INTERNAL = "internal", _("For the desk")
    SHAREABLE = "shareable", _("To hand over")
