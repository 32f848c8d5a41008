"""Where a commitment is filed: its topics, and the addresses that it had."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TaggedItemBase

from commitments.models.commitment import Commitment
from policydesk.lib.former_slugs import FormerSlug


class CommitmentTag(TaggedItemBase):
    """Joins a commitment to a topic by a plain foreign key."""

    content_object = models.ForeignKey(Commitment, models.CASCADE, related_name="tagged")

    class Meta:
        verbose_name = _("topic of a commitment")
        verbose_name_plural = _("topics of commitments")
        constraints = [
            models.UniqueConstraint(
                name="commitmenttag_once", fields=["content_object", "tag"]
            ),  # or lists show it twice
        ]


class CommitmentFormerSlug(FormerSlug):
    """A slug that a commitment had when readers saw it."""

    of = models.ForeignKey(Commitment, models.CASCADE, related_name="former_slugs", verbose_name=_("commitment"))

    class Meta(FormerSlug.Meta):
        verbose_name = _("former slug of a commitment")
        verbose_name_plural = _("former slugs of commitments")
