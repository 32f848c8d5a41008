"""Offices that people hold, and when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from actors.models.actor import Actor
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.dates import PartialDate
from policydesk.lib.fields import LineField
from policydesk.lib.history import Record, tracked


def _days(when: date | PartialDate) -> tuple[date, date]:
    """The first and the last day that `when` may mean."""
    return (when, when) if isinstance(when, date) else (when.earliest, when.latest)


class TenureQuerySet(models.QuerySet):
    """Words for asking about offices."""

    def on(self, when: date | PartialDate) -> "TenureQuerySet":
        """Offices that may have been held on a day: partial dates count with every day they may mean."""
        first, last = _days(when)
        begun = Q(start_earliest=None) | Q(start_earliest__lte=last)
        return self.filter(begun & (Q(end_latest=None) | Q(end_latest__gte=first)))

    def newest_first(self) -> "TenureQuerySet":
        """By beginning; offices without one come last."""
        return self.order_by(models.F("start_earliest").desc(nulls_last=True), "-pk")


class Tenure(Record):
    """One person in one office of an organisation or a state (Popolo's membership)."""

    person = models.ForeignKey(
        Actor,
        models.CASCADE,
        related_name="tenures",
        verbose_name=_("person"),
        limit_choices_to={"kind": ActorKind.PERSON},
    )
    organisation = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="office_holders",
        verbose_name=_("organisation or state"),
        help_text=_("Where the office is held: a ministry, an organisation, or the state itself."),
    )
    office = LineField(_("office"), max_length=200, help_text=_("As “Foreign minister”. Readers see it."))
    start = PartialDateField(
        _("from"), blank=True, help_text=_("As 2021, 2021-01 or 2021-01-20. Leave empty when not looked up.")
    )
    end = PartialDateField(_("to"), blank=True, help_text=_("Leave empty while they hold it, or when not looked up."))
    acting = models.BooleanField(_("acting"), default=False, help_text=_("Holds the office for the time being only."))

    history = tracked()
    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["-start_earliest", "pk"]
        verbose_name = _("office held")
        verbose_name_plural = _("offices held")
        constraints = [
            # The same office from the same day twice would be shown twice; and nobody is an office of themselves.
            models.UniqueConstraint(name="tenure_once", fields=["person", "organisation", "office", "start"]),
            models.CheckConstraint(name="tenure_not_of_itself", condition=~Q(person=models.F("organisation"))),
        ]

    def __str__(self) -> str:
        return _("%(office)s, %(organisation)s") % {"office": self.office, "organisation": self.organisation}

    def surely_on(self, when: date | PartialDate) -> bool:
        """Whether it was held on every day that `when` may mean, for all that is known. Without a beginning that was
        looked up nothing is sure; without an end it is still held."""
        first, last = _days(when)
        begun = bool(self.start) and self.start.latest <= first
        return begun and (not self.end or self.end.earliest >= last)

    def maybe_on(self, when: date | PartialDate) -> bool:
        """Whether it may have been held on one of the days that `when` may mean: the same as `on` asks."""
        first, last = _days(when)
        begun = not self.start or self.start.earliest <= last
        return begun and (not self.end or self.end.latest >= first)

    def clean(self) -> None:
        """Refuse offices of what is no person, and an end before the beginning."""
        if self.person_id and self.person.kind != ActorKind.PERSON:
            raise ValidationError({"person": _("Only people hold offices.")})
        if self.start and self.end and self.end.definitely_before(self.start):
            raise ValidationError({"end": _("The end lies before the beginning.")})
