"""Other words that somebody who may not write in a story suggests for a sentence of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.enums import Part, WordsState
from articles.models.article import Article
from policydesk.lib.fields import ProseField
from policydesk.lib.history import Record, tracked

USER = settings.AUTH_USER_MODEL


class ProposedWords(Record):
    """`words` in the place of `base`, which stood at `start` of a part when they were written.

    They stay open until whoever may write in the story takes or declines them; once `base` stands nowhere in the part
    any more they can only be declined.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="proposed_words", verbose_name=_("article"))
    part = models.CharField(_("part"), max_length=12, choices=Part.choices)
    start = models.PositiveIntegerField(_("start"))
    base = ProseField(_("words that stood there"))
    words = ProseField(_("suggested words"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    state = models.CharField(_("state"), max_length=10, choices=WordsState.choices, default=WordsState.OPEN)
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by"))
    settled_at = models.DateTimeField(_("settled at"), null=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("suggested words")
        verbose_name_plural = _("suggested words")
        constraints = [
            # Settled by somebody at some time, or open.
            models.CheckConstraint(
                name="proposed_words_settled_paired",
                condition=Q(state=WordsState.OPEN, settled_by=None, settled_at=None)
                | (~Q(state=WordsState.OPEN) & Q(settled_by__isnull=False, settled_at__isnull=False)),
            ),
            models.CheckConstraint(name="proposed_words_not_empty", condition=~Q(words="")),  # nothing to take
        ]
        indexes = [models.Index(name="proposed_words_of_article", fields=["article", "state"])]  # those of one story

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else f"{self.words[:79]}…"
