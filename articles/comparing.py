"""PURE  Two editions of a story beside each other, as people read it: what the text and the claims said, and say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.cards import Card, Evidence, cards, evidence, source_lines
from articles.differing import ChangeKind, ClaimChange, claim_changes
from articles.enums import ClaimKind, Part, Reading, WorkType
from articles.projecting import project
from articles.wording import day
from policydesk.lib.differing import Row, Stretch, block_diff, folded, is_same, word_diff

Content = dict[str, Any]


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
class Told:
    """One thing that is said of a claim, before and after; empty where nothing is said."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ClaimLine:
    """A claim that changed, in words: its number and status on both sides, and the citations that went and came."""

    change: ClaimChange
    number: int
    words: Row
    before: Reading | None
    after: Reading | None
    told: list[Told]
    gone: list[Evidence]
    come: list[Evidence]

    @property
    def added(self) -> bool:
        return ChangeKind.ADDED in self.change.kinds

    @property
    def removed(self) -> bool:
        return ChangeKind.REMOVED in self.change.kinds

    @property
    def status_changed(self) -> bool:
        return ChangeKind.STATUS in self.change.kinds


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
    lines = _claim_lines(old, new)
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
    rows = block_diff(*([block.text for block in project(html).blocks] for html in (old, new)))
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


def _claim_lines(old: Content, new: Content) -> list[ClaimLine]:
    ours, theirs = ({card.public_id: card for card in cards(content)} for content in (old, new))
    was, stands = source_lines(old), source_lines(new)
    lines = []
    for change in claim_changes(old, new):
        before, after = ours.get(change.public_id), theirs.get(change.public_id)
        lines.append(
            ClaimLine(
                change=change,
                number=(after or before).number,
                words=change.words,
                before=before.reading if before else None,
                after=after.reading if after else None,
                told=list(_told(before, after, change)) if before and after else [],
                gone=[evidence(_numbered(citation), was) for citation in change.gone],
                come=[evidence(_numbered(citation), stands) for citation in change.come],
            )
        )
    return lines


def _numbered(citation: dict[str, Any]) -> dict[str, Any]:
    return citation | {"source": citation["source"]["number"]}


def _told(before: Card, after: Card, change: ClaimChange) -> Iterable[Told]:
    kinds = [str(ClaimKind(row["kind"]).label) for row in (change.before, change.after)]
    answers = {False: _("no"), True: _("yes")}
    pairs = [
        (_("Kind"), *kinds),
        (_("Said by"), before.said_by, after.said_by),
        (_("What they did"), before.speech_act, after.speech_act),
        (_("Date of the event"), *(card.when.words if card.when else "" for card in (before, after))),
        (_("Denied by those concerned"), answers[before.denied], answers[after.denied]),
        (_("Where the story says that it is false"), before.refuted_passage, after.refuted_passage),
        (_("In words that stand alone"), before.statement, after.statement),
    ]
    return (Told(*pair) for pair in pairs if pair[1] != pair[2])
