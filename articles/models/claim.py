"""Words of our own story, who says them, and the passages they stand on."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from articles.enums import (
    AnchorState,
    Basis,
    ClaimKind,
    Directness,
    EditionKind,
    Part,
    Priority,
    SpeechAct,
    Stance,
    Status,
)
from articles.models.article import READ_ANY, Article
from policydesk.lib.date_fields import PartialDateField
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import Record, VersionedRecord, tracked
from policydesk.lib.importing import IMPORT_MARK, ImportedByRef
from policydesk.lib.people import desk_name
from policydesk.lib.public_ids import new_public_id
from policydesk.lib.text import normalise
from sources.models import Excerpt, Source
from sources.notes import proof_in_words

USER = settings.AUTH_USER_MODEL


class ClaimQuerySet(models.QuerySet):
    """Words for asking about claims on the desk."""

    def standing(self) -> "ClaimQuerySet":
        """Claims that have not been retired."""
        return self.filter(retired_at=None)

    def living(self) -> "ClaimQuerySet":
        """Standing claims of stories that were not withdrawn."""
        return self.standing().exclude(article__publication__edition__kind=EditionKind.WITHDRAWAL)

    def in_text_order(self) -> "ClaimQuerySet":
        """Headline, standfirst, body; by place in each; a lost claim keeps its last place."""
        rank = models.Case(
            models.When(part=Part.HEADLINE, then=0), models.When(part=Part.STANDFIRST, then=1), default=2
        )
        return self.order_by(rank, "start", "pk")

    def with_evidence(self) -> "ClaimQuerySet":
        """Everything that a status is computed from, in a fixed number of queries."""
        return self.select_related("speaker__merged_into", "owner").prefetch_related(*self.model.evidence())

    def to_look_at(self) -> "ClaimQuerySet":
        """Claims that read differently now, lost their words, or whose check does not hold any more. What is
        checked first comes first, then who waits longest."""
        return self.standing().filter(look_since__isnull=False).order_by("priority", "look_since", "pk")

    def concerning(self, user: Any) -> "ClaimQuerySet":
        """Claims of stories that `user` wrote, and those whose words `user` wrote or checked."""
        stories = Article.objects.own_of(user).order_by().values("pk")
        checked = self.model.objects.filter(checks__by=user).order_by().values("pk")
        return self.filter(Q(article__in=stories) | Q(written_by=user) | Q(worded_by=user) | Q(pk__in=checked))

    def visible_to(self, user: Any) -> "ClaimQuerySet":
        """Claims of stories that `user` may read. Who reads all is asked for none: a database would begin with them."""
        return self if user.has_perm(READ_ANY) else self.filter(article__in=Article.objects.visible_to(user))


class Claim(ImportedByRef, VersionedRecord):
    """A span of a named part of a story. The text holds no markup for it: the anchor finds it."""

    public_id = models.CharField(_("public id"), max_length=8, unique=True, default=new_public_id, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="claims", verbose_name=_("article"))

    part = models.CharField(_("part"), max_length=12, choices=Part.choices, default=Part.BODY)
    exact = ProseField(_("words"), help_text=_("As they stand in the story, copied, not retold."))
    prefix = models.CharField(_("before"), max_length=32, blank=True, editable=False)
    suffix = models.CharField(_("after"), max_length=32, blank=True, editable=False)
    start = models.PositiveIntegerField(_("start"), editable=False)
    end = models.PositiveIntegerField(_("end"), editable=False)
    anchor_state = models.CharField(
        _("anchor"), max_length=10, choices=AnchorState.choices, default=AnchorState.ANCHORED, editable=False
    )

    words_before = ProseField(_("words before"), blank=True, editable=False)

    kind = models.CharField(_("kind"), max_length=12, choices=ClaimKind.choices, default=ClaimKind.FACT)
    priority = models.CharField(
        _("priority"),
        max_length=6,
        choices=Priority.choices,
        default=Priority.SHOULD,
        help_text=_("It sorts lists, and the way to the next unresolved claim. Every claim is checked all the same."),
    )
    statement = ProseField(
        _("stands alone as"),
        blank=True,
        help_text=_("The claim in words that need no context. Readers see it on the claim's page."),
    )
    stated_for = ProseField(_("words that stand alone so"), blank=True, editable=False)
    speaker = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_said",
        verbose_name=_("said by"),
        help_text=_("Empty: our own words."),
    )
    anonymity_reason = LineField(
        _("why unnamed"),
        max_length=200,
        blank=True,
        help_text=_("Readers see it with a speaker who is not named."),
    )
    speech_act = models.CharField(_("speech act"), max_length=12, choices=SpeechAct.choices, blank=True)
    event_date = PartialDateField(
        _("date of the event"),
        blank=True,
        help_text=_("“On Tuesday”, resolved. After it, the claim falls due: did it happen?"),
    )
    review_by = models.DateField(
        _("review by"), null=True, blank=True, help_text=_("After this day the check no longer counts.")
    )
    owner = models.ForeignKey(
        USER,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Analysis only: whose judgement it is."),
    )
    denied_by = models.ForeignKey(
        "Citation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("denied in"),
        help_text=_("The citation in which those concerned deny it. A flag, not a status."),
    )
    refuted_passage = ProseField(
        _("where the story says so"),
        blank=True,
        help_text=_("False claims only: the words of this story that say it is false."),
    )

    written_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)
    worded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)
    fingerprint = models.CharField(_("fingerprint"), max_length=80, blank=True, editable=False)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.UNSOURCED, editable=False
    )
    needs_recheck = models.BooleanField(_("needs re-check"), default=False, editable=False)
    look_since = models.DateTimeField(_("needs a look since"), null=True, editable=False)
    alike_a = models.CharField(_("a key of its words"), max_length=16, blank=True, editable=False)
    alike_b = models.CharField(_("another key of its words"), max_length=16, blank=True, editable=False)
    retired_at = models.DateTimeField(_("retired at"), null=True, editable=False)
    retired_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)
    retired_reason = ProseField(_("why retired"), blank=True, editable=False)

    history = tracked(
        *("version", "prefix", "suffix", "start", "end", "words_before"),
        *("fingerprint", "status", "needs_recheck", "look_since", "alike_a", "alike_b", "import_ref", *IMPORT_MARK),
    )
    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        permissions = [
            ("mark_any_claim", _("Can mark claims and attach citations in every draft")),
            ("check_claim", _("Can record a check on a claim")),
            ("judge_claim", _("Can accept unverifiable, mark analysis, mark as refuted")),
        ]
        constraints = [
            models.CheckConstraint(
                name="claim_span_in_order", condition=Q(end__gt=models.F("start"))
            ),  # an empty span marks nothing
            # Who retired it, when: both or neither.
            models.CheckConstraint(
                name="claim_retired_paired",
                condition=Q(retired_at=None, retired_by=None) | Q(retired_at__isnull=False, retired_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="claim_by_place", fields=["article", "start"]),  # the claims page, in text order
            models.Index(name="claim_by_status", fields=["status", "-id"]),  # the desk's lists
            models.Index(name="claim_by_priority", fields=["priority", "-id"]),  # the list of all claims
            # The queue of claims to look at: few of many, the longest first.
            models.Index(name="claim_to_look_at", fields=["look_since", "id"], condition=Q(look_since__isnull=False)),
            # The queue of days: few claims have any.
            models.Index(
                name="claim_by_event", fields=["event_date_latest"], condition=Q(event_date_latest__isnull=False)
            ),
            # The same claim elsewhere; some claims have one key, or none.
            models.Index(name="claim_alike_a", fields=["alike_a"], condition=~Q(alike_a="")),
            models.Index(name="claim_alike_b", fields=["alike_b"], condition=~Q(alike_b="")),
            models.Index(name="claim_by_review", fields=["review_by"], condition=Q(review_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"

    @classmethod
    def evidence(cls) -> tuple[models.Prefetch, models.Prefetch]:
        """The citations and checks of claims with all that they lead to, in a query each."""
        checks = cls._meta.get_field("checks").related_model._default_manager.select_related("by", "content")
        works = ("source__publisher__merged_into", "source__interview__seen_by", "source__copy_of__interview")
        sources = (*works, "excerpt__snapshot")
        citations = Citation._default_manager.select_related(*sources)
        return models.Prefetch("citations", citations), models.Prefetch("checks", checks)

    @property
    def stands_alone_for_others(self) -> bool:
        """Whether the wording that stands alone was written for other words than the claim has now."""
        return bool(self.statement) and normalise(self.stated_for) != normalise(self.exact)

    def take_version(self, expected: int | None = None) -> None:
        """Lock the story before the claim, as a save of its text does: else two people could wait for each other."""
        list(Article.objects.select_for_update().filter(pk=self.article_id).values_list("pk"))
        super().take_version(expected)


class Citation(Record):
    """Ties a claim to the source, and to the passage of it, with what the passage does for the claim."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations", verbose_name=_("claim"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    excerpt = models.ForeignKey(
        Excerpt,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("passage"),
        help_text=_("The words of the source. Without them readers see only which source it is."),
    )
    stance = models.CharField(_("stance"), max_length=12, choices=Stance.choices, default=Stance.SUPPORTS)
    directness = models.CharField(
        _("directness"),
        max_length=12,
        choices=Directness.choices,
        default=Directness.REPORTING,
        help_text=_("A copy of a document is never first hand."),
    )
    basis = models.CharField(_("basis"), max_length=12, choices=Basis.choices, default=Basis.SAYS)
    interested = models.BooleanField(
        _("interested party"),
        default=False,
        help_text=_("A government on its own deeds, a party on its opponent. Such sources alone confirm no fact."),
    )
    note = ProseField(_("note"), blank=True, help_text=_("Readers see it beside the source."))
    attached_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", editable=False)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            # One passage, or one source without a passage, counts once for a claim.
            models.UniqueConstraint(
                name="citation_once_per_passage",
                fields=["claim", "excerpt"],
                condition=Q(excerpt__isnull=False),
            ),
            models.UniqueConstraint(
                name="citation_once_per_source", fields=["claim", "source"], condition=Q(excerpt=None)
            ),
        ]

    def proof(self, typed_by: str = "") -> str:
        """How its passage was found, in a sentence for colleagues; empty without one. `typed_by` typed its words."""
        notes, grade = self.source.notes, self.excerpt.grade if self.excerpt_id else ""
        seen_by = desk_name(notes.seen_by) if notes and notes.seen_by_id else ""
        return proof_in_words(grade, notes=notes is not None, seen_by=seen_by, typed_by=typed_by)

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.source}"
