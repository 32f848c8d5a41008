"""What an actor is, and what kinds of names it has (Popolo's terms where it has them)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    STATE = "state", _("State")
    GOVERNMENT_BODY = "government_body", _("Government body")
    ORGANISATION = "organisation", _("Organisation")
    IGO = "igo", _("Intergovernmental organisation")
    WORKING_GROUP = "working_group", _("Working group")
    PERSON = "person", _("Person")
    COMPANY = "company", _("Company")
    MEDIA = "media", _("News organisation")
    UNNAMED = "unnamed", _("Unnamed person")


class AliasKind(models.TextChoices):
    OFFICIAL = "official", _("Official name")
    SHORT = "short", _("Short name")
    ABBREVIATION = "abbreviation", _("Abbreviation")
    FORMER = "former", _("Former name")
    TRANSLITERATION = "transliteration", _("Transliteration")
    METONYM = "metonym", _("Metonym")
