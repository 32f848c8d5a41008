"""What may be done next on a page: a way to do it for who may, and a sentence for who may not."""

from collections.abc import Callable
from dataclasses import dataclass

from policydesk.lib.errors import Refused


@dataclass(frozen=True)
class Option:
    """One thing to do next. `sentence` says why not; `asks` leads to a page with a form, else one press does it."""

    label: str
    url: str
    sentence: str = ""
    asks: bool = False


def option(label: str, url: str, check: Callable[[], None], *, asks: bool = True) -> Option:
    """The way to do it, or the sentence with which `check` refuses."""
    try:
        check()
    except Refused as refusal:
        return Option(label, url, sentence=str(refusal))
    return Option(label, url, asks=asks)
