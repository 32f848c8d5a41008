"""A work that carries claims: a readout, a wire story, a treaty."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.fields import LineField
from policydesk.lib.history import VersionedRecord, tracked
from policydesk.lib.public_ids import new_public_id
from sources.addressing import canonical_address
from sources.enums import Confidentiality, SourceClass, SourceKind


class SourceQuerySet(models.QuerySet):
    """Words for asking about sources."""

    def at_address(self, url: str) -> "SourceQuerySet":
        """The source that stands at `url`, however the address is written."""
        return self.filter(canonical_url=canonical_address(url))

    def called(self, name: str) -> "SourceQuerySet":
        """Sources that go by `name`: a public one by its title, any other only by how it is described."""
        public = Q(confidentiality=Confidentiality.PUBLIC, title__iexact=name)
        return self.filter(public | (~Q(confidentiality=Confidentiality.PUBLIC) & Q(described_as__iexact=name)))


class Source(VersionedRecord):
    """A work and what the desk may say about it. Whom a confidential source is, is not kept here."""

    public_id = models.CharField(_("public id"), max_length=8, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=SourceKind.choices,
        default=SourceKind.WEBPAGE,
        help_text=_("What it is, not who wrote it. Citations in other systems use it."),
    )
    source_class = models.CharField(
        _("class"),
        max_length=20,
        choices=SourceClass.choices,
        default=SourceClass.PRESS,
        help_text=_("Who stands behind it. It tells the gate whether origins are independent."),
    )
    title = LineField(_("title"), max_length=400, help_text=_("As printed on the document."))
    publisher = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_sources",
        verbose_name=_("publisher"),
    )
    authors = LineField(_("authors"), max_length=400, blank=True)
    published = PartialDateField(
        _("published"), blank=True, help_text=_("As much as is known: 2024, 2024-01 or 2024-01-28.")
    )
    url = models.URLField(
        _("address"),
        max_length=1000,
        blank=True,
        help_text=_("Where readers find it. One address, one source."),
    )
    canonical_url = models.CharField(_("canonical address"), max_length=1000, null=True, unique=True, editable=False)  # noqa: DJ001 - null is what a unique column allows twice
    language = models.CharField(_("language"), max_length=12, default="en", help_text=_("As en, zh, ru."))
    copy_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("copy of"),
        help_text=_("The original, when this only repeats it. A copy is never primary and is no second origin."),
    )
    origin_group = LineField(
        _("origin"),
        max_length=80,
        blank=True,
        help_text=_("One word for all that carry the same text, as “reuters-2024-01-28”: they count as one origin."),
    )
    anonymous = models.BooleanField(
        _("speaks anonymously"), default=False, help_text=_("The document itself names nobody.")
    )
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=20,
        choices=Confidentiality.choices,
        default=Confidentiality.PUBLIC,
        help_text=_("Anything but public: readers see only the description below."),
    )
    described_as = LineField(
        _("described as"),
        max_length=200,
        blank=True,
        help_text=_("What readers see of a source that is not public."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_sources",
        verbose_name=_("owner"),
        help_text=_("Who brought it in and answers for it."),
    )
    draft = models.BooleanField(
        _("draft"),
        default=False,
        help_text=_("Made from a bare address: title, kind and publisher are still to be filled in."),
    )

    history = tracked("version", "canonical_url")
    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        permissions = [("change_any_source", _("Can change every source"))]
        constraints = [
            # Readers must see something of a source whose name they may not see.
            models.CheckConstraint(
                name="source_hidden_is_described",
                condition=Q(confidentiality=Confidentiality.PUBLIC) | ~Q(described_as=""),
            ),
            # A work that is a copy of itself would make a primary source of a copy.
            models.CheckConstraint(name="source_not_own_copy", condition=Q(copy_of=None) | ~Q(copy_of=models.F("id"))),
        ]

    def __str__(self) -> str:
        return self.title if self.is_public else self.described_as

    def save(self, *args, **kwargs) -> None:
        self.canonical_url = canonical_address(self.url) or None
        super().save(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        return self.confidentiality == Confidentiality.PUBLIC

    @property
    def origin(self) -> str:
        """The key by which origins are counted: the group, else the original of a copy, else the work itself."""
        return self.origin_group or f"source:{self.copy_of_id or self.pk}"
