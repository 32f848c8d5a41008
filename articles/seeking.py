"""PURE  The words that the law takes out, found however they are set."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import slugify

from articles.stretches import Blanking
from policydesk.lib.text import ALIKE, SOFT_HYPHEN, normalise

# What people wrote, by its key in the content of an edition and in what a check signed. All else names or counts.
PROSE = {
    *("headline", "standfirst", "dateline", "byline", "reason", "gate", "by", "name", "text", "words", "note"),
    *("exact", "prefix", "suffix", "statement", "described_as", "anonymity_reason", "owner", "refuted_passage"),
    *("locator", "title", "publisher", "authors", "copy_of", "origin_group", "passage"),
}
ADDRESSES = {"url"}


@dataclass(frozen=True)
class Words:
    """The words to take out, one passage an entry, and the `mark` that stands for them.

    Case, typography and white space do not count. In addresses their words stand with hyphens between them.
    """

    passages: tuple[str, ...]
    mark: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_found_as, sorted(self.passages, key=len, reverse=True))), re.IGNORECASE)

    @cached_property
    def in_addresses(self) -> re.Pattern[str]:
        slugs = [slug for slug in map(slugify, self.passages) if slug]
        return re.compile("|".join(rf"(?<![a-z0-9]){re.escape(slug)}(?![a-z0-9])" for slug in slugs) or r"(?!)")

    def stand_in(self, text: str) -> bool:
        return bool(self.pattern.search(text))

    def blanking(self, text: str) -> Blanking:
        return Blanking(tuple(found.span() for found in self.pattern.finditer(text)), self.mark)

    def blank(self, text: str) -> str:
        return self.pattern.sub(lambda _found: self.mark, text)

    def blank_slug(self, slug: str) -> str:
        """The slug without them; empty when nothing else was in it."""
        return re.sub("-{2,}", "-", self.in_addresses.sub("", slug)).strip("-")

    def blank_data(self, value: Any, key: str = "text") -> Any:
        """JSON without them; `key` says what a bare value is. Names of things, numbers and times stay."""
        if isinstance(value, dict):
            return {name: self.blank_data(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.blank_data(inner, key) for inner in value]
        if not isinstance(value, str) or key not in PROSE | ADDRESSES:
            return value
        return self.blank(value) if key in PROSE else "" if self.stand_in(value) else value


def _found_as(passage: str) -> str:
    """The expression that finds one passage. Where case is written, it begins and ends at the edge of a word."""
    inner = r"\s+".join(f"{SOFT_HYPHEN}*".join(map(_sign, token)) for token in normalise(passage).split())
    before = r"(?<!\w)" if _is_cased(passage[0]) else ""
    return before + inner + (r"(?!\w)" if _is_cased(passage[-1]) else "")


def _sign(sign: str) -> str:
    return f"[{re.escape(sign + ALIKE[sign])}]" if sign in ALIKE else re.escape(sign)


def _is_cased(sign: str) -> bool:
    return sign.isdecimal() or sign.lower() != sign.upper()
