"""What was undertaken: the words, the parties on both sides, what it hangs together with."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from actors.models import Actor
from articles.models import Claim
from commitments.enums import Bindingness, Fulfilment, PartyRole, Side, Verifiability
from commitments.models.occasion import Occasion
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.former_slugs import refuse_former
from policydesk.lib.history import Record, VersionedRecord, tracked
from policydesk.lib.importing import IMPORT_MARK, Imported
from policydesk.lib.tagging import Tagged
from policydesk.lib.text import normalise
from sources.models import Excerpt

# Where something may still come of it: once its day has passed, such a commitment is overdue.
UNSETTLED = (Fulfilment.NOT_YET_RATED, Fulfilment.IN_PROGRESS, Fulfilment.STALLED, Fulfilment.PARTLY_FULFILLED)


def day_at(at: Any) -> date:
    """The day of `at`: a day, or a moment; now when it is None."""
    return at if isinstance(at, date) and not isinstance(at, datetime) else timezone.localdate(at)


def reading_key(note: str, own_act: bool, *terms: Any) -> str:
    """The key of what is rated and how: how we read it, whether it is an act of one's own, and `terms`, the exact words
    and the term in words and as a date. "" while nobody has written how. Typography and white space do not count."""
    words, *said = (normalise(str(each)).strip() for each in (note, *terms))
    return sha256("\x1f".join((str(own_act), words, *said)).encode()).hexdigest()[:16] if words else ""


class CommitmentQuerySet(models.QuerySet):
    """Words for asking about commitments."""

    def public(self) -> "CommitmentQuerySet":
        """Commitments that readers may see. Page, list, feed, data and sitemap all call it."""
        return self.filter(public=True)

    def taken_back(self) -> "CommitmentQuerySet":
        """Commitments that readers knew and may not see any more. Of them only that, and since when, is told."""
        return self.filter(public=False, taken_back_at__isnull=False)

    def overdue(
        self, at: Any = None, unsettled: models.QuerySet | None = None, term: Any = None
    ) -> "CommitmentQuerySet":
        """Commitments whose day has passed at `at` (a day or a moment; now) while one who undertook it has not settled
        it: one of the parties `unsettled`. Those and the expression of the last day are of now when not given."""
        if unsettled is None:
            unsettled = Party.objects.undertaking().filter(status__in=UNSETTLED)
        rows = self.alias(ends=term or models.F("due_on_latest"))
        return rows.filter(ends__lt=day_at(at), pk__in=unsettled.values("commitment"))

    def to_review(self, at: Any = None) -> "CommitmentQuerySet":
        """Commitments whose day to look again has come at `at` (a moment; now)."""
        return self.filter(review_by__lte=timezone.localdate(at))


class Commitment(Imported, Tagged, VersionedRecord):
    """Who undertook what towards whom. What came of it stands in the log of its status changes."""

    title = LineField(_("title"), max_length=200, help_text=_("What was undertaken, in a few words. Lists link by it."))
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The last part of its public address. A new one leaves a redirect once readers know the old."),
    )
    summary = ProseField(
        _("summary"), blank=True, help_text=_("The undertaking in our own plain words, one or two sentences.")
    )
    undertaking = models.ForeignKey(
        Excerpt,
        models.PROTECT,
        related_name="commitments",
        verbose_name=_("exact words"),
        help_text=_("The passage of the source in which it is undertaken or reported."),
    )
    occasion = models.ForeignKey(
        Occasion, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("occasion")
    )
    made_on = PartialDateField(_("made on"), help_text=_("As much as is known: 2023, 2023-11 or 2023-11-15."))
    due_words = LineField(
        _("due, in its words"),
        max_length=200,
        blank=True,
        help_text=_("The words of the source that give a term, as “early next year”. Empty: no date was given."),
    )
    due_on = PartialDateField(
        _("due on"),
        blank=True,
        help_text=_("Only what those words give; a date is never invented. After it the commitment is overdue."),
    )
    review_by = models.DateField(
        _("look again by"), null=True, blank=True, help_text=_("For the desk alone: when to look whether it moved.")
    )
    bindingness = models.CharField(_("bindingness"), max_length=20, choices=Bindingness.choices)
    verifiability = models.CharField(
        _("can it be verified"), max_length=16, choices=Verifiability.choices, default=Verifiability.VERIFIABLE
    )
    interpretive_note = ProseField(
        _("how we read it"),
        blank=True,
        help_text=_("Where the words leave room: what we count as keeping it, and why."),
    )
    own_act = models.BooleanField(
        _("an act in its own power"),
        default=False,
        help_text=_(
            "Who undertakes it does it by its own act, as lifting a tariff: then its own word may show it. Otherwise "
            "its own word alone carries at most “In progress”."
        ),
    )
    # A key of what is rated and how: of the note, what follows from it, the exact words and the term. Statuses are
    # rated under one reading.
    reading = models.CharField(_("reading"), max_length=16, blank=True, editable=False)
    contested_by = models.ForeignKey(
        Excerpt,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contested_commitments",
        verbose_name=_("contested in"),
        help_text=_("The passage in which somebody disputes what came of it. A flag beside the status."),
    )
    contested_note = ProseField(
        _("what is contested"), blank=True, help_text=_("Who disputes what, in one sentence. Readers see it.")
    )
    public = models.BooleanField(_("public"), default=False, editable=False)
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    # What it says changed while readers saw it, or it was shown to them again. What came of it, the log dates itself.
    edited_at = models.DateTimeField(_("changed after publication"), null=True, editable=False)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    tags = TaggableManager(_("topics"), through="commitments.CommitmentTag", blank=True)
    reported_in = models.ManyToManyField(
        Claim, through="commitments.Report", related_name="commitments", verbose_name=_("claims that report it")
    )
    history = tracked("version", "edited_at", "reading", *IMPORT_MARK)
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on_earliest", "-pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        permissions = [
            ("propose_status", _("Can propose a status of a commitment")),
            ("confirm_status", _("Can confirm what another person proposed")),
            ("publish_commitment", _("Can publish commitments and take them back")),
        ]
        constraints = [
            models.CheckConstraint(name="commitment_title_not_empty", condition=~Q(title="")),  # lists link by it
            # A due date without the words that give it would be our invention.
            models.CheckConstraint(name="commitment_due_has_words", condition=Q(due_on="") | ~Q(due_words="")),
            # A challenge without its passage would be a rumour.
            models.CheckConstraint(
                name="commitment_contest_paired",
                condition=Q(contested_by=None, contested_note="")
                | (Q(contested_by__isnull=False) & ~Q(contested_note="")),
            ),
            # What is public was published by somebody at some time.
            models.CheckConstraint(
                name="commitment_publication_paired",
                condition=Q(published_at=None, published_by=None, public=False)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            # Its address answers readers in one of three ways: never known, shown, or gone since some time.
            models.CheckConstraint(
                name="commitment_taken_back_dated",
                condition=Q(published_at=None, taken_back_at=None)
                | Q(public=True, taken_back_at=None)
                | Q(public=False, published_at__isnull=False, taken_back_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="commitment_newest_first", fields=["-made_on_earliest", "-id"]
            ),  # the ledger and the admin
            models.Index(name="commitment_by_due", fields=["due_on_latest"]),  # what is overdue
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        words = self.undertaking.exact if self.undertaking_id else ""
        self.reading = reading_key(self.interpretive_note, self.own_act, words, self.due_words, self.due_on)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.clean_tags()
        refuse_former(self)
        if self.due_on and not self.due_words:
            raise ValidationError({"due_words": _("Write the words that give this date: a date is never invented.")})
        if self.due_on and self.made_on and self.due_on.definitely_before(self.made_on):
            raise ValidationError({"due_on": _("It would be due before it was made.")})

    @property
    def pledgers(self) -> list["Party"]:
        """The parties who undertake it, in the order in which they were given."""
        return [party for party in self.parties.all() if party.undertakes]

    def stories(self) -> set[int]:
        """The keys of the stories one of whose claims reports it."""
        return set(self.reports.values_list("claim__article", flat=True))

    def is_due(self, at: Any = None) -> bool:
        """Whether every day on which it may have been due has passed at `at` (a day or a moment; now): by its term, or
        as known on a day by the one for which it was `listing.summarised`."""
        ends: date | None = getattr(self, "ended", self.due_on.latest if self.due_on else None)
        return ends is not None and ends < day_at(at)


class PartyQuerySet(models.QuerySet):
    """Words for asking about parties."""

    def undertaking(self) -> "PartyQuerySet":
        """Those who undertook it: they alone have a status."""
        return self.filter(role=PartyRole.PLEDGER)


class Party(Record):
    """An actor's part in a commitment, its side, and the words in which its own side puts it."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="parties", verbose_name=_("commitment"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="parties", verbose_name=_("actor"))
    role = models.CharField(_("part"), max_length=16, choices=PartyRole.choices)
    side = models.CharField(
        _("side"),
        max_length=8,
        choices=Side.choices,
        blank=True,
        help_text=_("Who stands together in a bilateral one."),
    )
    own_wording = models.ForeignKey(
        Excerpt,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="party_wordings",
        verbose_name=_("in its own words"),
        help_text=_("The passage in which this side states it, where the sides put it differently."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Fulfilment.choices, default=Fulfilment.NOT_YET_RATED, editable=False
    )

    history = tracked("status")
    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(name="party_once", fields=["commitment", "actor", "role"]),  # one status for each
        ]
        indexes = [
            models.Index(name="party_by_actor", fields=["actor", "role", "status"]),  # promised by, to; an actor's page
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"

    @property
    def undertakes(self) -> bool:
        return self.role == PartyRole.PLEDGER

    @property
    def stands(self) -> str:
        """What came of it on this part: on the day for which the party was `rating.rated`, else now."""
        return getattr(self, "stood", self.status)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to come of it: kept, broken, lapsed, withdrawn, superseded or beyond judging."""
        return self.stands not in UNSETTLED
