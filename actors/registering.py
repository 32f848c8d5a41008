"""One way to bring an actor in: the same name never makes a second one."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors.models import Actor, Alias, Tenure, name_key
from policydesk.lib.errors import NotAllowed
from policydesk.lib.former_slugs import remember_slug
from policydesk.lib.lookalikes import look_alike
from policydesk.lib.public_ids import new_public_id
from policydesk.lib.rows import Below, write_with_rows
from policydesk.lib.text import clean_text


@transaction.atomic
def register_actor(
    *, by: Any, kind: str, name: str, slug: str = "", aliases: Iterable[dict[str, Any]] | None = None, **fields: Any
) -> tuple[Actor, bool]:
    """The actor of that slug, else of the one that `name` gives, made with its aliases when there is none.

    Returns it and whether it is new.

    A name without a Latin letter gives no slug: there the name itself decides, and the slug is a number. Raises
    NotAllowed, Refused, or ValidationError by field.
    """
    slug = slug or slugify(name)[:80].strip("-")
    same = Actor.objects.filter(**{"slug": slug} if slug else {"name": clean_text(name).strip()})
    if known := same.first():
        return known.present, False
    check_can_add_actor(by)
    take_turns()
    if known := same.all().first():  # somebody brought it in at this very moment
        return known.present, False
    actor = Actor(slug=slug or f"actor-{new_public_id()}")
    write_actor(actor, by=by, kind=kind, name=name, aliases=aliases, **fields)
    return actor, True


def check_can_add_actor(by: Any) -> None:
    """Raises NotAllowed unless `by` may add actors."""
    if not by.has_perm("actors.add_actor"):
        raise NotAllowed(_("You may not add actors. Ask a reporter, a checker or an editor."))


def check_can_change_actor(by: Any) -> None:
    """Raises NotAllowed unless `by` may change actors, their names and their offices."""
    if not by.has_perms(["actors.change_actor", "actors.change_alias", "actors.change_tenure"]):
        raise NotAllowed(_("You may not change actors. Ask a checker or an editor."))


@transaction.atomic
def change_actor(actor: Actor, *, by: Any, version: int | None = None, **what: Any) -> bool:
    """Change what `write_actor` takes. Returns whether anything changed. Raises NotAllowed, Stale, ValidationError."""
    check_can_change_actor(by)
    return write_actor(actor, by=by, version=version, **what)


def write_actor(
    actor: Actor,
    *,
    by: Any,
    version: int | None = None,
    reason: str = "",
    aliases: Iterable[dict[str, Any]] | None = None,
    tenures: Iterable[dict[str, Any]] | None = None,
    **fields: Any,
) -> bool:
    """What forms and imports share, in the caller's transaction. Decides nothing about permission.

    `aliases` and `tenures`, when given, are all that shall stand there: dicts of the fields of Alias and of Tenure.
    Readers who kept an old address are led on. `by=None` is the desk's own program. Returns whether anything changed.
    Raises Stale, Refused, ValidationError.
    """
    for name, value in fields.items():
        setattr(actor, name, value)
    earlier = None if actor._state.adding else Actor.objects.values_list("slug", flat=True).get(pk=actor.pk)
    if earlier and earlier != actor.slug:
        take_turns()
    below = [
        Below(Alias, ("text", "lang"), aliases),
        Below(Tenure, ("organisation", "office", "start"), tenures, owner="person"),
    ]
    wrote = bool(write_with_rows(actor, below, by=by, version=version, reason=reason))
    if earlier and earlier != actor.slug and _is_met(actor):
        remember_slug(actor, earlier)
    return wrote


def _is_met(actor: Actor) -> bool:
    """Whether readers know its address, or did once."""
    return actor.edition_actors.exists() or Actor.objects.public().filter(pk=actor.pk).exists()


def take_turns() -> None:
    """Wait until nobody else is adding an actor; the turn ends with the transaction.

    There may be no row of the same name to lock, and of names without a Latin letter no constraint keeps one.
    """
    rows = ContentType.objects.select_for_update(no_key=True)  # no_key: others may go on referring to the row
    rows.get(app_label=Actor._meta.app_label, model=Actor._meta.model_name)


def mistakable(name: str, *, but: Actor | None = None) -> list[Actor]:
    """Actors one of whose names is `name`, or is taken for it by the eye, by name. Merged ones do not count."""
    others = Actor.objects.filter(merged_into=None).exclude(pk=but.pk if but else None)
    pairs = [*others.values_list("pk", "name"), *others.values_list("pk", "aliases__text")]
    alike = set(look_alike(name, {other for _pk, other in pairs if other}))
    key = name_key(name)
    found = {pk for pk, other in pairs if other and (other in alike or name_key(other) == key)}
    return list(others.filter(pk__in=found).order_by("name", "pk"))
