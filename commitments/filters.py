"""The filter of the ledger: one FilterSet for the page, its data and its feed, its state in the address."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from actors.enums import ActorKind
from actors.models import Actor
from commitments.enums import Bindingness, Fulfilment, PartyRole
from commitments.models import Commitment, CommitmentTag, Occasion, Party, StatusChange
from policydesk.lib.filters import (
    MOST_CHOICES,
    MOST_WORDS,
    PublicFilterSet,
    box_filter,
    choice_filter,
    day_filter,
    words_filter,
)
from sources.models import Excerpt

SEARCHED = ("title", "summary", "due_words", "interpretive_note")
ORDERS = {
    "made": (F("made_on_earliest").desc(nulls_last=True), "-pk"),
    "due": (F("due_on_latest").asc(nulls_last=True), "-made_on_earliest", "-pk"),
    "updated": ("-changed_at", "-pk"),
}
SORTS = [("made", _("Newest first")), ("due", _("First due first")), ("updated", _("Last change first"))]


class LedgerForm(forms.Form):
    """The form; its menus hold what public commitments name, read when the form is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = Commitment.objects.public()
        tags = Tag.objects.filter(pk__in=shown.values("tagged__tag")).order_by("name").values_list("slug", "name")
        occasions = Occasion.objects.filter(commitments__in=shown).distinct().values_list("slug", "name")
        for name, anything, found in (
            ("by", _("Anyone"), _actors(PartyRole.PLEDGER)),
            ("to", _("Anyone"), _actors(PartyRole.COUNTERPARTY)),
            ("tag", _("Any"), tags),
            ("occasion", _("Any"), occasions),
        ):
            self.fields[name].widget.choices = [("", anything), *found[:MOST_CHOICES]]


def _actors(role: PartyRole) -> QuerySet:
    """Slug and name of those who stand in public commitments in that part and may be named."""
    parties = Party.objects.filter(role=role, commitment__public=True)
    met = Q(pk__in=parties.values("actor")) | Q(pk__in=parties.values("actor__merged_into"))
    named = Actor.objects.filter(met, merged_into=None).exclude(kind=ActorKind.UNNAMED)
    return named.order_by("name", "pk").values_list("slug", "name")


class CommitmentFilter(PublicFilterSet):
    """Commitments by words, parties, status, topic, instrument, occasion and dates.

    A filter across rows asks whether one exists, so that nothing is listed twice. “By” and “status” together mean the
    same party: what China kept is not found under what China broke because another side broke it.
    """

    q = words_filter()
    by = choice_filter(_("Made by"), "with_pledger")
    to = choice_filter(_("Made to"), "with_counterparty")
    status = django_filters.ChoiceFilter(
        label=_("Status"), method="with_status", empty_label=_("Any"), choices=Fulfilment.choices
    )
    tag = choice_filter(_("Topic"), "with_tag")
    bindingness = django_filters.ChoiceFilter(
        label=_("Instrument"), empty_label=_("Any"), choices=Bindingness.choices, field_name="bindingness"
    )
    occasion = choice_filter(_("Occasion"), "at_occasion")
    after = day_filter(_("Made from"), "made_since")
    before = day_filter(_("Made until"), "made_until")
    due = day_filter(_("Due by"), "due_until")
    overdue = box_filter(_("Overdue"), "only_overdue")
    evidence = box_filter(_("With evidence"), "only_evidenced")
    sort = django_filters.ChoiceFilter(label=_("Order"), method="untouched", empty_label=None, choices=SORTS)

    class Meta:
        model = Commitment
        fields: list[str] = []
        form = LedgerForm

    def filter_queryset(self, commitments: QuerySet) -> QuerySet:
        """The commitments that match, in the order asked for."""
        found = super().filter_queryset(commitments)
        return found.order_by(*ORDERS[self.form.cleaned_data.get("sort") or "made"])

    def untouched(self, commitments: QuerySet, name: str, value: str) -> QuerySet:
        """An order takes nothing away."""
        return commitments

    def with_words(self, commitments: QuerySet, name: str, value: str) -> QuerySet:
        """Keep commitments that hold every one of the first words in what readers see of them."""
        for word in value.split()[:MOST_WORDS]:
            holding = Q()
            for field in SEARCHED:
                holding |= Q(**{f"{field}__icontains": word})
            shown = Excerpt.objects.of_public_sources().filter(exact__icontains=word)
            commitments = commitments.filter(holding | Q(undertaking__in=shown.order_by().values("pk")))
        return commitments

    def with_pledger(self, commitments: QuerySet, name: str, value: str) -> QuerySet:
        """Keep what the actor, or one merged into it, undertook; with a status, what came of it on their part."""
        status = self.form.cleaned_data.get("status")
        return commitments.filter(_party(PartyRole.PLEDGER, _of(value), *([Q(status=status)] if status else [])))

    def with_counterparty(self, commitments: QuerySet, name: str, value: str) -> QuerySet:
        """Keep what was undertaken towards the actor, or one merged into it."""
        return commitments.filter(_party(PartyRole.COUNTERPARTY, _of(value)))

    def with_status(self, commitments: QuerySet, name: str, value: str) -> QuerySet:
        """Keep commitments that have this status for one of those who undertook them."""
        return commitments.filter(_party(PartyRole.PLEDGER, Q(status=value)))

    def with_tag(self, commitments: QuerySet, name: str, value: str) -> QuerySet:
        """Keep commitments on the topic."""
        return commitments.filter(Exists(CommitmentTag.objects.filter(content_object=OuterRef("pk"), tag__slug=value)))

    def at_occasion(self, commitments: QuerySet, name: str, value: str) -> QuerySet:
        """Keep commitments made on the occasion."""
        return commitments.filter(occasion__slug=value)

    def made_since(self, commitments: QuerySet, name: str, value: date) -> QuerySet:
        """Keep those that may have been made on the day or later."""
        return commitments.filter(made_on_latest__gte=value)

    def made_until(self, commitments: QuerySet, name: str, value: date) -> QuerySet:
        """Keep those that may have been made on the day or before."""
        return commitments.filter(made_on_earliest__lte=value)

    def due_until(self, commitments: QuerySet, name: str, value: date) -> QuerySet:
        """Keep those whose whole term ends on the day or before; without a date there is no term."""
        return commitments.filter(due_on_latest__lte=value)

    def only_overdue(self, commitments: QuerySet, name: str, value: bool) -> QuerySet:
        """Keep those whose term has passed while somebody has them still to do."""
        return commitments.overdue() if value else commitments

    def only_evidenced(self, commitments: QuerySet, name: str, value: bool) -> QuerySet:
        """Keep those of whose log an entry stands."""
        log = StatusChange.objects.standing().filter(commitment=OuterRef("pk"))
        return commitments.filter(Exists(log)) if value else commitments


def _of(slug: str) -> Q:
    """The actor or one merged into it; who is not named is not found by the address the desk gave them."""
    return (Q(actor__slug=slug) | Q(actor__merged_into__slug=slug)) & ~Q(actor__kind=ActorKind.UNNAMED)


def _party(role: PartyRole, *met: Q) -> Exists:
    return Exists(Party.objects.filter(*met, commitment=OuterRef("pk"), role=role))
