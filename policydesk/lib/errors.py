"""PURE  What a rule raises when it says no. The message is one sentence for the person who asked."""

from collections.abc import Callable
from typing import Any


class Refused(ValueError):
    """A rule says no. `str(error)` is a translated sentence that says what to do; show it as it stands.

    `field` names what it is about, where a form has a field of that name; empty when it is about no single one.
    """

    def __init__(self, sentence: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Stale(Refused):
    """Someone else changed the row after the asker read it: show both versions, lose nothing typed."""


class NotAllowed(Refused):
    """The asker may not do this, whatever the state of the row."""


def may(check: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    """Whether a `check_can_…` function lets these arguments pass, for pages that show what one may do."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True
