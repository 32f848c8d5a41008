"""Choosing an actor by typing any of its names."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from actors.models import Actor
from policydesk.lib.datalists import DatalistInput
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text

OFFERED = 500  # a browser's list; any other name can be typed all the same
SEPARATOR = " · "
UNKNOWN = "unknown"  # the code of the error that a page may answer with a way to add the actor


def offered_actors() -> Iterator[tuple[str, str]]:
    """Names to offer, each with what the actor is."""
    actors = list(Actor.objects.filter(merged_into=None).order_by("name", "pk")[:OFFERED])
    names = [actor.name for actor in actors]
    for actor in actors:
        yield (actor.name if names.count(actor.name) == 1 else exact_name(actor)), actor.get_kind_display()


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


class ActorField(forms.CharField):
    """A name in the form, an Actor in the code; None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {"required": False, "widget": DatalistInput(offered_actors)}
        super().__init__(**usual | kwargs)

    def prepare_value(self, value: Any) -> Any:
        actor = Actor.objects.filter(pk=value).first() if isinstance(value, int) else value
        if not isinstance(actor, Actor):
            return value
        alone = not actor.merged_into_id and Actor.objects.named(actor.name).count() == 1
        return actor.name if alone else exact_name(actor)

    def to_python(self, value: Any) -> Actor | None:
        typed = super().to_python(value)
        return find_actor(typed) if typed else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        if not isinstance(initial, Actor | int | None):
            return super().has_changed(initial, data)
        try:
            actor = self.to_python(data)
        except forms.ValidationError:
            return True
        return getattr(actor, "pk", None) != getattr(initial, "pk", initial)
