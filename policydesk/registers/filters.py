"""The filter of the register of actors: one FilterSet for the page, its data and its table."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from actors.models import Actor, Alias, Tenure
from articles.models import EditionClaim
from commitments.facing import pairs
from commitments.models import Party
from policydesk.lib.filters import (
    LONGEST_QUERY,
    MOST_CHOICES,
    MOST_WORDS,
    PublicFilterSet,
    choice_filter,
    day_filter,
    words_filter,
)

SAYS, MADE, RECEIVED = "says", "made", "received"
PARTS = [
    (SAYS, _("Says something in our stories")),
    (MADE, _("Made a commitment")),
    (RECEIVED, _("A commitment was made to them")),
]
SMALL = {"of", "the", "to", "at", "for", "in", "and"}  # words that stand in every office
KINDS = [choice for choice in ActorKind.choices if choice[0] != ActorKind.UNNAMED]


class ActorForm(forms.Form):
    """The form; its countries are the public ones that public actors belong to, read when the form is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = Actor.objects.public()
        of_any = Q(pk__in=shown.values("country")) | Q(pk__in=shown.values("country__merged_into"))
        countries = shown.filter(of_any).order_by("name").values_list("slug", "name")
        self.fields["country"].widget.choices = [("", _("Any")), *countries[:MOST_CHOICES]]


class ActorFilter(PublicFilterSet):
    """Actors by their names, what they are, the state they belong to, what we know of them, and their offices."""

    q = words_filter()
    kind = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("Any"), choices=KINDS)
    country = choice_filter(_("Country"), "of_country")
    part = django_filters.ChoiceFilter(label=_("What we know"), empty_label=_("Any"), choices=PARTS, method="with_part")
    office = django_filters.CharFilter(
        label=_("Office"),
        method="with_office",
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    on = day_filter(_("Office held on"), "with_day")

    class Meta:
        model = Actor
        fields: list[str] = []
        form = ActorForm

    def with_words(self, actors: QuerySet, name: str, value: str) -> QuerySet:
        """Keep actors of whom one name or another holds each of the first words."""
        for word in value.split()[:MOST_WORDS]:
            other = Exists(Alias.objects.filter(actor=OuterRef("pk"), text__icontains=word))
            actors = actors.filter(Q(name__icontains=word) | Q(native_name__icontains=word) | other)
        return actors

    def with_office(self, actors: QuerySet, name: str, value: str) -> QuerySet:
        """Keep people who held an office in whose name, or in a name of whose place, each of the first words stands;
        on the day that is asked beside it, or ever. A place that is not public is asked for in vain."""
        held, day = Tenure.objects.all(), self.form.cleaned_data.get("on")
        held, places = held.on(day) if day else held, _places()
        for word in [word for word in value.casefold().split() if word not in SMALL][:MOST_WORDS]:
            there = [pk for pk, names in places.items() if any(word in name.casefold() for name in names)]
            where = Q(organisation__in=there) | Q(organisation__merged_into__in=there)
            held = held.filter(Q(office__icontains=word) | where)
        return _holding(actors, held)

    def with_day(self, actors: QuerySet, name: str, value: date) -> QuerySet:
        """Keep people who may have held an office on that day."""
        return actors if self.form.cleaned_data.get("office") else _holding(actors, Tenure.objects.on(value))

    def with_part(self, actors: QuerySet, name: str, value: str) -> QuerySet:
        """Keep who says something in a story, or made or received a commitment."""
        if value == SAYS:
            rows = EditionClaim.objects.current().exclude(speaker=None).order_by()
            return _of(actors, rows.values("speaker"), rows.values("speaker__merged_into"))
        if value == RECEIVED:
            return _of(actors, pairs(None).filter(commitment__public=True).values("to"))
        parties = Party.objects.undertaking().filter(commitment__public=True).order_by()
        return _of(actors, parties.values("actor"), parties.values("actor__merged_into"))

    def of_country(self, actors: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the state and who belongs to it. A state that is not public is asked for in vain."""
        state = Actor.objects.public().filter(slug=value).values("pk")
        return actors.filter(Q(country__in=state) | Q(country__merged_into__in=state) | Q(pk__in=state))


def _places() -> dict[int, set[str]]:
    """The names of those public actors where offices are held, by key."""
    places: dict[int, set[str]] = {}
    held = Q(office_holders__isnull=False) | Q(merged__office_holders__isnull=False)
    rows = Actor.objects.public().filter(held).order_by().values_list("pk", "name", "aliases__text").distinct()
    for pk, *names in rows:
        places.setdefault(pk, set()).update(name for name in names if name)
    return places


def _holding(actors: QuerySet, held: QuerySet) -> QuerySet:
    return _of(actors, held.order_by().values("person"), held.order_by().values("person__merged_into"))


def _of(actors: QuerySet, *keys: QuerySet) -> QuerySet:
    """Those whose key one of the questions gives: they themselves, or whoever was merged into them."""
    return actors.filter(reduce(or_, (Q(pk__in=found) for found in keys)))
