"""Words that somebody asks to take out of what was published, until a second person answers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.enums import RedactionBasis, RedactionState
from articles.models.article import Article
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import VersionedRecord, tracked

USER = settings.AUTH_USER_MODEL


class RedactionRequest(VersionedRecord):
    """What one person asks to take out, and on what ground. A second person confirms it; then its words go here too."""

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="redaction_requests", verbose_name=_("article"), editable=False
    )
    words = ProseField(
        _("words to take out"),
        help_text=_(
            "As they were published, one passage a line, as long as they must be and no longer. They go wherever they "
            "stand, in other stories too; case, typography and white space do not count."
        ),
    )
    basis = models.CharField(
        _("ground"), max_length=10, choices=RedactionBasis.choices, help_text=_("Readers are told this, and no more.")
    )
    reference = LineField(
        _("reference"),
        max_length=200,
        help_text=_("The order or the complaint: who made it, when, its file number. For the desk alone."),
    )
    reason = ProseField(
        _("reason"), help_text=_("Why these words must go. For the desk alone; do not repeat the words here.")
    )
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("asked by"), editable=False)
    asked_at = models.DateTimeField(_("asked at"), editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=RedactionState.choices, default=RedactionState.OPEN, editable=False
    )
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answer = ProseField(_("answer"), blank=True, editable=False)

    history = tracked("version")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("asked redaction")
        verbose_name_plural = _("asked redactions")
        permissions = [
            ("ask_redaction", _("Can ask for a legal redaction")),
            ("confirm_redaction", _("Can confirm or return a legal redaction that somebody else asked for")),
        ]
        constraints = [
            # An answer is somebody's, at some time; what waits has none.
            models.CheckConstraint(
                name="redactionrequest_answer_paired",
                condition=Q(state=RedactionState.OPEN, answered_by=None, answered_at=None)
                | (~Q(state=RedactionState.OPEN) & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            # Nobody takes published words out alone, past every form neither.
            models.CheckConstraint(
                name="redactionrequest_second_person",
                condition=~Q(state=RedactionState.CONFIRMED) | ~Q(asked_by=F("answered_by")),
            ),
        ]
        indexes = [models.Index(name="redactionrequest_open", fields=["state", "-id"])]  # the desk's queue

    def __str__(self) -> str:
        return _("Redaction in “%(story)s”") % {"story": self.article}
