"""The file of a copy, as it was fetched or given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policydesk.lib.fields import LineField
from sources.models.snapshot import Snapshot
from sources.sniffing import ENDINGS


class SnapshotFile(models.Model):
    """Where the bytes of a copy lie. Written once; only a legal redaction takes the file away and says so here.

    `sources/keeping.py` reads and writes them. The name on the disk is random and tells nothing.
    """

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="file", verbose_name=_("saved copy"))
    name = models.CharField(_("name on the disk"), max_length=80, unique=True)
    file_name = LineField(_("name as it was given"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("bytes"))
    content_type = models.CharField(
        _("type, by its content"), max_length=40, choices=[(name, name) for name in ENDINGS]
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    wordless = LineField(_("why it has no text"), max_length=200, blank=True)
    headers = models.JSONField(_("what the site said with it"), default=list, blank=True)
    removed = models.BooleanField(_("removed for legal reasons"), default=False)

    class Meta:
        verbose_name = _("file of a copy")
        verbose_name_plural = _("files of copies")

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.content_type}"
