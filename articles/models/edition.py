"""What readers see: editions, never changed, and the one row that says which is current."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from actors.models import Actor
from articles.enums import ActorRole, ClaimKind, EditionKind, Release, Stance, Status
from articles.models.article import Article
from policydesk.lib.append_only import AppendOnly, AppendOnlyQuerySet
from sources.models import Source

USER = settings.AUTH_USER_MODEL
OWING = (Release.DEVELOPING, Release.SINGLE_READER)  # footings that leave a follow-up
PUBLIC = ~Q(edition__kind=EditionKind.WITHDRAWAL)


class PublicationQuerySet(models.QuerySet):
    """The one query that decides what readers see; page, list, feed and sitemap all call it."""

    def public(self) -> "PublicationQuerySet":
        """Stories that stand: published and not withdrawn."""
        return self.filter(PUBLIC)

    def newest_first(self) -> "PublicationQuerySet":
        return self.order_by("-edition__sequence")


class EditionRowQuerySet(models.QuerySet):
    """Rows of editions: those that readers see now, or those of every version that they can still open."""

    edition = "edition"  # how such a row leads to its edition

    def current(self) -> "EditionRowQuerySet":
        """Rows of the editions that readers see now."""
        return self.filter(**{f"{self.edition}__in": Publication.objects.public().values("edition_id")})

    def readable(self) -> "EditionRowQuerySet":
        """Rows of all versions of the stories that stand."""
        return self.filter(**{f"{self.edition}__article__in": Publication.objects.public().values("article_id")})


class CitationRowQuerySet(EditionRowQuerySet):
    """The same for rows that hang on a claim of an edition."""

    edition = "claim__edition"


class ChainHead(models.Model):
    """The newest link of the chain of editions: one row, locked by whoever publishes."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(_("sequence"), default=0)
    digest = models.CharField(_("digest"), max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("head of the chain")
        verbose_name_plural = _("head of the chain")
        constraints = [
            models.CheckConstraint(name="chainhead_is_one_row", condition=Q(id=1)),  # two heads would fork the chain
        ]

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"


class Edition(AppendOnly):
    """One publication of a story. Narrow: the content stands beside it. Each row seals the one before."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=16, choices=EditionKind.choices)
    release = models.CharField(_("footing"), max_length=16, choices=Release.choices, default=Release.CHECKED)
    follow_up_due = models.DateTimeField(_("follow-up due"), null=True)
    sequence = models.PositiveBigIntegerField(_("sequence"), unique=True)
    content_sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    previous_digest = models.CharField(_("digest before"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-sequence"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(name="edition_number_once", fields=["article", "number"]),  # addresses name it
            # Who promises a second look owes it by a time; who gave readers a reason instead, or was checked, does not.
            models.CheckConstraint(
                name="edition_follow_up_paired",
                condition=Q(release__in=OWING, follow_up_due__isnull=False)
                | (~Q(release__in=OWING) & Q(follow_up_due=None)),
            ),
        ]
        indexes = [
            # The page of corrections tells withdrawals too, among all editions that there ever were.
            models.Index(name="edition_withdrawn", fields=["-sequence"], condition=Q(kind=EditionKind.WITHDRAWAL)),
        ]

    def __str__(self) -> str:
        return _("edition %(number)d") % {"number": self.number}


class EditionContent(models.Model):
    """The canonical content, sealed by its hash in the edition's row."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="content", primary_key=True)
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("content of an edition")
        verbose_name_plural = _("contents of editions")

    def __str__(self) -> str:
        return str(self.edition)


class EditionPage(models.Model):
    """The rendered page of an edition: a cache that `manage.py rerender` rebuilds."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="page", primary_key=True)
    html = models.TextField(_("HTML"))
    renderer_version = models.PositiveIntegerField(_("version of the renderer"))

    class Meta:
        verbose_name = _("page of an edition")
        verbose_name_plural = _("pages of editions")

    def __str__(self) -> str:
        return str(self.edition)


class EditionClaim(models.Model):
    """One claim as an edition printed it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="claims", verbose_name=_("edition"))
    public_id = models.CharField(_("public id"), max_length=8)
    number = models.PositiveIntegerField(_("number"))
    words = models.TextField(_("words"))
    kind = models.CharField(_("kind"), max_length=12, choices=ClaimKind.choices)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    speaker = models.ForeignKey(
        Actor, models.PROTECT, null=True, related_name="edition_claims", verbose_name=_("said by")
    )

    objects = EditionRowQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "number"]
        verbose_name = _("published claim")
        verbose_name_plural = _("published claims")
        constraints = [
            models.UniqueConstraint(name="editionclaim_once", fields=["edition", "public_id"]),  # a card per claim
        ]
        indexes = [
            models.Index(name="editionclaim_by_public_id", fields=["public_id", "-edition"]),  # the claim's own page
            models.Index(name="editionclaim_by_status", fields=["status", "edition"]),  # the list filtered by status
        ]

    def __str__(self) -> str:
        return self.words


class EditionCitation(models.Model):
    """One citation as an edition printed it."""

    claim = models.ForeignKey(EditionClaim, models.PROTECT, related_name="citations", verbose_name=_("claim"))
    position = models.PositiveIntegerField(_("position"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="edition_citations", verbose_name=_("source"))
    stance = models.CharField(_("stance"), max_length=12, choices=Stance.choices)

    objects = CitationRowQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "position"]
        verbose_name = _("published citation")
        verbose_name_plural = _("published citations")
        constraints = [
            models.UniqueConstraint(name="editioncitation_once", fields=["claim", "position"]),  # in the card's order
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.source}"


class EditionActor(models.Model):
    """An actor that an edition names, and as what."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="actors", verbose_name=_("edition"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="edition_actors", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=12, choices=ActorRole.choices)

    objects = EditionRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor of an edition")
        verbose_name_plural = _("actors of editions")
        constraints = [
            models.UniqueConstraint(name="editionactor_once", fields=["edition", "actor", "role"]),  # lists join by it
        ]

    def __str__(self) -> str:
        return str(self.actor)


class EditionTag(models.Model):
    """A tag that an edition carries."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="tags", verbose_name=_("edition"))
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="edition_tags", verbose_name=_("tag"))

    objects = EditionRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag of an edition")
        verbose_name_plural = _("tags of editions")
        constraints = [
            models.UniqueConstraint(name="editiontag_once", fields=["edition", "tag"]),  # lists join by it
        ]

    def __str__(self) -> str:
        return str(self.tag)


class Override(AppendOnly):
    """A publisher released an edition over the gate's objections, and said why. Readers see it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="overrides", verbose_name=_("edition"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.TextField(_("reason"))
    gate = models.JSONField(_("what the gate said"), help_text=_("The sentences that were overridden, in order."))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        constraints = [
            models.CheckConstraint(name="override_has_reason", condition=~Q(reason="")),  # readers are told why
        ]

    def __str__(self) -> str:
        return self.reason


class Publication(models.Model):
    """A story's public address and the edition that stands there now. The one mutable row readers depend on."""

    article = models.OneToOneField(Article, models.PROTECT, related_name="publication", verbose_name=_("article"))
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="publication", verbose_name=_("edition"))
    changed_at = models.DateTimeField(_("changed at"))
    # Public commitments that its claims report, as the page shows them: {"slug", "title"}. `relating.py` writes it.
    related = models.JSONField(_("related commitments"), default=list, editable=False)
    # Whole copies that readers may open from its cards: {"sha256", "source", "number"}, and "embargo_until" where there
    # is one. `linking.py` writes it.
    copies = models.JSONField(_("open copies"), default=list, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.slug
