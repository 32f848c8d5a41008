"""The filter of the list of stories: one FilterSet for the page and its data, its state in the address."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from articles.enums import READINGS, ClaimKind, Status, reading_key
from articles.listing import CONTENT, printed
from articles.models import EditionActor, EditionClaim, EditionTag, Publication

LONGEST_QUERY = 200
MOST_WORDS = 8  # each word is one more reading of every story's text
MOST_CHOICES = 500  # a longer list helps nobody; every name stays reachable by its address
DAY = forms.DateInput(attrs={"type": "date"})


@dataclass(frozen=True)
class Chip:
    """An active filter and the query string of the list without it."""

    label: str
    value: str
    query: str


class StoryForm(forms.Form):
    """The form; its tags and people are those of stories that stand, read when the form is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = EditionTag.objects.current().order_by("tag__name").values_list("tag__slug", "tag__name")
        actors = EditionActor.objects.current().order_by("actor__name").values_list("actor__slug", "actor__name")
        self.fields["tag"].widget.choices = [("", _("Any")), *tags.distinct()[:MOST_CHOICES]]
        self.fields["actor"].widget.choices = [("", _("Anyone")), *actors.distinct()[:MOST_CHOICES]]


class StoryFilter(django_filters.FilterSet):
    """Stories by words, tag, speaker, status of a claim and date. A filter across rows asks whether one exists."""

    q = django_filters.CharFilter(
        label=_("Words"),
        method="with_words",
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    tag = django_filters.CharFilter(label=_("Tag"), method="with_tag", widget=forms.Select)
    actor = django_filters.CharFilter(label=_("Person or state"), method="with_actor", widget=forms.Select)
    status = django_filters.ChoiceFilter(
        label=_("Has a claim that is"),
        method="with_status",
        empty_label=_("Any status"),
        choices=[(key, reading.label) for key, reading in READINGS.items()],
    )
    after = django_filters.DateFilter(label=_("From"), method="since", widget=DAY)
    before = django_filters.DateFilter(label=_("Until"), method="until", widget=DAY)

    class Meta:
        model = Publication
        fields: list[str] = []
        form = StoryForm

    def with_words(self, stories: QuerySet, name: str, value: str) -> QuerySet:
        """Keep stories that hold every one of the first words in headline, standfirst or body."""
        for word in value.split()[:MOST_WORDS]:
            stories = stories.filter(
                Q(**{f"{CONTENT}__article__headline__icontains": word})
                | Q(**{f"{CONTENT}__article__standfirst__icontains": word})
                | Q(**{f"{CONTENT}__article__body__icontains": escape(word)})
            )
        return stories

    def with_tag(self, stories: QuerySet, name: str, value: str) -> QuerySet:
        """Keep stories whose current edition carries the tag."""
        return stories.filter(Exists(EditionTag.objects.filter(edition=OuterRef("edition"), tag__slug=value)))

    def with_actor(self, stories: QuerySet, name: str, value: str) -> QuerySet:
        """Keep stories whose current edition names the actor."""
        return stories.filter(Exists(EditionActor.objects.filter(edition=OuterRef("edition"), actor__slug=value)))

    def with_status(self, stories: QuerySet, name: str, value: str) -> QuerySet:
        """Keep stories with a claim that readers see under this label."""
        read = Q(pk__in=[])
        for status in Status:
            read |= Q(status=status, kind__in=[kind for kind in ClaimKind if reading_key(status, kind) == value])
        return stories.filter(Exists(EditionClaim.objects.filter(read, edition=OuterRef("edition"))))

    def since(self, stories: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep stories dated on the day or later. Story dates are whole ISO days, so their text sorts as they do."""
        return stories.alias(dated=printed("story_date")).filter(dated__gte=value.isoformat())

    def until(self, stories: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep stories dated on the day or before."""
        return stories.alias(dated=printed("story_date")).filter(dated__lte=value.isoformat())

    def chips(self) -> list[Chip]:
        """The filters in force, in the order of the form."""
        return [
            Chip(str(field.label), _shown(field.field, self.data[field.name]), self._without(field.name))
            for field in self.form
            if self.data.get(field.name) and field.name not in self.form.errors
        ]

    def _without(self, name: str) -> str:
        query = self.data.copy()
        for key in (name, "page"):
            query.pop(key, None)
        return query.urlencode()


def _shown(field: forms.Field, value: str) -> str:
    choices = dict(getattr(field.widget, "choices", ()))
    return str(choices.get(value, value))
