"""What the claims page offers: possible claims, the same claim elsewhere, other words for a sentence."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.admin.panel import PAGES
from articles.admin.proposed import Proposed, proposed_to
from articles.admin.word_forms import RewordForm, opened_words
from articles.considering import Suggestion, suggestions
from articles.editing import can_edit, check_can_step, step_label
from articles.enums import Part
from articles.models import Article, Claim
from articles.recalling import Elsewhere, elsewhere
from articles.states import steps_from
from policydesk.lib.errors import may
from sources.models import Source


class Offers:
    """A part of the page: it reads the story, its claims, the chosen one and the sentences."""

    article: Article
    user: Any
    claims: list[Claim]
    lines: list[Any]
    current: Any
    spans: dict[str, list[tuple[int, int]]]

    @property
    def offered(self) -> int:
        """How many suggestions there are, of programs and of colleagues."""
        return len(self.suggestions) + len(self.proposed)

    @cached_property
    def by_source(self) -> list[tuple[Source, list[Any]]]:
        """Each source of the story with the rows of the claims that rest on it, those with most of them first."""
        resting: dict[Source, dict[int, Any]] = {}
        for line in self.lines:
            for citation in line.claim.citations.all():
                resting.setdefault(citation.source, {})[line.number] = line
        found = [(source, list(rows.values())) for source, rows in resting.items()]
        return sorted(found, key=lambda row: -len(row[1]))

    @property
    def ways_out(self) -> list[tuple[str, str]]:
        """The pages that publish and schedule, as (label, address), where the story is ready and the person may."""
        article = self.article
        return [
            (step_label(article, step.key), reverse(PAGES[step.key], args=[article.pk]))
            for step in steps_from(article.state)
            if step.key in PAGES and may(check_can_step, article, step.key, self.user, note="-")
        ]

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """What could be a claim, or a commitment, and was not rejected here."""
        return suggestions(self.article, self.claims, self.spans)

    @cached_property
    def rejected(self) -> int:
        """How many suggestions were rejected in this story."""
        return self.article.rejections.count()

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """The same claim as the chosen one in other places."""
        return elsewhere(self.current.claim, self.user)

    @cached_property
    def proposed(self) -> list[Proposed]:
        """Words that colleagues suggest for sentences of the story."""
        return proposed_to(self.article, self.user)

    @property
    def proposed_here(self) -> list[Proposed]:
        """Those for the words of the chosen claim."""
        claim = self.current.claim
        return [row for row in self.proposed if row.touches(claim.part, claim.start, claim.end)]

    @cached_property
    def may_edit(self) -> bool:
        """Whether the person may write in the story."""
        return can_edit(self.article, self.user)

    @property
    def four_eyes(self) -> bool:
        """Whether nobody checks their own words on this desk."""
        return settings.DESK_FOUR_EYES

    @property
    def reword_form(self) -> RewordForm | None:
        """The form with the sentences in which the chosen claim stands; None where it stands in none."""
        claim = self.current.claim
        spans = [span for span in self.spans[Part(claim.part)] if span[0] < claim.end and claim.start < span[1]]
        if not spans or self.current.standing.lost:
            return None
        start, end = spans[0][0], spans[-1][1]
        words = self.article.text_of(claim.part)[start:end]
        return opened_words(self.article, f"{claim.part}:{start}:{end}", words)
