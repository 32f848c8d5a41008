"""Two records of one actor become one: the merged one stays as a row, because sealed editions name it, and leads on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import AliasKind
from actors.models import Actor, ActorFormerSlug, Alias, name_key
from actors.pairing import check_are_one
from policydesk.lib.errors import NotAllowed, Refused

OF_A_NAME = ("text", "lang", "kind", "matchable", "valid_from", "valid_to")


def check_can_merge(by: Any) -> None:
    """Raises NotAllowed unless `by` may merge actors and part them again."""
    if not by.has_perm("actors.merge_actor"):
        raise NotAllowed(_("You may not merge actors. Ask an editor."))


@dataclass(frozen=True)
class Foreseen:
    """What follows from a merge: names that the other one takes, what leads to it by kind and number, and where the
    two records say different things (label, this one, the other), which a merge leaves as it is."""

    actor: Actor
    into: Actor
    names: list[str]
    rows: list[tuple[str, int]]
    differ: list[tuple[str, str, str]]
    is_met: bool


def foresee(actor: Actor, into: Actor, *, by: Any) -> Foreseen:
    """What `merge` would do. Nothing is written. Raises NotAllowed and Refused as it does."""
    check_can_merge(by)
    check_are_one(actor, into)
    kinds = [field for field in actor._meta.related_objects if field.related_model not in (Alias, ActorFormerSlug)]
    counts = [(str(kind.related_model._meta.verbose_name_plural), _count(kind, actor)) for kind in kinds]
    return Foreseen(
        actor,
        into,
        [name.text for name in _names_to_take(actor, into)],
        [(label, count) for label, count in counts if count],
        list(_differing(actor, into)),
        Actor.objects.met().filter(pk=actor.pk).exists(),
    )


def _count(kind: Any, actor: Actor) -> int:
    return kind.related_model._default_manager.filter(**{kind.field.name: actor}).count()


def _differing(actor: Actor, into: Actor) -> Iterator[tuple[str, str, str]]:
    for name in ("native_name", "sort_name", "summary", "iso3166", "wikidata", "country", "parent"):
        own, other = getattr(actor, name), getattr(into, name)
        if own and own != other:
            label = str(Actor._meta.get_field(name).verbose_name)
            yield f"{label[:1].upper()}{label[1:]}", str(own), str(other) if other else ""


@transaction.atomic
def merge(actor: Actor, into: Actor, *, by: Any, version: int | None = None) -> None:
    """Let everything that names `actor` lead to `into`, which also takes its names. Claims, sources and parties keep
    their rows, so no check goes stale; from the next edition on readers see `into`.

    Raises NotAllowed, Stale, or Refused for pairs that cannot be one actor, would make a circle, or reveal who an
    unnamed person is.
    """
    check_can_merge(by)
    list(Actor.objects.select_for_update().filter(pk__in=[actor.pk, into.pk]).order_by("pk").values_list("pk"))
    into.refresh_from_db()
    check_are_one(actor, into)
    reason = _("Merged into %(name)s") % {"name": into.name}
    actor.take_version(version)
    for row in (actor, *actor.merged.all()):  # what had been merged into it leads on in one step
        row.merged_into = into
        row.save(by=by, change_reason=reason)
    _take_names(actor, into, by)


def _take_names(actor: Actor, into: Actor, by: Any) -> None:
    for name in _names_to_take(actor, into):
        name.save(by=by)


def _names_to_take(actor: Actor, into: Actor) -> list[Alias]:
    """The names of `actor` that `into` has not, as rows that are not saved yet."""
    known = {name_key(into.name), *into.aliases.values_list("key", flat=True)}
    taken = []
    for name in (Alias(text=actor.name, kind=AliasKind.SHORT), *actor.aliases.all()):
        if name_key(name.text) not in known:
            known.add(name_key(name.text))
            taken.append(Alias(actor=into, **{field: getattr(name, field) for field in OF_A_NAME}))
    return taken


@transaction.atomic
def part(actor: Actor, *, by: Any, version: int | None = None) -> None:
    """Undo a merge: the actor stands for itself again. The names that the other one took stay with it until
    somebody removes them. Raises NotAllowed, Stale, or Refused when it was never merged."""
    check_can_merge(by)
    if not actor.merged_into_id:
        raise Refused(_("“%(name)s” was not merged.") % {"name": actor.name})
    reason = _("Parted from %(name)s") % {"name": actor.merged_into.name}
    actor.take_version(version)
    actor.merged_into = None
    actor.save(by=by, change_reason=reason)
