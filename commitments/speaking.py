"""Whose word a source is: the actor's own, or that of a state, a body or an office which stands behind both of them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from actors.enums import ActorKind
from actors.models import Actor, Tenure
from sources.enums import SourceClass
from sources.models import Source

SPEAK_FOR_A_STATE = (SourceClass.PRIMARY_OFFICIAL, SourceClass.STATE_MEDIA)
GOVERN = (ActorKind.STATE, ActorKind.GOVERNMENT_BODY)
OF_THEIR_STATE = (ActorKind.GOVERNMENT_BODY, ActorKind.PERSON)  # who undertakes something there does so for the state


class Voices:
    """Some actors with all that they are parts of, their states, and the offices that people among them hold; in a few
    queries, however many actors."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors: dict[int, Actor] = {}
        self._offices: dict[int, list[Tenure]] = {}
        wanted = {actor.pk for actor in actors}
        while missing := wanted - self._actors.keys():
            met = Actor.objects.in_bulk(missing)
            self._actors |= met
            wanted |= {
                key for one in met.values() for key in (one.merged_into_id, one.parent_id, one.country_id) if key
            }
            people = [one.pk for one in met.values() if one.kind == ActorKind.PERSON]
            held = Q(person__in=people) | Q(person__merged_into__in=people)
            for tenure in Tenure.objects.filter(held).select_related("person") if people else ():
                self._offices.setdefault(tenure.person.merged_into_id or tenure.person_id, []).append(tenure)
                wanted.add(tenure.organisation_id)

    def is_own(self, source: Source, actor: Actor, since: Any) -> bool:
        """Whether the source, or the original that it repeats, is the word of the actor, who undertook something
        `since` (a PartialDate): published by it, by a body, an office or a person of the same state or whole, or as
        official word or state media of that state. What speaks for a state that nobody names is no other voice."""
        original = original_of(source)
        if not original.publisher_id:
            return speaks_for_nobody_named(source)
        official = original.source_class in SPEAK_FOR_A_STATE
        told = self._behind(original.publisher_id, original.published, official=official)
        mine = self._behind(actor.pk, since, official=self._present(actor.pk).kind in OF_THEIR_STATE)
        return bool(told & mine)

    def _behind(self, key: int, when: Any, *, official: bool) -> set[int]:
        """The keys of those for whom it speaks: itself, what it is part of, and their state; of a person, those whose
        office they may have held on that day. A paper speaks for its government where it is `official` alone."""
        found: set[int] = set()
        left = [self._present(key)]
        while left:
            each = left.pop()
            if each.pk in found:
                continue
            found.add(each.pk)
            whole = self._present(each.parent_id) if each.parent_id else None
            if whole and (official or each.kind != ActorKind.MEDIA or whole.kind not in GOVERN):
                left.append(whole)
            if each.country_id and (official or each.kind == ActorKind.GOVERNMENT_BODY):
                left.append(self._present(each.country_id))
            held = self._offices.get(each.pk, ())
            left += [self._present(one.organisation_id) for one in held if not when or one.maybe_on(when)]
        return found

    def _present(self, key: int) -> Actor:
        """The actor, or the one that it was merged into."""
        actor = self._actors[key]
        return self._actors[actor.merged_into_id] if actor.merged_into_id else actor


def speaks_for_nobody_named(source: Source) -> bool:
    """Whether it, or what it repeats, speaks for some state and nobody has said who published it."""
    original = original_of(source)
    return not original.publisher_id and original.source_class in SPEAK_FOR_A_STATE


def original_of(source: Source) -> Source:
    """The work whose words they are: of a copy, what it repeats."""
    return source.copy_of if source.copy_of_id else source
