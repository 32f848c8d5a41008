"""A conversation of the desk with somebody, as a source: how it came about and what was agreed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import VersionedRecord, tracked
from sources.enums import GroundRules, Medium
from sources.models.source import Source

USER = settings.AUTH_USER_MODEL


class Interview(VersionedRecord):
    """What the desk notes of an interview beside the source. Who it was stands in the source, its identity or nowhere.

    Its words are extracts of the source, typed from the notes; `seen_by` is the second person who read these.
    """

    source = models.OneToOneField(Source, models.PROTECT, related_name="interview", verbose_name=_("source"))
    date = models.DateField(_("day"), help_text=_("When it was held."))
    medium = models.CharField(_("medium"), max_length=12, choices=Medium.choices)
    notes_by = models.ForeignKey(
        USER,
        models.PROTECT,
        related_name="+",
        verbose_name=_("notes by"),
        help_text=_("Who was there and wrote down what was said."),
    )
    recorded = models.BooleanField(_("recorded"), default=False)
    recording = LineField(
        _("where the recording is"),
        max_length=200,
        blank=True,
        help_text=_("A place that the desk can find again, as “safe 2, card 14”. Not the recording itself."),
    )
    ground_rules = models.CharField(
        _("ground rules"),
        max_length=16,
        choices=GroundRules.choices,
        help_text=_("What was agreed before it began. Only “on the record” lets readers know who said it."),
    )
    known_to = models.ForeignKey(
        USER,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("known to"),
        help_text=_("Who at the desk knows who it was, where that is written down nowhere."),
    )
    seen_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("notes seen by"))
    independent_because = ProseField(
        _("independent because"),
        blank=True,
        help_text=_(
            "How the desk knows that this person does not repeat what another unnamed one said. Empty: all unnamed "
            "people count as one origin."
        ),
    )
    independent_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("called independent by")
    )

    history = tracked("version")

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        permissions = [("call_independent", _("Can say that unnamed people are independent of one another"))]
        constraints = [
            # A recording that nobody made lies nowhere.
            models.CheckConstraint(name="interview_recording_was_made", condition=Q(recorded=True) | Q(recording="")),
            # Whoever counts two unnamed people as two origins says why, and answers for it.
            models.CheckConstraint(
                name="interview_independence_paired",
                condition=Q(independent_because="", independent_by=None)
                | (~Q(independent_because="") & Q(independent_by__isnull=False)),
            ),
            # Seen by a second person: whoever took the notes knows them.
            models.CheckConstraint(
                name="interview_notes_seen_by_another", condition=Q(seen_by=None) | ~Q(seen_by=models.F("notes_by"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)

    def clean(self) -> None:
        """A recording that lies somewhere was made."""
        if self.recording and not self.recorded:
            sentence = _("Say that it was recorded, or leave out where the recording is.")
            raise ValidationError({"recording": sentence})

    @property
    def rules_sentence(self) -> str:
        """What the ground rules mean."""
        return str(GroundRules(self.ground_rules).sentence)

    @property
    def is_on_record(self) -> bool:
        return self.ground_rules == GroundRules.ON_RECORD

    @property
    def is_quotable(self) -> bool:
        """Whether readers may have its very words."""
        return self.ground_rules in (GroundRules.ON_RECORD, GroundRules.BACKGROUND)

    @property
    def is_citable(self) -> bool:
        return self.ground_rules != GroundRules.OFF_RECORD
