"""What is waived, and the grounds on which a sentence is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policydesk.lib.enums import WordedChoices


class Waived(models.TextChoices):
    """What need not stand in the passages of a claim, by the values of `sources.items.Kind`; or a sentence that need
    not be a claim."""

    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    NAME = "name", _("Name")
    SENTENCE = "sentence", _("Sentence")


class Ground(WordedChoices):
    """Why a sentence need not be a claim."""

    OPINION = "opinion", _("Our view, which nobody can check."), _("Opinion")
    COMMON = "common", _("Everybody knows it."), _("Common knowledge")
    LINKING = "linking", _("It leads from one thing to the next and states nothing."), _("Linking sentence")
