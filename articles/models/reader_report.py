"""What a reader says is wrong, until somebody at the desk has decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.claim import Claim
from articles.report_states import OPEN, ReportState
from articles.wording import quoted
from policydesk.lib.fields import ProseField
from policydesk.lib.history import VersionedRecord, tracked

USER = settings.AUTH_USER_MODEL


class ReaderReportQuerySet(models.QuerySet):
    """Words for asking about reports."""

    def open(self) -> "ReaderReportQuerySet":
        """Those about which nobody has decided, the oldest first."""
        return self.filter(state__in=OPEN).order_by("received_at", "pk")


class ReaderReport(VersionedRecord):
    """One message of a reader about a published story, or about one of its claims.

    The address of the reader stands in no history, so that it is gone when it is deleted.
    """

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="reader_reports", verbose_name=_("article"), editable=False
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, related_name="reader_reports", verbose_name=_("claim"), editable=False
    )
    edition_number = models.PositiveIntegerField(_("version that was read"), editable=False)
    message = ProseField(_("message"), editable=False)
    email = models.EmailField(_("e-mail of the reader"), blank=True, editable=False)
    received_at = models.DateTimeField(_("received at"), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.NEW, editable=False
    )
    assigned_to = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("worked on by"), editable=False
    )
    decided = ProseField(_("what was decided"), blank=True, editable=False)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)

    history = tracked("version", "email")
    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("reader report")
        verbose_name_plural = _("reader reports")
        permissions = [("work_report", _("Can work reader reports"))]
        constraints = [
            models.CheckConstraint(name="readerreport_not_empty", condition=~Q(message="")),  # nobody could answer it
            # A decision is somebody's, at some time, in words; what is open has none.
            models.CheckConstraint(
                name="readerreport_decision_paired",
                condition=Q(state__in=OPEN, decided_by=None, decided_at=None)
                | (~Q(state__in=OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided="")),
            ),
        ]
        indexes = [models.Index(name="readerreport_open", fields=["state", "received_at"])]  # the desk's queue

    def __str__(self) -> str:
        if self.claim_id:
            return _("Report on %(claim)s") % {"claim": quoted(str(self.claim))}
        return _("Report on the story “%(story)s”") % {"story": self.article}
