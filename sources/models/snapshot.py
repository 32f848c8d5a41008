"""A dated copy of a work that the desk holds."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policydesk.lib.append_only import AppendOnly, AppendOnlyQuerySet
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import Record, tracked
from policydesk.lib.people import desk_name
from sources.enums import SnapshotKind, TextKind, TranslationKind
from sources.models.source import Source
from sources.notes import translation_in_words


class Snapshot(AppendOnly):
    """One copy, taken once.

    Its text stands in SnapshotText and its bytes in SnapshotFile, so that the law can blank them without a lie here:
    `sha256` is that of what was there.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="snapshots", verbose_name=_("source"))
    taken_at = models.DateTimeField(_("taken at"), default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SnapshotKind.choices)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    final_url = models.URLField(_("address at the end of the way"), max_length=2000, blank=True)
    http_status = models.PositiveSmallIntegerField(_("answer of the site"), null=True, blank=True)
    content_type = models.CharField(_("type, as the site says"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    note = ProseField(_("note"), blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-pk"]
        verbose_name = _("saved copy")
        verbose_name_plural = _("saved copies")
        indexes = [models.Index(name="snapshot_newest_first", fields=["source", "-taken_at"])]  # the copies of a source

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.taken_at:%Y-%m-%d}, {self.sha256[:8]}"


class SnapshotText(Record):
    """The words of a copy, by program or by hand. Written once; only a legal redaction blanks it.

    Of a translation it is added, once, who read it beside the original. The history keeps that, and never the words.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="texts", verbose_name=_("saved copy"))
    kind = models.CharField(_("kind"), max_length=12, choices=TextKind.choices)
    text = ProseField(_("text"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    # Pairs of a page and where it begins in the text, counted in code points; empty for what has no pages.
    pages = models.JSONField(_("pages"), default=list, blank=True)
    # Of translations alone:
    language = models.CharField(_("language"), max_length=12, blank=True)
    translation = models.CharField(_("translation"), max_length=10, choices=TranslationKind.choices, blank=True)
    translator = LineField(_("translated by"), max_length=200, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("compared by")
    )

    history = tracked("text", "sha256", "pages", "by")

    class Meta:
        verbose_name = _("text of a copy")
        verbose_name_plural = _("texts of copies")
        constraints = [
            # Two original texts of one copy would let a passage be proved against either.
            models.UniqueConstraint(
                name="snapshot_one_original_text",
                fields=["snapshot"],
                condition=~models.Q(kind=TextKind.TRANSLATION),
            ),
            # Whoever made it has read it: that tells nobody anything.
            models.CheckConstraint(
                name="snapshot_own_translation_read_by_another",
                condition=~models.Q(translation=TranslationKind.OWN)
                | models.Q(read_by=None)
                | ~models.Q(read_by=models.F("by")),
            ),
            # Of a translation, who made it tells what it is worth; of any other text it would be a lie.
            models.CheckConstraint(
                name="snapshot_translation_says_what",
                condition=models.Q(kind=TextKind.TRANSLATION) | models.Q(translation="", language="", translator=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.get_kind_display()}"

    @property
    def told(self) -> str:
        """Of a translation: of which kind, by whom, and who read it, in words for colleagues."""
        made_by = self.translator or (desk_name(self.by) if self.by_id else "")
        read_by = desk_name(self.read_by) if self.read_by_id else ""
        return translation_in_words(self.translation, made_by=made_by, read_by=read_by)

    def page_at(self, place: int) -> int | None:
        """The page on which the text stands there; None for what has no pages."""
        return next((number for number, start in reversed(self.pages) if start <= place), None)
