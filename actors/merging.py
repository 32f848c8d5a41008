"""Two records of one actor become one: the merged one stays as a row, because sealed editions name it, and leads on."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import AliasKind
from actors.models import Actor, Alias, name_key
from actors.pairing import check_are_one
from policydesk.lib.errors import NotAllowed, Refused


def check_can_merge(by: Any) -> None:
    """Raises NotAllowed unless `by` may merge actors and part them again."""
    if not by.has_perm("actors.merge_actor"):
        raise NotAllowed(_("You may not merge actors. Ask an editor."))


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
    known = {name_key(into.name), *into.aliases.values_list("key", flat=True)}
    own = Alias(text=actor.name, kind=AliasKind.SHORT)
    for name in (own, *actor.aliases.all()):
        if name_key(name.text) in known:
            continue
        known.add(name_key(name.text))
        taken = {
            field: getattr(name, field) for field in ("text", "lang", "kind", "matchable", "valid_from", "valid_to")
        }
        Alias(actor=into, **taken).save(by=by)


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
