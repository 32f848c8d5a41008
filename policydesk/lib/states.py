"""A state machine is a dict: which step leads from where to where, and which permission it asks for."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Step:
    """One allowed move. `permission` is the Django permission a person needs, `refused` the sentence for who lacks it;
    `needs_reason` asks for words."""

    key: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    permission: str
    refused: str | Promise
    needs_reason: bool = False
