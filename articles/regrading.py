"""A new copy of a source: its passages are looked for in it, and claims whose passage is gone ask for another look."""

from typing import Any

from django.db import transaction

from articles.claiming import after_change, after_source_change
from articles.models import Claim
from sources.grading import regrade
from sources.models import Excerpt, Snapshot, Source


@transaction.atomic
def follow_copy(source: Source, *, by: Any, came: Snapshot | None = None) -> list[Excerpt]:
    """Grade the passages of `source` by its newest copy, or by `came`; returns those that stand otherwise now.

    Claims that cite one of these are brought up to date: a check holds while its passages are found word for word, and
    a first copy that holds them changes nothing. Whoever adds a copy calls it; decides nothing about permission.
    """
    changed = regrade(source, by=by, came=came)
    for claim in Claim.objects.standing().filter(citations__excerpt__in=changed).order_by("pk").distinct():
        after_change(claim, by=by)
    return changed


def follow_text(sender: Any, *, copy: Snapshot, by: Any, **_more: Any) -> None:
    """The copy has a text now: what `sources.signals` sends."""
    follow_copy(copy.source, by=by, came=copy)


def follow_standing(sender: Any, *, source: Source, by: Any, **_more: Any) -> None:
    """Another origin of `source`, or other ground rules: what `sources.signals` sends."""
    after_source_change(source, by=by)
