"""One person's verdict on one claim, bound to what they looked at. Written once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import Verdict
from articles.models.claim import Claim
from policydesk.lib.append_only import AppendOnly, AppendOnlyQuerySet
from policydesk.lib.people import desk_name
from policydesk.lib.text import normalise


class Check(AppendOnly):
    """Verdict, who, when, and the fingerprint of words and evidence. The newest check of a claim decides."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="checks", verbose_name=_("claim"))
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    fingerprint = models.CharField(_("fingerprint"), max_length=80)
    article_version = models.PositiveIntegerField(_("version of the story"))
    parts_sha256 = models.CharField(_("SHA-256 of what was signed"), max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            # Without its recipe a fingerprint could not be compared once there is a second recipe.
            models.CheckConstraint(name="check_fingerprint_has_recipe", condition=Q(fingerprint__startswith="f")),
        ]
        indexes = [models.Index(name="check_newest_first", fields=["claim", "-id"])]  # the check that decides

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}, {desk_name(self.by)}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def signed_words(self) -> str:
        """The words that the person checked, as they were signed; empty once they were blanked. Asks for `content`."""
        return (self.content.parts or {}).get("words", "")

    @property
    def reads_otherwise(self) -> bool:
        """Whether the claim has other words now; white space and typography do not count."""
        return self.signed_words != normalise(self.claim.exact)


class CheckContent(models.Model):
    """What the person wrote and signed; apart from Check so that the law can blank it without touching the verdict."""

    # `check` is a method of every model class; the row is reached as `check.content`.
    of = models.OneToOneField(Check, models.PROTECT, related_name="content", primary_key=True, verbose_name=_("check"))
    note = models.TextField(_("note"), blank=True)
    parts = models.JSONField(_("what was signed"))

    class Meta:
        verbose_name = _("content of a check")
        verbose_name_plural = _("contents of checks")

    def __str__(self) -> str:
        return self.note
