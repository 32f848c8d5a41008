"""Whether a person may bring in what a dossier holds, kind by kind, before anything is written."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from actors.registering import check_can_add_actor
from commitments.permitting import check_can_add, check_can_add_occasion
from commitments.tracking import check_can_propose
from policydesk.dossiers.entries import Dossier
from policydesk.dossiers.problems import Place, Problem
from policydesk.lib.errors import NotAllowed
from sources.excerpting import check_can_excerpt
from sources.registering import check_can_add_source


def check_can_mark_claims(by: Any) -> None:
    """Raises NotAllowed unless `by` may mark claims at all; in which story, the load asks claim by claim."""
    if not by.has_perm("articles.change_claim"):
        raise NotAllowed(_("You may not mark claims."))


NEEDED: dict[str, tuple[Callable[[Any], None], ...]] = {
    "actors": (check_can_add_actor,),
    "occasions": (check_can_add_occasion,),
    "sources": (check_can_add_source, check_can_excerpt),
    "claims": (check_can_mark_claims, check_can_excerpt),
    "commitments": (check_can_add, check_can_excerpt),
}


def missing_rights(dossier: Dossier, by: Any) -> Iterator[Problem]:
    """A problem for each kind of record in the dossier that `by` may not bring in."""
    for section, needed in NEEDED.items():
        entries = list(dossier.entries(section))
        proposes = any(entry.values.get("statuses") for entry in entries)
        for check in (*needed, *((check_can_propose,) if proposes else ())) if entries else ():
            try:
                check(by)
            except NotAllowed as refusal:
                yield Problem(*entries[0].places.get(section, Place(1, 1)), section, str(refusal))
