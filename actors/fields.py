"""Choosing an actor by typing any of its names."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _

from actors.enums import ActorKind
from actors.models import Actor
from policydesk.lib.datalists import NamedField
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text

OFFERED = 500  # a browser's list; any other name can be typed all the same
SEPARATOR = " · "
UNKNOWN = "unknown"  # the code of the error that a page may answer with a way to add the actor


def offered_actors() -> Iterator[tuple[str, str]]:
    """Names to offer, each with what the actor is."""
    actors = list(Actor.objects.filter(merged_into=None).order_by("name", "pk")[:OFFERED])
    names, labels = Counter(actor.name for actor in actors), dict(ActorKind.choices)
    for actor in actors:
        yield (actor.name if names[actor.name] == 1 else exact_name(actor)), str(labels[actor.kind])


def _with_way_to_add(text: Any) -> str:
    address = reverse("admin:actors_actor_add")
    way = _("in a new tab, then type its name here.")
    return format_html(
        '{} <a href="{}" target="_blank" rel="noopener">{}</a> {}', text, address, _("Add an actor"), way
    )


# A help text with the way out for who misses an actor: a new tab, so that what was typed here stays.
with_way_to_add = lazy(_with_way_to_add, str)


def exact_name(actor: Actor) -> str:
    """A name that leads to this actor alone."""
    return f"{actor.name}{SEPARATOR}{actor.slug}"


def find_actor(typed: str) -> Actor:
    """The actor that a person means by `typed`: a name, another name of it, or “Name · slug”.

    Raises ValidationError with a sentence when none or more than one fits.
    """
    try:
        typed = clean_text(typed)
    except Refused as refusal:  # before the database is asked: PostgreSQL fails at a NUL
        raise forms.ValidationError(str(refusal)) from refusal
    _name, separator, slug = typed.rpartition(SEPARATOR)
    found = list(Actor.objects.filter(slug=slug.strip()) if separator else Actor.objects.named(typed)[:9])
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(exact_name(actor) for actor in found)
        raise forms.ValidationError(_("Several actors are called that. Write one of: %(names)s.") % {"names": names})
    raise forms.ValidationError(
        _("No actor is called “%(typed)s”. Choose one from the list, or add the actor first.") % {"typed": typed},
        code=UNKNOWN,
    )


class ActorField(NamedField):
    """A name in the form, an Actor in the code."""

    model = Actor

    def offered(self) -> Iterator[tuple[str, str]]:
        return offered_actors()

    def find(self, typed: str) -> Actor:
        return find_actor(typed)

    def written(self, record: Actor) -> str:
        alone = not record.merged_into_id and Actor.objects.named(record.name).count() == 1
        return record.name if alone else exact_name(record)
