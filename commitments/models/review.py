"""That somebody looked and nothing had changed: dated, in a name, with where they looked. Never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.commitment import Commitment
from policydesk.lib.append_only import AppendOnly, AppendOnlyQuerySet
from policydesk.lib.fields import ProseField
from sources.models import Source


class Review(AppendOnly):
    """One look at a commitment that found no change. Readers see when it was last reviewed, and by whom."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reviews", verbose_name=_("commitment"))
    reviewed_at = models.DateTimeField(_("reviewed at"), default=timezone.now)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewed by")
    )
    looked_at = ProseField(_("where they looked"))
    review_by = models.DateField(_("look again by"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
        verbose_name = _("review without change")
        verbose_name_plural = _("reviews without change")
        constraints = [
            # Who says that nothing changed says where they looked.
            models.CheckConstraint(name="review_says_where", condition=~Q(looked_at="")),
        ]
        indexes = [models.Index(name="review_newest", fields=["commitment", "-reviewed_at"])]  # last reviewed on

    def __str__(self) -> str:
        return f"{self.commitment}: {self.reviewed_at:%Y-%m-%d}"


class ReviewedSource(AppendOnly):
    """A source in which somebody looked."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="sources", verbose_name=_("review without change"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="reviews_of_commitments", verbose_name=_("source"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("source of a review")
        verbose_name_plural = _("sources of reviews")
        constraints = [
            models.UniqueConstraint(name="reviewedsource_once", fields=["review", "source"]),  # one source, one row
        ]

    def __str__(self) -> str:
        return str(self.source)
