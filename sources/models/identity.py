"""Who a confidential source is. Not re-exported: nothing outside this app may import or name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import VersionedRecord, tracked
from sources.models.source import Source


class SourceIdentity(VersionedRecord):
    """The real identity behind a source, with its own permission and its own history."""

    source = models.OneToOneField(
        Source,
        models.PROTECT,
        related_name="identity",
        verbose_name=_("source"),
        help_text=_("Only sources that are not public have one. It does not change."),
    )
    name = LineField(
        _("name"), max_length=200, help_text=_("Who it is. Seen by the owner of the source and by editors alone.")
    )
    contact = ProseField(_("contact"), blank=True, help_text=_("How to reach them safely: a way, and when."))
    grounds = ProseField(
        _("why it is kept"), blank=True, help_text=_("What was promised to the source, by whom and when.")
    )

    kept_apart = True  # nothing of it is ever published: what searches the desk's tables passes it over
    history = tracked("version")

    class Meta:
        verbose_name = _("identity of a source")
        verbose_name_plural = _("identities of sources")

    def __str__(self) -> str:
        return str(self.source)
