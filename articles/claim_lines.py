"""PURE  The claims that differ between two editions of a story, each as one line in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.cards import Card, Evidence, cards, evidence, source_lines
from articles.differing import ChangeKind, ClaimChange, Content, claim_changes
from articles.enums import ClaimKind, Reading
from policydesk.lib.differing import Row


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


def claim_lines(old: Content, new: Content) -> list[ClaimLine]:
    """What changed about each claim, in the order of `claim_changes`; both are contents of one story's editions."""
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
