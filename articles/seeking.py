"""PURE  The words that the law takes out, found however they are set."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from django.utils.text import slugify

from articles.stretches import Blanking
from policydesk.lib.text import ALIKE, SOFT_HYPHEN, normalise

# What people wrote, by its key in the content of an edition and in what a check signed. All else names or counts.
PROSE = {
    *("headline", "standfirst", "dateline", "byline", "reason", "gate", "by", "name", "text", "words", "note"),
    *("exact", "prefix", "suffix", "statement", "described_as", "anonymity_reason", "owner", "refuted_passage"),
    *("locator", "title", "publisher", "authors", "copy_of", "origin_group", "origin", "passage", "proof", "sentence"),
    *("seen_by", "read_by", "typed_by"),
}
ADDRESSES = {"url"}
BETWEEN = re.compile(r"[\W_]+")  # what parts words in an address
LEAST, CUT = 20, 65  # letters of a passage that are taken for it where a slug was cut; letters of a slug that was cut


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
    def slugs(self) -> list[str]:
        return sorted(filter(None, map(slugify, self.passages)), key=len, reverse=True)

    @cached_property
    def in_addresses(self) -> re.Pattern[str]:
        found = (rf"(?<![a-z0-9]){re.escape(slug)}(?![a-z0-9])" for slug in self.slugs)
        return re.compile("|".join(found) or r"(?!)")

    def stand_in(self, text: str) -> bool:
        return bool(self.pattern.search(text))

    def blanking(self, text: str) -> Blanking:
        return Blanking(tuple(found.span() for found in self.pattern.finditer(text)), self.mark)

    def blank(self, text: str) -> str:
        return self.pattern.sub(lambda _found: self.mark, text)

    def in_slug(self, slug: str) -> bool:
        """Whether they stand in it, or as much of them as it had room for."""
        return bool(self.in_addresses.search(slug)) or self._uncut(slug) != slug

    def blank_slug(self, slug: str) -> str:
        """The slug without them; empty when nothing else was in it."""
        left = self.in_addresses.sub("", self._uncut(slug))
        return slug if left == slug else re.sub("-{2,}", "-", left).strip("-")

    def _uncut(self, slug: str) -> str:
        """The slug without the beginning of a passage at its end, the rest of which did not fit in."""
        for stem in dict.fromkeys((slug, re.sub(r"-[0-9]+$", "", slug))):
            for word in re.finditer("[^-]+", stem):
                tail, may_be = stem[word.start() :], word.start() == 0 or len(stem) >= CUT
                if may_be and len(tail) >= LEAST and any(whole.startswith(tail) for whole in self.slugs):
                    return stem[: word.start()].strip("-")
        return slug

    def in_url(self, url: str) -> bool:
        """Whether they stand in an address of any site: as they are, encoded, or with other signs between them."""
        read = unquote(url)
        plain = BETWEEN.sub(" ", read)
        return any(map(self.stand_in, (url, read, plain))) or self.in_slug(slugify(plain))

    def blank_data(self, value: Any, key: str = "text") -> Any:
        """JSON without them; `key` says what a bare value is. Names of things, numbers and times stay."""
        if isinstance(value, dict):
            return {name: self.blank_data(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.blank_data(inner, key) for inner in value]
        if not isinstance(value, str) or key not in PROSE | ADDRESSES:
            return value
        return self.blank(value) if key in PROSE else "" if self.in_url(value) else value


def _found_as(passage: str) -> str:
    """The expression that finds one passage. Where case is written, it begins and ends at the edge of a word."""
    inner = r"\s+".join(f"{SOFT_HYPHEN}*".join(map(_sign, token)) for token in normalise(passage).split())
    before = r"(?<!\w)" if _is_cased(passage[0]) else ""
    return before + inner + (r"(?!\w)" if _is_cased(passage[-1]) else "")


def _sign(sign: str) -> str:
    return f"[{re.escape(sign + ALIKE[sign])}]" if sign in ALIKE else re.escape(sign)


def _is_cased(sign: str) -> bool:
    return sign.isdecimal() or sign.lower() != sign.upper()
