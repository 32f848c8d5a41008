"""What a commitment hangs together with: other commitments, and the claims of our stories that report it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Claim
from commitments.enums import LinkKind
from commitments.models.commitment import Commitment
from policydesk.lib.history import Record, tracked


class ReportQuerySet(models.QuerySet):
    """Words for asking which claims report a commitment."""

    def readable_by(self, user: Any) -> "ReportQuerySet":
        """Those of stories that `user` may read."""
        return self.filter(claim__in=Claim.objects.visible_to(user))


class Report(Record):
    """A claim of one of our stories that reports a commitment."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reports", verbose_name=_("commitment"))
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reports", verbose_name=_("claim"))

    history = tracked()
    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("claim that reports it")
        verbose_name_plural = _("claims that report it")
        constraints = [
            models.UniqueConstraint(name="report_once", fields=["commitment", "claim"]),  # readers would see it twice
        ]

    def __str__(self) -> str:
        return str(self.claim)


class Link(Record):
    """How one commitment hangs together with another."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="links", verbose_name=_("commitment"))
    kind = models.CharField(_("how"), max_length=16, choices=LinkKind.choices)
    other = models.ForeignKey(
        Commitment, models.PROTECT, related_name="linked_from", verbose_name=_("other commitment")
    )

    history = tracked()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(
                name="link_once", fields=["commitment", "kind", "other"]
            ),  # readers would see it twice
            models.CheckConstraint(name="link_to_another", condition=~Q(commitment=models.F("other"))),  # not to itself
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other}"
