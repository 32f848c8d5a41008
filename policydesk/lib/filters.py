"""What the filters of all public lists do alike: their state lives in the address, and each can be taken away."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policydesk.lib.errors import Refused

LONGEST_QUERY = 200
MOST_WORDS = 8  # each word is one more reading of every row's text
MOST_CHOICES = 500  # a longer list helps nobody; every name stays reachable by its address
NEVER_CHIPS = ("sort", "dates", "view")  # they take nothing away; a day, which has a chip, says by which dates


def place_of(page: Page) -> dict[str, Any]:
    """Of a list as data: how many rows there are in all, and which page of how many this is."""
    return {"count": page.paginator.count, "page": page.number, "pages": page.paginator.num_pages}


@dataclass(frozen=True)
class Chip:
    """An active filter and the query string of the list without it. A box that is ticked has no `value`."""

    label: str
    value: str
    query: str


def words_filter() -> django_filters.CharFilter:
    """A search field; the FilterSet says in `with_words` where it looks."""
    box = forms.TextInput(attrs={"type": "search"})
    return django_filters.CharFilter(
        label=gettext_lazy("Words"), method="with_words", max_length=LONGEST_QUERY, widget=box
    )


def choice_filter(label: Any, method: str) -> django_filters.CharFilter:
    """A menu whose choices the form fills in; a value that is not among them finds nothing and is no error."""
    return django_filters.CharFilter(label=label, method=method, widget=forms.Select)


def day_filter(label: Any, method: str) -> django_filters.DateFilter:
    """A day."""
    return django_filters.DateFilter(label=label, method=method, widget=forms.DateInput(attrs={"type": "date"}))


def box_filter(label: Any, method: str) -> django_filters.BooleanFilter:
    """A box to tick. The method is asked also when it is not ticked, with False."""
    return django_filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


class NotUnderstood(Refused):
    """A filter was asked with a value that it does not understand; the sentence names its field."""


class PublicFilterSet(django_filters.FilterSet):
    """A filter of a public list, for the page, its data and its feed alike.

    A value that it does not understand finds nothing: everything would be the answer to another question.
    """

    @property
    def qs(self) -> QuerySet:
        found = super().qs
        return found.none() if self.form.errors else found

    def understood(self) -> "PublicFilterSet":
        """Itself. Raises NotUnderstood, for data and feeds, which have no form to show the sentence beside."""
        if wrong := [(self.form[name].label, name, told) for name, told in self.form.errors.items()]:
            sentence = _("The filter “%(name)s” (%(label)s) is not understood: %(told)s")
            told = (sentence % {"name": name, "label": label, "told": " ".join(told)} for label, name, told in wrong)
            raise NotUnderstood(" ".join(told))
        return self

    def chips(self) -> list[Chip]:
        """The filters in force, in the order of the form."""
        return [
            Chip(str(field.label), _shown(field.field, self.data[field.name]), self._without(field.name))
            for field in self.form
            if self.data.get(field.name) and field.name not in self.form.errors and field.name not in NEVER_CHIPS
        ]

    @property
    def query(self) -> str:
        """The query string of this filter without its page and view: what the same list as data or feed is asked
        with."""
        return self.query_with(view="")

    def query_with(self, **values: str) -> str:
        """The query string of this filter with these values beside or instead of its own, on the first page."""
        query = self.data.copy()
        for name, value in {"page": "", **values}.items():
            query[name] = value
        for key in [key for key in query if not query[key]]:
            del query[key]
        return query.urlencode()

    def _without(self, name: str) -> str:
        return self.query_with(**{name: ""})


def _shown(field: forms.Field, value: str) -> str:
    if isinstance(field.widget, forms.CheckboxInput):
        return ""
    choices = dict(getattr(field.widget, "choices", ()))
    return str(choices.get(value, value))
