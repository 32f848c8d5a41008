"""Two people who changed one claim: what only one of them touched is put together, else both values are shown."""

from dataclasses import dataclass
from typing import Any

from django.forms import model_to_dict

from articles.models import Claim
from policydesk.lib.admin_forms import stands_as, worded, written


@dataclass(frozen=True)
class Clash:
    """One field that both changed: what I typed and what stands there now, in words."""

    name: str
    label: str
    mine: str
    theirs: str


def opened_as(form: Any, claim: Claim) -> dict[str, Any]:
    """The fields as the history has them of the state that `form` showed; none when it names no such state."""
    base = form.data.get("base", "")
    opened = claim.history.filter(history_id=base).first() if base.isdecimal() else None
    return model_to_dict(opened, fields=[name for name in form.fields if name in form.initial]) if opened else {}


def put_together(form: Any, was: dict[str, Any]) -> list[Clash]:
    """Bring `form`, which showed a claim as it `was`, up to what stands now and return what both changed.

    A field that I left alone takes their value. Everything I typed stays; nothing is saved.
    """
    if not was:
        return []
    names = [name for name in form.fields if name in form.initial]
    clashes = []
    for name in names:
        field, stands = form.fields[name], form.initial[name]
        typed = form[name].data
        if not field.has_changed(stands, typed):
            continue
        if not field.has_changed(was[name], typed):
            form.data[name] = written(form, name)
        elif stands != was[name]:
            clashes.append(Clash(name, str(field.label), worded(form, name, typed), stands_as(form, name)))
    form.__dict__.pop("changed_data", None)  # it was asked for before
    form.data["base"] = str(form.fields["base"].initial)
    return clashes
