"""PURE  Two editions of a story beside each other, as people read it: what the text and the claims said, and say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.claim_lines import ClaimLine, claim_lines
from articles.differing import Content
from articles.enums import Part, WorkType
from articles.projecting import blocks
from articles.wording import day
from policydesk.lib.differing import Row, block_diff, word_diff
from policydesk.lib.folding import Stretch, folded, is_same


@dataclass(frozen=True)
class PartChange:
    """One part of the text: `rows` of pieces, the same in `stretches` with what is far from a change folded away."""

    name: str
    label: str
    rows: list[Row]
    only_markup: bool = False

    @property
    def changed(self) -> bool:
        """Whether readers see anything else there."""
        return self.only_markup or not all(is_same(row) for row in self.rows)

    @property
    def stretches(self) -> list[Stretch]:
        """The rows as a page shows them."""
        return folded(self.rows)


@dataclass(frozen=True)
class Comparison:
    """All that differs between two editions. `parts` holds every part of the text that either has."""

    parts: list[PartChange]
    claims: list[ClaimLine]
    unchanged_claims: int

    @property
    def text_changed(self) -> bool:
        return any(part.changed for part in self.parts)


def compare(old: Content, new: Content) -> Comparison:
    """What a reader of `old` has missed when `new` is current; both are contents of one story's editions."""
    lines = claim_lines(old, new)
    kept = {claim["public_id"] for claim in old["claims"]} & {claim["public_id"] for claim in new["claims"]}
    return Comparison(
        parts=list(_parts(old["article"], new["article"])),
        claims=lines,
        unchanged_claims=len(kept - {line.change.public_id for line in lines}),
    )


def _parts(old: Content, new: Content) -> Iterator[PartChange]:
    for part in (Part.HEADLINE, Part.STANDFIRST):
        row = word_diff(old.get(part, ""), new.get(part, ""))
        if row:
            yield PartChange(part, str(part.label), [row])
    yield _body(old.get("body", ""), new.get("body", ""))
    for name, label in _facts().items():
        before, after = (_fact(name, article.get(name) or "") for article in (old, new))
        if before != after:
            yield PartChange(name, label, [word_diff(before, after)])


def _body(old: str, new: str) -> PartChange:
    rows = block_diff(*([block.text for block in blocks(html)] for html in (old, new)))
    return PartChange(Part.BODY, str(Part.BODY.label), rows, only_markup=old != new and all(map(is_same, rows)))


def _facts() -> dict[str, str]:
    """What stands beside the text, in the order of the page."""
    return {
        "dateline": _("Dateline"),
        "byline": _("Byline"),
        "story_date": _("Story date"),
        "work_type": _("Type of work"),
        "tags": _("Tags"),
    }


def _fact(name: str, value: Any) -> str:
    if name == "tags":
        return ", ".join(tag["name"] for tag in value)
    if name == "work_type" and value:
        return str(WorkType(value).label)
    when = day(value) if name == "story_date" else None
    return when.words if when else value
