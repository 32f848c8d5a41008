"""Words that colleagues suggest for a sentence, as the claims page shows them."""

from dataclasses import dataclass
from typing import Any

from articles.editing import can_edit
from articles.enums import WordsState
from articles.models import Article, ProposedWords
from articles.rephrasing import standing_at
from articles.spotting import Span
from policydesk.lib.differing import Piece, word_diff


@dataclass(frozen=True)
class Proposed:
    """One suggestion, where its words stand now (None: somewhere else or nowhere), and what the person may do."""

    row: ProposedWords
    place: Span | None
    may_take: bool
    mine: bool

    @property
    def difference(self) -> tuple[Piece, ...]:
        """What would go and what would come, by words."""
        return word_diff(self.row.base, self.row.words)

    @property
    def where(self) -> str:
        """The place, as the page names places."""
        return f"{self.row.part}:{self.place[0]}:{self.place[1]}" if self.place else ""

    def touches(self, part: str, start: int, end: int) -> bool:
        """Whether they stand where a claim does."""
        return bool(self.place and part == self.row.part and self.place[0] < end and start < self.place[1])


def proposed_to(article: Article, user: Any) -> list[Proposed]:
    """The open suggestions of the story, the oldest first."""
    rows = list(article.proposed_words.filter(state=WordsState.OPEN).select_related("by"))
    may_edit = bool(rows) and can_edit(article, user)
    return [
        Proposed(row, place, may_edit and place is not None, row.by_id == user.pk)
        for row in rows
        for place in [standing_at(article, row.part, row.start, row.base)]
    ]
