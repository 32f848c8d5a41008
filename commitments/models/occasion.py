"""Where commitments are made: summits, meetings, calls."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from commitments.enums import OccasionKind
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.fields import LineField
from policydesk.lib.history import Record, VersionedRecord, tracked
from policydesk.lib.importing import IMPORT_MARK, Imported


class Occasion(Imported, VersionedRecord):
    """One meeting, call or exchange at which something was undertaken."""

    name = LineField(_("name"), max_length=200, help_text=_("As “Woodside summit”. Readers see it."))
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Its short name in dossiers and in the ledger's filter.")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=OccasionKind.choices)
    date = PartialDateField(_("date"), help_text=_("As 2023-11-15, or 2024-01-30/2024-01-31 for several days."))
    place = LineField(_("place"), max_length=200, blank=True, help_text=_("As “Woodside, California”."))

    history = tracked("version", *IMPORT_MARK)

    class Meta:
        ordering = ["-date_earliest", "-pk"]
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        indexes = [models.Index(name="occasion_newest_first", fields=["-date_earliest", "-id"])]  # the admin's list

    def __str__(self) -> str:
        return _("%(name)s, %(date)s") % {"name": self.name, "date": self.date.for_people()} if self.date else self.name


class Participant(Record):
    """An actor who took part in an occasion."""

    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="participants", verbose_name=_("occasion"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="occasions", verbose_name=_("actor"))

    history = tracked()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                name="participant_once", fields=["occasion", "actor"]
            ),  # readers would see it twice
        ]

    def __str__(self) -> str:
        return str(self.actor)
