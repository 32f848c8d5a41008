"""A work that carries claims: a readout, a wire story, a treaty."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import VersionedRecord, tracked
from policydesk.lib.importing import IMPORT_MARK, ImportedByRef
from policydesk.lib.public_ids import new_public_id
from sources.addressing import canonical_address
from sources.enums import Confidentiality, PublicCopy, SourceClass, SourceKind
from sources.models.origin import HasOrigin

if TYPE_CHECKING:
    from sources.models.interview import Interview


class SourceQuerySet(models.QuerySet):
    """Words for asking about sources."""

    def at_address(self, url: str) -> "SourceQuerySet":
        """The source that stands at `url`, however the address is written."""
        return self.filter(canonical_url=canonical_address(url))

    def called(self, name: str) -> "SourceQuerySet":
        """Sources that go by `name`: a public one by its title, any other only by how it is described."""
        public = Q(confidentiality=Confidentiality.PUBLIC, title__iexact=name)
        return self.filter(public | (~Q(confidentiality=Confidentiality.PUBLIC) & Q(described_as__iexact=name)))

    def public(self) -> "SourceQuerySet":
        """Public sources that a current edition cites or a public commitment stands on; never a confidential one.

        A draft, which nobody has described yet, only an edition brings out: it printed what the desk had.
        """
        return self._cited_in(self._related("edition_citations").current())

    def reachable(self) -> "SourceQuerySet":
        """Those, and what an older version cites that readers can still open: its links must not lead nowhere.

        For the page of one source alone. Everything else asks `public()`.
        """
        return self._cited_in(self._related("edition_citations").readable())

    def _cited_in(self, citations: models.QuerySet) -> "SourceQuerySet":
        passages = self._related("excerpts").public().order_by().values("pk")
        met = (Q(edition_citations__in=citations), Q(excerpts__in=passages) | Q(snapshots__excerpts__in=passages))
        rows = [self.model.objects.filter(one).order_by().values("pk") for one in met]
        shown = Q(pk__in=rows[0]) | Q(pk__in=rows[1], draft=False)
        return self.filter(shown, confidentiality=Confidentiality.PUBLIC)

    def _related(self, name: str) -> models.QuerySet:
        """All rows of the model behind a reverse name."""
        return self.model._meta.get_field(name).related_model._default_manager.all()


class Source(HasOrigin, ImportedByRef, VersionedRecord):
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
        blank=True,  # of a draft nobody has said yet; a guess would be printed as if somebody had
        help_text=_("Who stands behind it. Readers see it beside the source; the gate warns while nobody has said."),
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
    authors = LineField(
        _("authors"),
        max_length=400,
        blank=True,
        help_text=_("As printed on the document, with commas between. Leave empty when it names nobody."),
    )
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
        help_text=_(
            "The original, when this only repeats it. A copy is never primary and is no second origin. "
            "A copy of a copy is kept as a copy of the original."
        ),
    )
    origin_group = LineField(
        _("origin"),
        max_length=80,
        blank=True,
        help_text=_(
            "One word for all that carry the same text, as “reuters-2024-01-28”: they count as one origin. "
            "A copy has none of its own."
        ),
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
    public_copy = models.CharField(
        _("whole copies for readers"),
        max_length=16,
        choices=PublicCopy.choices,
        default=PublicCopy.NONE,
        help_text=_(
            "Only where the rights allow it. Otherwise readers get passages, dates and hashes alone. Copies from the "
            "address open at once; an uploaded file when an editor lets readers have it, beside the file."
        ),
    )
    retracted_at = models.DateTimeField(_("retracted at"), null=True, editable=False)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    retracted_reason = ProseField(_("why it was retracted"), blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replaces", editable=False, verbose_name=_("replaced by")
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nothing that stands on it goes out before. Empty when there is none, or it was lifted."),
    )
    draft = models.BooleanField(
        _("draft"),
        default=False,
        help_text=_("Made from a bare address: title, kind and publisher are still to be filled in."),
    )

    history = tracked("version", "canonical_url", "import_ref", *IMPORT_MARK)
    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        permissions = [
            ("change_any_source", _("Can change every source")),
            ("retract_source", _("Can retract or replace a source")),
            ("capture_source", _("Can have copies fetched from the network")),
            ("share_copies", _("Can let readers have whole copies")),
        ]
        constraints = [
            # Readers must see something of a source whose name they may not see.
            models.CheckConstraint(
                name="source_hidden_is_described",
                condition=Q(confidentiality=Confidentiality.PUBLIC) | ~Q(described_as=""),
            ),
            # Retracted by somebody, at some time, for a reason that readers see; or not at all.
            models.CheckConstraint(
                name="source_retraction_paired",
                condition=Q(retracted_at=None, retracted_by=None, retracted_reason="")
                | (Q(retracted_at__isnull=False, retracted_by__isnull=False) & ~Q(retracted_reason="")),
            ),
            # What another source took the place of counts no more, and no source takes its own.
            models.CheckConstraint(
                name="source_replaced_is_retracted",
                condition=Q(replaced_by=None) | (Q(retracted_at__isnull=False) & ~Q(replaced_by=models.F("id"))),
            ),
            # A work that is a copy of itself would make a primary source of a copy.
            models.CheckConstraint(name="source_not_own_copy", condition=Q(copy_of=None) | ~Q(copy_of=models.F("id"))),
            # Beside the origin of the original, one of its own would make two of one text.
            models.CheckConstraint(
                name="source_copy_has_no_origin_of_its_own", condition=Q(copy_of=None) | Q(origin_group="")
            ),
        ]

    def __str__(self) -> str:
        return self.title if self.is_public else self.described_as

    @property
    def wants(self) -> str:
        """What a person has still to say of it before readers should see it; empty when nothing."""
        if self.draft:
            return _("The source “%(source)s” is still a draft: give it its title, kind, class and publisher.") % {
                "source": self
            }
        return (
            ""
            if self.source_class
            else _("The source “%(source)s” has no class: say who stands behind it.") % {"source": self}
        )

    def clean(self) -> None:
        """Make a copy of a copy a copy of the original; refuse what would leave a chain, a circle or two origins, and
        what would break a promise."""
        if self.is_public and self.notes and not self.notes.is_on_record:
            sentence = _(
                "The ground rules of the interview are “%(rules)s”: readers may not learn who it was. "
                "Change these first."
            )
            rules = {"rules": self.notes.get_ground_rules_display()}
            raise ValidationError({"confidentiality": sentence % rules})
        if self.copy_of_id and self.origin_group:
            raise ValidationError(
                {"origin_group": _("Leave it empty: a copy has the origin of its original. Write it there.")}
            )
        if self.copy_of_id and "copy_of" in self.changed_fields():
            self._settle_copy()

    def _settle_copy(self) -> None:
        original = Source.objects.filter(pk=self.copy_of_id).values_list("copy_of_id", flat=True).first()
        if self.pk and self.pk == self.copy_of_id:
            raise ValidationError({"copy_of": _("Choose another source: this is the same one.")})
        if self.pk and self.pk == original:
            raise ValidationError({"copy_of": _("Choose another source: that one is a copy of this one already.")})
        copies = Source.objects.filter(copy_of=self.pk).order_by("pk") if self.pk else Source.objects.none()
        if numbers := ", ".join(copies.values_list("public_id", flat=True)):
            raise ValidationError(
                {
                    "copy_of": _("Other sources are copies of this one: %(numbers)s. Move them to the original first.")
                    % {"numbers": numbers}
                }
            )
        self.copy_of_id = original or self.copy_of_id

    def save(self, *args, **kwargs) -> None:
        if self.copy_of_id and "copy_of" in self.changed_fields():
            self._settle_copy()
        self.canonical_url = canonical_address(self.url) or None
        super().save(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        return self.confidentiality == Confidentiality.PUBLIC

    @property
    def is_embargoed(self) -> bool:
        """Whether readers may not be shown yet what it says."""
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def retraction(self) -> "Source | None":
        """The source that was retracted: this one, or the original that it only repeats. Asks for `copy_of`."""
        if self.retracted_at:
            return self
        return self.copy_of if self.copy_of_id and self.copy_of.retracted_at else None

    @property
    def notes(self) -> "Interview | None":
        """What the desk noted of the interview that it is; None for any other source. Asks for `interview`."""
        return getattr(self, "interview", None)
