"""One way to bring an actor in: the same slug never makes a second one."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors.models import Actor, Alias
from policydesk.lib.errors import NotAllowed


@transaction.atomic
def register_actor(
    *, by: Any, kind: str, name: str, aliases: Iterable[dict[str, Any]] = (), **fields: Any
) -> tuple[Actor, bool]:
    """The actor whose slug `name` gives, made with its aliases when there is none. Returns it and whether it is new.

    Raises NotAllowed, or ValidationError by field.
    """
    slug = slugify(name)[:80].strip("-")
    known = Actor.objects.filter(slug=slug).first()
    if known:
        return known, False
    if not by.has_perm("actors.add_actor"):
        raise NotAllowed(_("You may not add actors. Ask a checker or an editor."))
    actor = Actor(kind=kind, name=name, slug=slug, **fields)
    actor.full_clean()
    actor.save(by=by)
    for alias in aliases:
        Alias(actor=actor, **alias).save(by=by)
    return actor, True
