"""Which office somebody served in on a day: the President of the United States on 2024-01-28."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from actors.models import Actor, Tenure
from policydesk.lib.dates import PartialDate


def offices_on(actors: Iterable[Actor], when: date | PartialDate | None) -> dict[int, list[Tenure]]:
    """The offices that each of `actors` held on `when`, by the key of the actor; who held none is left out.

    First those that were surely held, then those that may have been, because their dates or `when` are known in part
    only; the newest first. `None` as a day asks for all of them. One query, whatever the number of actors.
    """
    stands = {actor.pk: actor.present.pk for actor in actors}
    asked = set(stands.values())
    rows = Tenure.objects.filter(Q(person__in=asked) | Q(person__merged_into__in=asked)).newest_first()
    rows = (rows.on(when) if when else rows).select_related("person__merged_into", "organisation__merged_into")
    held: dict[int, list[Tenure]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: when is not None and not row.surely_on(when)):
        held[row.person.present.pk].append(row)
    return {pk: held[present] for pk, present in stands.items() if present in held}


def in_words(row: Tenure) -> str:
    """One office with where it is held."""
    said = {"office": row.office, "place": row.organisation.present.name}
    return (_("acting %(office)s, %(place)s") if row.acting else _("%(office)s, %(place)s")) % said
