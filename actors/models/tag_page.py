"""What a tag says on its own page, and where a merged or renamed tag went."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.former_slugs import FormerSlug
from policydesk.lib.history import VersionedRecord, tracked


class TagPage(VersionedRecord):
    """The editorial side of one of taggit's tags. A tag without such a row has a page all the same.

    `name` is the tag's own, so that the history tells when it was another.
    """

    tag = models.OneToOneField(Tag, models.CASCADE, related_name="page", verbose_name=_("tag"))
    name = LineField(_("name"), max_length=100, blank=True, editable=False)
    description = ProseField(
        _("description"), blank=True, help_text=_("One or two plain sentences on what the tag gathers. Readers see it.")
    )
    mediatopic = models.CharField(
        _("IPTC Media Topic"),
        max_length=20,
        blank=True,
        help_text=_("As medtop:20000593, for newsrooms that take our stories. Leave empty when not looked up."),
    )
    merged_into = models.ForeignKey(
        Tag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
        editable=False,
    )

    history = tracked("version")

    class Meta:
        verbose_name = _("page of a tag")
        verbose_name_plural = _("pages of tags")
        permissions = [("keep_tags", _("Can rename, merge and describe tags"))]
        constraints = [
            # A tag merged into itself would lead readers in a circle.
            models.CheckConstraint(
                name="tagpage_not_merged_into_itself",
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("tag")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.tag)

    def clean(self) -> None:
        """Refuse a Media Topic that is not written as IPTC writes it."""
        number = self.mediatopic.removeprefix("medtop:")
        if self.mediatopic and not (number.isdecimal() and number.isascii() and len(number) == 8):
            raise ValidationError({"mediatopic": _("Write it as medtop: and eight digits, as medtop:20000593.")})


class TagFormerSlug(FormerSlug):
    """A slug that a renamed tag had when readers saw it."""

    of = models.ForeignKey(Tag, models.CASCADE, related_name="former_slugs", verbose_name=_("tag"))

    class Meta(FormerSlug.Meta):
        verbose_name = _("former slug of a tag")
        verbose_name_plural = _("former slugs of tags")


class TagFormerName(models.Model):
    """A name that a renamed tag had, in one case: who types it means the tag as it is called now."""

    of = models.ForeignKey(Tag, models.CASCADE, related_name="former_names", verbose_name=_("tag"))
    key = models.CharField(_("former name"), max_length=300, unique=True)  # one case may take three letters for one

    class Meta:
        verbose_name = _("former name of a tag")
        verbose_name_plural = _("former names of tags")

    def __str__(self) -> str:
        return self.key
