"""What came of a commitment: proposals that may change, and the log that never does."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.as_of import AsOf
from commitments.enums import Bearing, Fulfilment, Nature, ProposalState
from commitments.models.commitment import Commitment, Party
from policydesk.lib.append_only import AppendOnly, AppendOnlyQuerySet
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.fields import ProseField
from policydesk.lib.history import VersionedRecord, tracked
from sources.models import Excerpt

USER = settings.AUTH_USER_MODEL


class StatusProposalQuerySet(models.QuerySet):
    """Words for asking what waits."""

    def waiting_for(self, user: Any) -> "StatusProposalQuerySet":
        """Open proposals that somebody else than `user` made."""
        return self.filter(Q(proposed_by=None) | ~Q(proposed_by=user), state=ProposalState.OPEN)


class StatusProposal(VersionedRecord):
    """What one person proposes, with its evidence; a second person confirms or returns it."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="proposals", verbose_name=_("commitment"))
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("party"),
        help_text=_("Empty: all who undertook it."),
    )
    to_status = models.CharField(_("status"), max_length=20, choices=Fulfilment.choices)
    effective_on = PartialDateField(_("since"), help_text=_("From when it holds, as the evidence dates it."))
    rationale = ProseField(_("reason"), help_text=_("Why the evidence carries this status. Readers see it."))
    rebuttal = ProseField(
        _("what speaks against it"),
        blank=True,
        help_text=_("Why the evidence to the contrary does not change it. Readers see it beside the reason."),
    )
    retracts = models.ForeignKey(
        "StatusChange",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="retraction_proposals",
        verbose_name=_("takes back"),
        help_text=_("The entry of the log that was wrong, when this proposal takes it back."),
    )
    reading = models.CharField(_("under which reading"), max_length=16, blank=True, editable=False)
    proposed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN, editable=False
    )
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answer = ProseField(_("answer"), blank=True, editable=False)

    history = tracked("version", "reading")
    objects = StatusProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("proposed status")
        verbose_name_plural = _("proposed statuses")
        constraints = [
            # An answer is somebody's, at some time; a proposal that waits has none.
            models.CheckConstraint(
                name="statusproposal_answer_paired",
                condition=Q(state=ProposalState.OPEN, answered_by=None, answered_at=None)
                | (~Q(state=ProposalState.OPEN) & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            # Who returns one says what is missing.
            models.CheckConstraint(
                name="statusproposal_return_has_reason", condition=~Q(state=ProposalState.RETURNED) | ~Q(answer="")
            ),
            # Nobody confirms their own: here too, past every form. A proposal of the desk's own import has no person.
            models.CheckConstraint(
                name="statusproposal_second_person",
                condition=~Q(state=ProposalState.CONFIRMED) | Q(proposed_by=None) | ~Q(proposed_by=F("answered_by")),
            ),
        ]
        indexes = [models.Index(name="statusproposal_open", fields=["state", "-id"])]  # the desk's queue

    def __str__(self) -> str:
        return f"{self.commitment}: {self.get_to_status_display()}"


class Weighed(models.Model):
    """What a passage is worth as evidence, as whoever proposes reads it and a second person confirms it."""

    bearing = models.CharField(_("bearing"), max_length=8, choices=Bearing.choices, default=Bearing.FOR)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature.choices, default=Nature.REPORT)
    unnamed = models.BooleanField(
        _("rests on one who is not named"),
        default=False,
        help_text=_("As “a senior official said”. One person whom nobody names moves nothing."),
    )

    class Meta:
        abstract = True


class ProposalEvidence(Weighed):
    """A passage that a proposal stands on."""

    proposal = models.ForeignKey(
        StatusProposal, models.CASCADE, related_name="evidence", verbose_name=_("proposed status")
    )
    excerpt = models.ForeignKey(Excerpt, models.PROTECT, related_name="+", verbose_name=_("passage"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence of a proposal")
        verbose_name_plural = _("evidence of proposals")
        constraints = [
            models.UniqueConstraint(
                name="proposalevidence_once", fields=["proposal", "excerpt"]
            ),  # one passage, one row
        ]

    def __str__(self) -> str:
        return str(self.excerpt)


class StatusChangeQuerySet(AppendOnlyQuerySet):
    """Words for asking about the log."""

    def by(self, asof: AsOf | None) -> "StatusChangeQuerySet":
        """Entries that count on the day asked for; without one, all."""
        if asof is None:
            return self
        return self.filter(recorded_at__lt=asof.end) if asof.known else self.filter(effective_on_earliest__lte=asof.day)

    def standing(self, asof: AsOf | None = None) -> "StatusChangeQuerySet":
        """Entries that hold: neither taken back nor there only to take another back. As known on a day, what was
        taken back later still held."""
        stand = Q(retracted_by=None)
        if asof and asof.known:
            stand |= Q(retracted_by__recorded_at__gte=asof.end)
        return self.by(asof).filter(stand, retracts=None)

    def about(self, party: Any) -> "StatusChangeQuerySet":
        """Entries about this party (its row, or its key in an outer query) and those about all who undertook it."""
        return self.filter(Q(party=None) | Q(party=party))


class StatusChange(AppendOnly):
    """One entry of the log. Only `tracking.confirm` writes it; a wrong one is taken back by a further one."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="status_changes", verbose_name=_("commitment")
    )
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="status_changes", verbose_name=_("party"))
    proposal = models.OneToOneField(
        StatusProposal, models.PROTECT, related_name="change", verbose_name=_("proposed status")
    )
    from_status = models.CharField(_("from"), max_length=20, choices=Fulfilment.choices)
    to_status = models.CharField(_("to"), max_length=20, choices=Fulfilment.choices)
    effective_on = PartialDateField(_("since"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    rationale = ProseField(_("reason"))
    rebuttal = ProseField(_("what speaks against it"), blank=True)
    # Whether nobody but who undertook it says so, and under which reading of its words it was rated: as of that day.
    self_reported = models.BooleanField(_("self-reported"), default=False)
    reading = models.CharField(_("under which reading"), max_length=16, blank=True)
    proposed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by"))
    confirmed_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("confirmed by"))
    retracts = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="retracted_by", verbose_name=_("takes back")
    )

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_on_earliest", "-pk"]
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        constraints = [
            # The log is read by two people, whichever way a row comes in.
            models.CheckConstraint(
                name="statuschange_second_person",
                condition=Q(proposed_by=None) | ~Q(proposed_by=F("confirmed_by")),
            ),
            models.CheckConstraint(name="statuschange_has_reason", condition=~Q(rationale="")),  # readers see it
        ]
        indexes = [models.Index(name="statuschange_log", fields=["commitment", "-id"])]  # the log of one commitment

    def __str__(self) -> str:
        return f"{self.commitment}: {self.get_to_status_display()}"


class StatusEvidence(Weighed, AppendOnly):
    """A passage that an entry of the log stands on."""

    change = models.ForeignKey(StatusChange, models.PROTECT, related_name="evidence", verbose_name=_("status change"))
    excerpt = models.ForeignKey(Excerpt, models.PROTECT, related_name="status_evidence", verbose_name=_("passage"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence of a status change")
        verbose_name_plural = _("evidence of status changes")
        constraints = [
            models.UniqueConstraint(name="statusevidence_once", fields=["change", "excerpt"]),  # one passage, one row
        ]

    def __str__(self) -> str:
        return str(self.excerpt)
