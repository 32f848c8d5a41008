"""The filter of the register of actors: one FilterSet for the page, its data and its table."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from actors.models import Actor, Alias
from policydesk.lib.filters import MOST_CHOICES, MOST_WORDS, PublicFilterSet, choice_filter, words_filter

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
    """Actors by their names, what they are and the state they belong to."""

    q = words_filter()
    kind = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("Any"), choices=KINDS)
    country = choice_filter(_("Country"), "of_country")

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

    def of_country(self, actors: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the state and who belongs to it. A state that is not public is asked for in vain."""
        state = Actor.objects.public().filter(slug=value).values("pk")
        return actors.filter(Q(country__in=state) | Q(country__merged_into__in=state) | Q(pk__in=state))
