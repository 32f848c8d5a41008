"""Which two records can be of one actor: of one kind, both named, and neither a part of the other."""

from django.utils.translation import gettext as _

from actors.models import Actor
from policydesk.lib.errors import Refused


def check_are_one(actor: Actor, into: Actor) -> None:
    """Raises Refused, with what to do, for a pair of which one cannot lead to the other."""
    if actor.pk == into.pk:
        raise Refused(_("Choose another actor: this is the same one."))
    if into.merged_into_id:
        raise Refused(_("“%(name)s” was merged itself. Choose the one it leads to.") % {"name": into.name})
    if not (actor.is_named and into.is_named):
        raise Refused(_("Unnamed people are never merged: it would tell who they are."))
    named = {"name": actor.name, "into": into.name}
    if actor.kind != into.kind:
        sentence = _(
            "“%(name)s” (%(kind)s) and “%(into)s” (%(other)s) are of two kinds: one is not the other. A part, as a "
            "ministry of its state, stays by itself. Where a kind is wrong, correct it first."
        )
        raise Refused(sentence % {**named, "kind": actor.get_kind_display(), "other": into.get_kind_display()})
    if into.pk in (actor.country_id, actor.parent_id) or actor.pk in (into.country_id, into.parent_id):
        raise Refused(_("One of “%(name)s” and “%(into)s” belongs to the other: a part is not the whole.") % named)
