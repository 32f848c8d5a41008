"""What was asked of the network for a source, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policydesk.lib.fields import ProseField
from sources.enums import CaptureResult, Trouble
from sources.models.snapshot import Snapshot
from sources.models.source import Source


class CaptureRequest(models.Model):
    """One look at the address of a source: asked for at the desk and still open, or done.

    A log that programs write: once when it is asked, once when it is done. It has no history beside itself.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="capture_requests", verbose_name=_("source"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    url = models.URLField(_("address"), max_length=1000, blank=True)  # as it was when somebody looked
    started_at = models.DateTimeField(_("started at"), null=True)
    done_at = models.DateTimeField(_("done at"), null=True)
    result = models.CharField(_("result"), max_length=10, choices=CaptureResult.choices, blank=True)
    outcome = ProseField(_("what came of it"), blank=True)
    trouble = models.CharField(_("what it says of the address"), max_length=8, choices=Trouble.choices, blank=True)
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, related_name="capture_requests", verbose_name=_("saved copy")
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for a copy")
        verbose_name_plural = _("requests for copies")
        indexes = [
            # Looks that failed for reasons of the site are few: the start page counts addresses that do not open.
            models.Index(name="capture_troubled", fields=["source"], condition=~Q(trouble="")),
        ]
        constraints = [
            # What is done says what came of it.
            models.CheckConstraint(
                name="capture_done_has_result",
                condition=Q(done_at=None, result="", outcome="")
                | (Q(done_at__isnull=False) & ~Q(result="") & ~Q(outcome="")),
            ),
            # It names the copy that it made or found, and none where it failed.
            models.CheckConstraint(
                name="capture_names_its_copy",
                condition=Q(snapshot=None, result__in=["", CaptureResult.FAILED])
                | Q(snapshot__isnull=False, result__in=[CaptureResult.SAVED, CaptureResult.UNCHANGED]),
            ),
            # Only a look that failed speaks against the address.
            models.CheckConstraint(
                name="capture_trouble_has_failed", condition=Q(trouble="") | Q(result=CaptureResult.FAILED)
            ),
            # One request waits at a time: a second press would ask the site twice.
            models.UniqueConstraint(name="capture_one_open", fields=["source"], condition=Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_result_display() or _('asked for')}"
