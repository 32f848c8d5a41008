"""The filter of the list of stories: one FilterSet for the page and its data, its state in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from articles.enums import READINGS, ClaimKind, Status, reading_key
from articles.listing import CONTENT, printed
from articles.models import EditionActor, EditionClaim, EditionTag, Publication
from policydesk.lib.filters import (
    MOST_CHOICES,
    MOST_WORDS,
    PublicFilterSet,
    choice_filter,
    day_filter,
    words_filter,
)


class StoryForm(forms.Form):
    """The form; its tags and people are those of stories that stand, read when the form is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = _present(EditionTag.objects.current(), "tag", "tag__page__merged_into")
        actors = _present(EditionActor.objects.current(), "actor", "actor__merged_into")
        self.fields["tag"].widget.choices = [("", _("Any")), *tags]
        self.fields["actor"].widget.choices = [("", _("Anyone")), *actors]


def _present(rows: QuerySet, named: str, merged: str) -> QuerySet:
    """Slug and name of what the rows name, of merged ones that which stays; each once, by name."""
    slug, name = (Coalesce(f"{merged}__{field}", f"{named}__{field}") for field in ("slug", "name"))
    return rows.values_list(slug, name).order_by(name).distinct()[:MOST_CHOICES]


class StoryFilter(PublicFilterSet):
    """Stories by words, tag, speaker, status of a claim and date. A filter across rows asks whether one exists."""

    q = words_filter()
    tag = choice_filter(_("Tag"), "with_tag")
    actor = choice_filter(_("Person or state"), "with_actor")
    status = django_filters.ChoiceFilter(
        label=_("Has a claim that is"),
        method="with_status",
        empty_label=_("Any status"),
        choices=[(key, reading.label) for key, reading in READINGS.items()],
    )
    after = day_filter(_("From"), "since")
    before = day_filter(_("Until"), "until")

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
        """Keep stories whose current edition carries the tag, or one merged into it."""
        carried = Q(tag__slug=value) | Q(tag__page__merged_into__slug=value)
        return stories.filter(Exists(EditionTag.objects.filter(carried, edition=OuterRef("edition"))))

    def with_actor(self, stories: QuerySet, name: str, value: str) -> QuerySet:
        """Keep stories whose current edition names the actor, or one merged into it."""
        named = Q(actor__slug=value) | Q(actor__merged_into__slug=value)
        return stories.filter(Exists(EditionActor.objects.filter(named, edition=OuterRef("edition"))))

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
