"""A verbatim passage of a work."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policydesk.lib.differing import Piece, word_diff
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import Record, tracked
from sources.enums import Confidentiality, Grade
from sources.models.snapshot import Snapshot
from sources.models.source import Source


class ExcerptQuerySet(models.QuerySet):
    """Words for asking about passages."""

    def of_public_sources(self) -> "ExcerptQuerySet":
        """Passages whose words readers may see, as far as their source goes: it is public, no draft, free by now."""
        free = Q(embargo_until=None) | Q(embargo_until__lte=timezone.now())
        works = Source.objects.filter(free, confidentiality=Confidentiality.PUBLIC, draft=False)
        public = works.order_by().values("pk")
        return self.filter(Q(source__in=public) | Q(snapshot__source__in=public))

    def public(self) -> "ExcerptQuerySet":
        """Passages that a public commitment stands on. Those of stories stand in the editions themselves."""
        uses = (
            Q(commitments__public=True),
            Q(contested_commitments__public=True),
            Q(party_wordings__commitment__public=True),
            Q(status_evidence__change__commitment__public=True),
        )
        rows = (self.model.objects.filter(use).order_by().values("pk") for use in uses)
        return self.filter(reduce(or_, (Q(pk__in=found) for found in rows)))


class Excerpt(Record):
    """The words of the source that carry a claim, where they stand, and how they were found in the copy."""

    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="excerpts", verbose_name=_("saved copy")
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="excerpts",
        verbose_name=_("source"),
        help_text=_("Only while no copy of it is held."),
    )
    exact = ProseField(_("passage"), help_text=_("In the words of the source, copied, not retold."))
    prefix = models.CharField(_("before"), max_length=32, blank=True)
    suffix = models.CharField(_("after"), max_length=32, blank=True)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    locator = LineField(
        _("place"),
        max_length=80,
        blank=True,
        help_text=_("Page, paragraph or time, as “p. 2” or “00:14:05”."),
    )
    grade = models.CharField(_("grade"), max_length=12, choices=Grade.choices, default=Grade.NO_COPY)
    score = models.FloatField(
        _("score"), null=True, blank=True, help_text=_("Share of characters in common with the place that was found.")
    )
    paragraph = models.PositiveIntegerField(_("paragraph of the copy"), null=True, blank=True)
    found = ProseField(_("words of the copy"), blank=True, help_text=_("Only where they differ from the passage."))
    seen_in = models.ForeignKey(
        Snapshot,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked for in"),
        help_text=_("The copy that the grade and the place speak of: the newest one with a text."),
    )

    history = tracked("start", "end", "score", "paragraph", "seen_in")
    objects = ExcerptQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            # A passage stands in a copy or, before there is one, in the work itself; never in both or neither.
            models.CheckConstraint(
                name="excerpt_in_copy_or_source",
                condition=Q(snapshot=None, source__isnull=False) | Q(snapshot__isnull=False, source=None),
            ),
            # Offsets come in pairs and in order.
            models.CheckConstraint(
                name="excerpt_offsets_paired",
                condition=Q(start=None, end=None) | Q(start__isnull=False, end__gt=models.F("start")),
            ),
            models.CheckConstraint(name="excerpt_not_empty", condition=~Q(exact="")),  # it would prove anything
        ]

    @property
    def work(self) -> Source:
        """The source in whose words it stands, by way of the copy where there is one."""
        return self.snapshot.source if self.snapshot_id else self.source

    @property
    def differences(self) -> tuple[Piece, ...]:
        """The passage by words against what the copy says there; empty where it is found, with cuts or without."""
        return word_diff(self.exact, self.found) if self.found and self.grade != Grade.CUTS else ()

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"
