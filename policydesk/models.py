"""The dossiers that were loaded, what one brought in carrying its key (`policydesk/lib/importing.py`); the runs of
`loadseeds`; and filters that people keep."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import Record, tracked


class Dossier(Record):
    """A dossier by its key, with what its file says about itself."""

    key = models.CharField(_("key"), max_length=80, unique=True)
    title = LineField(_("title"), max_length=400)
    about = ProseField(_("about"), blank=True)

    history = tracked()

    class Meta:
        ordering = ["key"]
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def __str__(self) -> str:
        return self.title


class ImportRunQuerySet(models.QuerySet):
    """Words for asking about them."""

    def recent(self, at: datetime) -> "ImportRunQuerySet":
        """Those of the last two weeks, the newest first."""
        return self.filter(at__gt=at - timedelta(weeks=2)).order_by("-pk")

    def failing(self) -> "ImportRunQuerySet":
        """Those in which a file failed, or that came to no good end."""
        return self.filter(models.Q(failed__gt=0) | ~models.Q(ending=ImportRun.Ending.DONE))


class ImportRun(models.Model):
    """One run of `loadseeds` that was to write: who, when, which files, what became of them. Written at its end.

    `rows` names the files that were not simply there already: {"name", "outcome", "sentence"}; the counts count all.
    """

    class Ending(models.TextChoices):
        """How far it came."""

        DONE = "done", _("To its end")
        STOPPED = "stopped", _("Stopped by Ctrl-C")
        TAKEN_BACK = "taken_back", _("Taken back, all or nothing")
        BROKEN = "broken", _("Broken off")

    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("in the name of")
    )
    asked = models.TextField(_("files and folders"))
    ending = models.CharField(_("how it ended"), max_length=10, choices=Ending.choices, default=Ending.DONE)
    created = models.PositiveIntegerField(_("created"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    proposed = models.PositiveIntegerField(_("proposed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    rows = models.JSONField(_("files"), default=list)
    error = models.TextField(_("what went wrong"), blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.asked if len(self.asked) <= 80 else f"{self.asked[:79]}…"

    @property
    def files(self) -> int:
        """How many files were read or refused."""
        return self.created + self.changed + self.proposed + self.unchanged + self.failed

    @property
    def in_words(self) -> str:
        """What came of it, in one line."""
        told = [ngettext("%d file", "%d files", self.files) % self.files]
        told += [
            words % count
            for words, count in (
                (_("%d created"), self.created),
                (_("%d changed"), self.changed),
                (_("%d proposed to an editor"), self.proposed),
                (_("%d failed"), self.failed),
            )
            if count
        ] or [str(_("nothing changed"))]
        if self.ending != self.Ending.DONE:
            told.append(self.get_ending_display().lower())
        return ", ".join(map(str, told))


class SavedFilter(models.Model):
    """What a list is narrowed by, under a name of one's own. A link: who else opens it sees what they may see."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("person")
    )
    place = models.CharField(_("list"), max_length=80)
    name = LineField(_("name"), max_length=80)
    query = models.CharField(_("filter"), max_length=1000)

    class Meta:
        ordering = ["place", "name", "pk"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            # A second one of that name takes the place of the first.
            models.UniqueConstraint(name="savedfilter_once", fields=["user", "place", "name"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The list, narrowed."""
        return reverse(f"admin:{self.place}_changelist") + f"?{self.query}"
