"""States, organisations, people, and the names they go by."""

from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from actors.countries import CODES, WIKIDATA_ITEM
from actors.enums import ActorKind, AliasKind
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.former_slugs import FormerSlug, refuse_former
from policydesk.lib.history import Record, VersionedRecord, tracked
from policydesk.lib.importing import IMPORT_MARK, Imported
from policydesk.lib.text import normalise

DEEPEST = 12  # bodies within bodies
BODIES = set(ActorKind) - {ActorKind.STATE, ActorKind.PERSON, ActorKind.UNNAMED}
WHOLES = set(ActorKind) - {ActorKind.PERSON, ActorKind.UNNAMED}


class ActorQuerySet(models.QuerySet):
    """Words for asking about actors."""

    def named(self, name: str) -> "ActorQuerySet":
        """Actors whose name or any alias reads `name`; case, quotes and spacing do not count. Merged ones lead on."""
        called = Q(aliases__key=name_key(name)) | Q(name__iexact=name.strip())
        return self.filter(called, merged_into=None).distinct()

    def public(self) -> "ActorQuerySet":
        """Actors that a current edition or a public commitment names. A draft's speakers are not among them.

        Of merged actors only the one that stays, and it answers for those merged into it. Who is not named has no
        page. Reverse names alone: this app knows nobody above it.
        """
        return self._named_in(self._related("edition_actors").current(), self._related("published_sources").public())

    def reachable(self) -> "ActorQuerySet":
        """Those, and whom an older version names that readers can still open: its links must not lead nowhere.

        For the page of one actor alone. Lists, feeds, filters and other pages ask `public()`.
        """
        return self._named_in(
            self._related("edition_actors").readable(), self._related("published_sources").reachable()
        )

    def met(self) -> "ActorQuerySet":
        """Whom readers can find named in some version, merged ones as well: where old addresses lead on from."""
        return self.filter(
            self._named(self._related("edition_actors").readable(), self._related("published_sources").reachable())
        ).exclude(kind=ActorKind.UNNAMED)

    def _named(self, printed: models.QuerySet, works: models.QuerySet) -> Q:
        promised = Q(parties__commitment__public=True) | Q(occasions__occasion__commitments__public=True)
        met = (Q(edition_actors__in=printed), Q(published_sources__in=works), promised)
        rows = (self.model.objects.filter(one).order_by().values("pk") for one in met)
        return reduce(or_, (Q(pk__in=found) for found in rows))

    def _named_in(self, printed: models.QuerySet, works: models.QuerySet) -> "ActorQuerySet":
        named = self.model.objects.filter(self._named(printed, works)).order_by()
        stay = named.annotate(stays=Coalesce("merged_into", "pk")).values("stays")
        return self.filter(pk__in=stay, merged_into=None).exclude(kind=ActorKind.UNNAMED)

    def _related(self, name: str) -> models.QuerySet:
        """All rows of the model behind a reverse name."""
        return self.model._meta.get_field(name).related_model._default_manager.all()


def name_key(name: str) -> str:
    """What two spellings of one name have in common: normalised words in one case."""
    return normalise(name).casefold()


class Actor(Imported, VersionedRecord):
    """A state, body, organisation, person or medium that says or does something."""

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=ActorKind.choices,
        help_text=_("Choose “Unnamed person” for somebody whom readers may not know by name."),
    )
    name = LineField(
        _("name"),
        max_length=200,
        help_text=_("As readers know it. It stands on every card that quotes them."),
    )
    sort_name = LineField(
        _("sort name"),
        max_length=200,
        blank=True,
        help_text=_("Only where lists should sort by another form, as “Biden, Joe”."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The last part of its public address. Readers who kept an old one are led to the new."),
        error_messages={"unique": _("Another actor has this slug. Choose another, or use that actor.")},
    )
    native_name = LineField(_("native name"), max_length=200, blank=True, help_text=_("In its own script."))
    summary = ProseField(_("summary"), blank=True, help_text=_("One or two plain sentences on who this is."))
    iso3166 = models.CharField(
        _("ISO 3166 code"),
        max_length=3,
        blank=True,
        help_text=_("States only: the two-letter code, as US or CN."),
    )
    wikidata = models.CharField(
        _("Wikidata item"), max_length=20, blank=True, help_text=_("As Q30. Leave empty when not looked up.")
    )
    country = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        limit_choices_to={"kind": ActorKind.STATE},
        help_text=_("The state it belongs to or speaks for. Empty for states and for what is of several."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_(
            "The body that it is a part of, as a bureau of its ministry. Readers see it. Empty for people: write their "
            "offices below; empty for states and for what stands by itself."
        ),
    )
    described_as = LineField(
        _("described as"),
        max_length=200,
        blank=True,
        help_text=_("Unnamed people only: the words readers see instead of a name, as “a senior U.S. official”."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    history = tracked("version", *IMPORT_MARK)
    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        permissions = [("merge_actor", _("Can merge actors"))]
        constraints = [
            # An unnamed speaker without a description would be shown as nobody.
            models.CheckConstraint(
                name="actor_unnamed_is_described", condition=~Q(kind=ActorKind.UNNAMED) | ~Q(described_as="")
            ),
            # An actor that is a part of itself, or merged into itself, would lead readers in a circle.
            models.CheckConstraint(
                name="actor_no_part_of_itself", condition=Q(parent=None) | ~Q(parent=models.F("id"))
            ),
            models.CheckConstraint(
                name="actor_not_merged_into_itself", condition=Q(merged_into=None) | ~Q(merged_into=models.F("id"))
            ),
        ]
        indexes = [models.Index(name="actor_by_name", fields=["name", "id"])]  # the admin list and pickers

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an address that once led to another actor, and codes that lead nowhere."""
        refuse_former(self)
        self.iso3166, self.wikidata = self.iso3166.strip().upper(), self.wikidata.strip().upper()
        errors = {}
        if self.iso3166 and self.iso3166 not in CODES:
            errors["iso3166"] = _("This is no country code of two letters, as US or CN (ISO 3166-1 alpha-2).")
        elif self.iso3166 and self.kind != ActorKind.STATE:
            errors["iso3166"] = _(
                "Only states have a country code. Leave it empty, and name its state under “Country”."
            )
        if told := self._why_no_part():
            errors["parent"] = told
        if self.wikidata and not WIKIDATA_ITEM.fullmatch(self.wikidata):
            errors["wikidata"] = _("Write the item’s number on Wikidata: a Q and digits, as Q30.")
        if errors:
            raise ValidationError(errors)

    def _why_no_part(self) -> Any:
        """What is wrong with the body that it is called a part of."""
        if not self.parent_id:
            return ""
        if self.kind not in BODIES:
            return _("Only bodies are parts of another. Of a person write the offices they hold.")
        if self.parent.kind not in WHOLES:
            return _("Choose a body or a state: nothing is a part of a person.")
        whole, steps = self.parent.present, 0
        while whole is not None and steps < DEEPEST:
            if whole.pk == self.pk:
                return _("It would be a part of itself. Take the other one out first.")
            whole, steps = whole.parent and whole.parent.present, steps + 1
        return _("Bodies stand in one another more than %d deep there.") % DEEPEST if whole is not None else ""

    @property
    def public_name(self) -> str:
        """What readers may see of it: the name, or the description of somebody who is not named."""
        return self.name if self.is_named else self.described_as

    @property
    def present(self) -> "Actor":
        """Itself, or the actor that it was merged into: what the next edition names."""
        return self.merged_into if self.merged_into_id else self

    @property
    def is_named(self) -> bool:
        return self.kind != ActorKind.UNNAMED


class ActorFormerSlug(FormerSlug):
    """A slug that an actor had when readers saw it."""

    of = models.ForeignKey(Actor, models.CASCADE, related_name="former_slugs", verbose_name=_("actor"))

    class Meta(FormerSlug.Meta):
        verbose_name = _("former slug of an actor")
        verbose_name_plural = _("former slugs of actors")


class Alias(Record):
    """Another name of an actor. One alias may belong to several actors: then a person picks."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="aliases", verbose_name=_("actor"))
    text = LineField(
        _("name"), max_length=200, help_text=_("Another name that stories use, as “Beijing” or “PRC”; one a line.")
    )
    key = models.CharField(_("key"), max_length=600, editable=False)  # one case may take three letters for one
    lang = models.CharField(_("language"), max_length=12, blank=True, help_text=_("As en, zh, zh-Latn."))
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=AliasKind.choices,
        default=AliasKind.SHORT,
        help_text=_("A metonym is a place that stands for its government, as “the Kremlin”."),
    )
    matchable = models.BooleanField(
        _("found in text"),
        default=True,
        help_text=_("Off: only offered, as metonyms. “Beijing” in “a meeting in Beijing” is a place, no government."),
    )
    valid_from = PartialDateField(
        _("valid from"), blank=True, help_text=_("As 2019 or 2019-05. Leave empty when it was always called that.")
    )
    valid_to = PartialDateField(
        _("valid to"), blank=True, help_text=_("As 2019 or 2019-05. Leave empty while it is called that.")
    )

    history = tracked("key")

    class Meta:
        ordering = ["text"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            # The same name twice on one actor would be offered twice.
            models.UniqueConstraint(name="alias_once_per_actor", fields=["actor", "key", "lang"]),
        ]
        indexes = [models.Index(name="alias_by_key", fields=["key"])]  # finding an actor by any of its names

    def __str__(self) -> str:
        return self.text

    def save(self, *args, **kwargs) -> None:
        self.key = name_key(self.text)
        super().save(*args, **kwargs)
