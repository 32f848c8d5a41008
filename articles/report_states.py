"""How far the desk got with a report of a reader."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """Where a report stands; the first two wait for the desk."""

    NEW = "new", _("New")
    IN_WORK = "in_work", _("In work")
    ANSWERED = "answered", _("Answered: something changes")
    CLOSED = "closed", _("Closed: nothing changes")


OPEN = (ReportState.NEW, ReportState.IN_WORK)
