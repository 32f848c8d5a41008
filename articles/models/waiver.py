"""What need not stand in the passages of a claim, and sentences that need not be a claim: who said so, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.grounds import Ground, Waived
from articles.models.article import Article
from articles.models.claim import Claim
from policydesk.lib.fields import ProseField
from policydesk.lib.history import Record, tracked


class Waiver(Record):
    """A number, a date or a name of a claim that its passages need not hold, who said so, and why.

    It holds for these words of the claim, and for what a passage says instead: with another number in the claim or in
    a passage, it says nothing any more. Of a sentence there is no claim, and a ground stands for the reason: it holds
    wherever in the story the sentence reads so.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="waivers", verbose_name=_("article"))
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="waivers", verbose_name=_("claim"))
    kind = models.CharField(_("kind"), max_length=10, choices=Waived.choices)
    words = ProseField(_("words"))
    other = ProseField(_("what a passage says instead"), blank=True, default="")
    ground = models.CharField(_("ground"), max_length=10, choices=Ground.choices, blank=True, default="")
    reason = ProseField(
        _("reason"), blank=True, default="", help_text=_("Why the passages need not say it. It stands in the history.")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    history = tracked()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints = [
            # Said once: a second reason for the same words would hide the first.
            models.UniqueConstraint(name="waiver_once", fields=["claim", "kind", "words", "other"]),
            # Without its reason, or its ground, nobody could judge it.
            models.CheckConstraint(
                name="waiver_has_reason",
                condition=Q(kind=Waived.SENTENCE, claim=None, reason="", ground__in=Ground.values)
                | (~Q(kind=Waived.SENTENCE) & Q(claim__isnull=False, ground="") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else f"{self.words[:79]}…"
