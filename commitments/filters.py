"""The filter of the ledger: one FilterSet for the page, its data and its feed, its state in the address."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from actors.enums import ActorKind
from actors.models import Actor
from commitments.as_of import AsOf
from commitments.day_form import AsksForDay
from commitments.enums import Bindingness, Dates, Fulfilment
from commitments.facing import called, pairs
from commitments.listing import ledger
from commitments.models import Commitment, CommitmentTag, Occasion, Party
from commitments.models.commitment import UNSETTLED
from commitments.rating import contested, entries_about, rated, term
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


VIEWS = [("table", _("Table")), ("timeline", _("Timeline")), ("matrix", _("Matrix"))]


class LedgerForm(AsksForDay):
    """The form; its menus hold what public commitments name, read when the form is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown, made = Commitment.objects.public(), Party.objects.undertaking().filter(commitment__public=True)
        tags = Tag.objects.filter(pk__in=shown.values("tagged__tag")).order_by("name").values_list("slug", "name")
        occasions = Occasion.objects.filter(commitments__in=shown).distinct().values_list("slug", "name")
        for name, anything, found in (
            ("by", _("Anyone"), _named(made.annotate(key=Coalesce("actor__merged_into", "actor")).values("key"))),
            ("to", _("Anyone"), _named(pairs(None).filter(commitment__public=True).values("to"))),
            ("tag", _("Any"), tags),
            ("occasion", _("Any"), occasions),
        ):
            self.fields[name].widget.choices = [("", anything), *found[:MOST_CHOICES]]


def _named(keys: QuerySet) -> QuerySet:
    """Slug and name of the actors of these keys that may be named, by name."""
    named = Actor.objects.filter(pk__in=keys).exclude(kind=ActorKind.UNNAMED)
    return named.order_by("name", "pk").values_list("slug", "name")


class CommitmentFilter(PublicFilterSet):
    """Commitments by words, parties, status, topic, instrument, occasion and dates.

    As of a day, all of them ask what was then. A filter across rows asks whether one exists, so that nothing is listed
    twice. “By”, “to”, “status”, “overdue” and “evidence” together mean the same party: what China kept is not found
    under what China broke because another side broke it.
    """

    q = words_filter()
    by = choice_filter(_("Made by"), "untouched")
    to = choice_filter(_("Made to"), "untouched")
    status = django_filters.ChoiceFilter(
        label=_("Status"), method="untouched", empty_label=_("Any"), choices=Fulfilment.choices
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
    evidence = box_filter(_("With evidence"), "untouched")
    contested = box_filter(_("Contested"), "only_contested")
    as_of = day_filter(_("As it stood on"), "untouched")
    dates = django_filters.ChoiceFilter(
        label=_("By what was"), method="untouched", empty_label=None, choices=Dates.choices
    )
    sort = django_filters.ChoiceFilter(label=_("Order"), method="untouched", empty_label=None, choices=SORTS)
    view = django_filters.ChoiceFilter(
        label=_("View"), method="untouched", empty_label=None, choices=VIEWS, widget=forms.HiddenInput
    )

    class Meta:
        model = Commitment
        fields: list[str] = []
        form = LedgerForm

    def __init__(self, data: Any) -> None:
        super().__init__(data, queryset=Commitment.objects.none())

    @property
    def asof(self) -> AsOf | None:
        """The day as of which the ledger is asked; None for now."""
        return self.form.asof

    def filter_queryset(self, commitments: QuerySet) -> QuerySet:
        """The commitments that match, in the order asked for. They are those of the day asked for, whatever stood in
        the queryset before."""
        found = super().filter_queryset(ledger(self.asof))
        if any(self._asked("by", "to", "status", "evidence").values()) and not self.form.cleaned_data.get("overdue"):
            found = found.filter(pk__in=self._of_those_asked_for().values("commitment"))
        return found.order_by(*ORDERS[self.form.cleaned_data.get("sort") or "made"])

    def untouched(self, commitments: QuerySet, name: str, value: Any) -> QuerySet:
        """An order takes nothing away, the day is asked for the whole ledger, and about parties all is asked at once:
        asked once for each field, PostgreSQL took ten seconds to plan it."""
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

    @property
    def shown_as(self) -> str:
        """How the page shows them beside the table."""
        return self.form.cleaned_data.get("view") or "table"

    @property
    def pairs(self) -> QuerySet[Party]:
        """Of the commitments that match, each who undertook beside each to whom: those that the filter asks for."""
        found = self._narrowed(self._facing(**self._asked("by", "to", "status")))
        return found.filter(commitment__in=self.qs.order_by().values("pk"))

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
        """Keep those whose term has passed while somebody has them still to do: one of those asked for."""
        if not value:
            return commitments
        return commitments.overdue(self.asof and self.asof.day, self._of_those_asked_for(), term(self.asof))

    def only_contested(self, commitments: QuerySet, name: str, value: bool) -> QuerySet:
        """Keep those of which somebody disputes what came of them."""
        return commitments.filter(contested(self.asof)) if value else commitments

    def _asked(self, *names: str) -> dict[str, str]:
        """What these fields ask for; "" where they ask for nothing."""
        return {name: self.form.cleaned_data.get(name) or "" for name in names}

    def _of_those_asked_for(self) -> QuerySet[Party]:
        """Those who undertook something and of whom all filters about parties hold at once, on the day asked for."""
        by, to, status = self._asked("by", "to", "status").values()
        if to:
            return self._narrowed(self._facing(by=by, to=to, status=status))
        found = rated(Party.objects.undertaking(), self.asof)
        if by:
            found = found.annotate(stays=Coalesce("actor__merged_into", "actor")).filter(stays__in=called(by))
        return self._narrowed(found.filter(stood=status) if status else found)

    def _narrowed(self, parties: QuerySet[Party]) -> QuerySet[Party]:
        """Of these, those who have it still to do where what is overdue is asked for, and those of whom an entry of the
        log stands where evidence is."""
        if self.form.cleaned_data.get("overdue"):
            parties = parties.filter(stood__in=UNSETTLED)
        if self.form.cleaned_data.get("evidence"):
            parties = parties.filter(Exists(entries_about(self.asof)))
        return parties

    def _facing(self, *, by: str, to: str, status: str) -> QuerySet[Party]:
        """Who undertook towards whom, narrowed to these two and to this status where they are given."""
        found = pairs(self.asof)
        if by:
            found = found.filter(frm__in=called(by))
        if to:
            found = found.filter(to__in=called(to))
        return found.filter(stood=status) if status else found
