"""What a person did last at the workbench, so that it can be undone; and whether its single keys are on for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import DeedKind
from articles.models.article import Article
from articles.models.check import Check
from articles.models.claim import Claim

OF_STORY = (DeedKind.WAIVED, DeedKind.ASKED, DeedKind.REJECTED)  # about words that are in no claim, or need not be


class Deed(models.Model):
    """One thing that somebody did to a claim, or to a sentence that is none. A way back, no record: the history is
    elsewhere.

    `row` is the row in the history of the citation, claim, waiver or rejection, which says all that it held.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="deeds", verbose_name=_("article"))
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="deeds", verbose_name=_("claim"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=DeedKind.choices)
    check_made = models.ForeignKey(Check, models.CASCADE, null=True, related_name="+", verbose_name=_("check"))
    stood = models.ForeignKey(
        Check, models.CASCADE, null=True, related_name="+", verbose_name=_("check that stood before")
    )
    row = models.PositiveBigIntegerField(_("row of the history"), null=True)
    undone = models.BooleanField(_("undone"), default=False)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("deed")
        verbose_name_plural = _("deeds")
        constraints = [
            # A verdict names its check, all else its row: without them nothing could be undone.
            models.CheckConstraint(
                name="deed_names_what_was_done",
                condition=Q(kind=DeedKind.CHECK, check_made__isnull=False, row=None)
                | (~Q(kind=DeedKind.CHECK) & Q(check_made=None, row__isnull=False)),
            ),
            # What is about a claim leads to it when it is undone.
            models.CheckConstraint(
                name="deed_names_its_claim",
                condition=Q(kind__in=OF_STORY, claim=None) | (~Q(kind__in=OF_STORY) & Q(claim__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="deed_of_person", fields=["article", "user", "-id"])]  # the last ten of one

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.claim or self.article}"


class Keyboard(models.Model):
    """Whether the single keys of the workbench are on for a person; they are until somebody switches them off."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="keyboard", verbose_name=_("person")
    )
    single_keys = models.BooleanField(_("single keys"), default=True)

    class Meta:
        verbose_name = _("keyboard")
        verbose_name_plural = _("keyboards")

    def __str__(self) -> str:
        return str(self.user)
