"""What an import would change in a story that somebody worked on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import RevisionState, WorkType
from articles.models.article import Article
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import Record, tracked


class ProposedRevisionQuerySet(models.QuerySet):
    """Words for asking about proposed revisions."""

    def open(self) -> "ProposedRevisionQuerySet":
        """Those that wait for a person."""
        return self.filter(state=RevisionState.OPEN)


class ProposedRevision(Record):
    """A seed changed after editors worked on the story: what it would bring, waiting for a person.

    A field that is empty here is one that the file does not speak of.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="proposed_revisions", verbose_name=_("article"))
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    place = models.CharField(_("file"), max_length=400, blank=True)
    import_sha256 = models.CharField(_("SHA-256 of the import"), max_length=64)
    headline = LineField(_("headline"), max_length=400)
    standfirst = ProseField(_("standfirst"), blank=True)
    body = ProseField(_("body"))
    story_date = models.DateField(_("story date"))
    work_type = models.CharField(_("type of work"), max_length=20, choices=WorkType.choices, blank=True)
    byline = LineField(_("byline"), max_length=200, blank=True)
    tag_list = LineField(_("tags"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RevisionState.choices, default=RevisionState.OPEN)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)
    note = ProseField(_("note"), blank=True)

    history = tracked()
    objects = ProposedRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("proposed revision")
        verbose_name_plural = _("proposed revisions")
        constraints = [
            # Loading the same changed file again proposes nothing new.
            models.UniqueConstraint(name="proposedrevision_once", fields=["article", "import_sha256"]),
            # Settled by somebody at some time, or waiting.
            models.CheckConstraint(
                name="proposedrevision_settlement_paired",
                condition=Q(state=RevisionState.OPEN, settled_by=None, settled_at=None)
                | (~Q(state=RevisionState.OPEN) & Q(settled_by__isnull=False, settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.headline
