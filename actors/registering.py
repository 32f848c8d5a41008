"""One way to bring an actor in: the same name never makes a second one."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors.models import Actor, Alias
from policydesk.lib.errors import NotAllowed
from policydesk.lib.public_ids import new_public_id
from policydesk.lib.text import clean_text


@transaction.atomic
def register_actor(
    *, by: Any, kind: str, name: str, aliases: Iterable[dict[str, Any]] = (), **fields: Any
) -> tuple[Actor, bool]:
    """The actor whose slug `name` gives, made with its aliases when there is none. Returns it and whether it is new.

    A name without a Latin letter gives no slug: there the name itself decides, and the slug is a number. Raises
    NotAllowed, Refused, or ValidationError by field.
    """
    slug = slugify(name)[:80].strip("-")
    known = Actor.objects.filter(**{"slug": slug} if slug else {"name": clean_text(name).strip()}).first()
    if known:
        return known, False
    if not by.has_perm("actors.add_actor"):
        raise NotAllowed(_("You may not add actors. Ask a checker or an editor."))
    actor = Actor(kind=kind, name=name, slug=slug or f"actor-{new_public_id()}", **fields)
    actor.full_clean()
    actor.save(by=by)
    for alias in aliases:
        Alias(actor=actor, **alias).save(by=by)
    return actor, True
