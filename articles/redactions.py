"""PURE  What readers are told of words that were removed for legal reasons, from the content of an edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from articles.enums import RedactionBasis
from articles.wording import When, day_of, read_time


@dataclass(frozen=True)
class Removed:
    """That words were removed, on which day, and on what ground in a sentence."""

    at: When
    ground: str | Promise


def redactions_of(content: dict[str, Any]) -> list[Removed]:
    """What was removed from this edition, oldest first; the key stands only in contents that were redacted."""
    return removed((row["at"], row["basis"]) for row in content.get("redactions", []))


def removed(rows: Iterable[tuple[str, str]]) -> list[Removed]:
    """The same of pairs of moment and ground."""
    return [Removed(day_of(read_time(at)), RedactionBasis(basis).sentence) for at, basis in rows]
