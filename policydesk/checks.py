"""System checks of the house, beside Django's own."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from policydesk.lib.append_only import missing_triggers
from sources.word_index import missing_parts


@register(Tags.database)
def append_only_triggers_stand(databases: Sequence[str] | None = None, **_unused: Any) -> list[CheckMessage]:
    """Say which triggers of append-only tables are missing; run by `check --database default` and `migrate`.

    A warning, not an error: an error would stop `migrate`, and `migrate` is what puts them back.
    """
    return [
        Warning(
            f"The append-only trigger {name} is missing: its table can be changed past the program.",
            hint="Run `python manage.py migrate`: it puts missing triggers back.",
            id="policydesk.W001",
        )
        for alias in databases or ()
        for name in missing_triggers(connections[alias])
    ]


@register(Tags.database)
def word_index_stands(databases: Sequence[str] | None = None, **_unused: Any) -> list[CheckMessage]:
    """Say what is missing of the index over the words of copies; a warning for the same reason."""
    return [
        Warning(
            f"{name} is missing: the words of saved copies are not found, or not all of them.",
            hint="Run `python manage.py migrate`: it puts the index back.",
            id="policydesk.W002",
        )
        for alias in databases or ()
        for name in missing_parts(connections[alias])
    ]
