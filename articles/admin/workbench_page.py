"""What the claims page shows: the story with its marks, the claims in order, the gate, and one claim in full."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.notes import NoteForm, open_notes
from articles.admin.steps import gate_lines
from articles.cautioning import warnings
from articles.checking import Standing, check_can_check, check_can_record, standing
from articles.enums import READINGS, AnchorState, ClaimKind, OriginFlag, Part, Reading, Verdict, reading_key
from articles.evidencing import origin_flags
from articles.gating import PASSING, blockers
from articles.models import Article, Claim, EditionClaim, Note, Notice
from articles.noticing import check_can_notify
from articles.noting import check_can_note
from articles.probing import Doubt, Probed, probe
from articles.projecting import project
from articles.rendering import Mark, render_body, render_line
from articles.returning import came_back
from articles.splitting import sentences
from policydesk.lib.differing import Piece, word_diff
from policydesk.lib.errors import NotAllowed, Refused, may

RECHECK = Reading("recheck", "↻", "", "", True)  # its label is that of the verdict, which is not overwritten


@dataclass(frozen=True)
class Line:
    """One claim of the story: its number, how it reads now, and where it is worked on."""

    number: int
    claim: Claim
    standing: Standing
    reading: Reading
    url: str
    current: bool

    @property
    def settled(self) -> bool:
        """Whether the claim would pass the gate of a story that is not developing."""
        unlike = self.standing.needs_recheck or self.claim.anchor_state != AnchorState.ANCHORED
        return self.standing.status in PASSING and not unlike

    @property
    def css(self) -> str:
        """The classes of its mark. A claim that needs a re-check hides the sign of its verdict."""
        look = "recheck" if self.standing.needs_recheck else self.reading.key
        return f"{look} current" if self.current else look

    @property
    def glyph(self) -> str:
        """The sign of its mark, for the eye."""
        return RECHECK.glyph if self.standing.needs_recheck else self.reading.glyph

    @property
    def spoken(self) -> str:
        """The sentence of its mark, for the ear."""
        if self.standing.needs_recheck:
            return _("Claim {number}, needs re-check, last verdict: {label}. Open it")
        return _("Claim {number}, {label}. Open it")

    @property
    def reworded(self) -> tuple[Piece, ...]:
        """What it read when it was accepted last, against what it reads now."""
        return word_diff(self.claim.words_before, self.claim.exact)

    @property
    def mark(self) -> Mark:
        """Its mark in the story."""
        claim, label = self.claim, str(self.reading.label)
        return Mark(claim.start, claim.end, self.number, self.css, label, self.url, self.glyph, self.spoken)


@dataclass(frozen=True)
class Choice:
    """One verdict that the person may record now; with `asks`, only together with a note."""

    verdict: str
    label: str
    asks: bool


class Page:
    """The claims page of `article` for `user`, with the claim `public_id` in full."""

    def __init__(self, article: Article, user: Any, public_id: str = "") -> None:
        self.article, self.user = article, user
        self.url = reverse("admin:articles_article_claims", args=[article.pk])
        claims = article.claims.standing().with_evidence().in_text_order()
        self.lines = [self._line(number, claim, public_id) for number, claim in enumerate(claims, start=1)]
        self.current = next((line for line in self.lines if line.current), None)

    def _line(self, number: int, claim: Claim, public_id: str) -> Line:
        claim.article = self.article
        stands = standing(claim)
        reading = READINGS[reading_key(stands.status, claim.kind)]
        return Line(number, claim, stands, reading, self.address(claim), claim.public_id == public_id)

    def address(self, claim: Claim) -> str:
        """Where `claim` is worked on."""
        return f"{self.url}?claim={claim.public_id}#claim"

    # --- The story ---------------------------------------------------------------------------------------
    def marks(self, part: str) -> list[Mark]:
        """The marks of one part of the story."""
        return [line.mark for line in self.lines if line.claim.part == part and not line.standing.lost]

    @property
    def headline(self) -> str:
        """The headline with its marks."""
        return render_line(self.article.headline, self.marks(Part.HEADLINE))

    @property
    def standfirst(self) -> str:
        """The standfirst with its marks."""
        return render_line(self.article.standfirst, self.marks(Part.STANDFIRST))

    @property
    def body(self) -> str:
        """The body with its marks."""
        return render_body(self.article.body, self.marks(Part.BODY))

    @cached_property
    def open_sentences(self) -> list[tuple[str, str]]:
        """Sentences that no claim touches, as (value of the button, words), in the order of the text."""
        return [row for part in Part for row in self._open_in(part)]

    def _open_in(self, part: Part) -> Iterable[tuple[str, str]]:
        text = self.article.text_of(part)
        spans = [
            (line.claim.start, line.claim.end)
            for line in self.lines
            if line.claim.part == part and not line.standing.lost
        ]
        if part == Part.BODY:  # a sub-heading is no sentence; its words can still be pasted
            spans += [(block.start, block.end) for block in project(self.article.body).blocks if block.tag != "p"]
        for start, end in sentences(text):
            if not any(first < end and start < last for first, last in spans):
                yield f"{part}:{start}:{end}", text[start:end]

    # --- Readers -----------------------------------------------------------------------------------------
    @cached_property
    def may_notify(self) -> bool:
        """Whether the person may put a notice above the chosen claim: an editor may, once readers saw it."""
        printed = EditionClaim.objects.filter(public_id=self.current.claim.public_id)
        return may(check_can_notify, self.user) and printed.exists()

    @cached_property
    def notices(self) -> list[Notice]:
        """What an editor put above the chosen claim for readers; of a retracted source its citation tells."""
        return list(Notice.objects.standing().filter(claim=self.current.claim))

    # --- Colleagues --------------------------------------------------------------------------------------
    @cached_property
    def may_note(self) -> bool:
        """Whether the person may leave notes on the story."""
        return may(check_can_note, self.article, self.user)

    @cached_property
    def open_notes(self) -> list[Note]:
        """The open notes on the chosen claim; those on the story as a whole stand on its form."""
        return list(open_notes(self.article).filter(claim=self.current.claim))

    @property
    def note_form(self) -> NoteForm:
        """The form that leaves a note; its ids are its own, since other forms of the page ask for a note too."""
        return NoteForm(self.article, auto_id="id_desk_%s")

    @cached_property
    def back(self) -> Any:
        """The row of the history that sent the story back with a note, until the next step."""
        return came_back(self.article)

    # --- The gate ----------------------------------------------------------------------------------------
    @cached_property
    def probed(self) -> Probed:
        """What the second test says of each claim."""
        return probe(self.article, [line.claim for line in self.lines])

    @property
    def doubts(self) -> list[Doubt]:
        """What it says of the chosen claim."""
        return self.probed.get(self.current.claim.pk, [])

    @cached_property
    def gate(self) -> list[tuple[str, str]]:
        """What stands in the way of publishing, as (sentence, where to settle it)."""
        found = blockers(self.article, by=self.user, probed=self.probed)
        return gate_lines(self.article, found)

    @cached_property
    def warnings(self) -> list[tuple[str, str]]:
        """What does not stop publishing and should be looked at, as (sentence, where to settle it)."""
        return gate_lines(self.article, warnings(self.article, self.probed))

    @property
    def readiness(self) -> str:
        """One sentence on the claims."""
        total, open_ones = len(self.lines), sum(not line.settled for line in self.lines)
        if not total:
            return _("No claims yet.")
        if open_ones:
            return ngettext(
                "%(open)d of %(total)d claims is unresolved.", "%(open)d of %(total)d claims are unresolved.", open_ones
            ) % {"open": open_ones, "total": total}
        return ngettext("The one claim is resolved.", "All %(total)d claims are resolved.", total) % {"total": total}

    # --- One claim ---------------------------------------------------------------------------------------
    def beside(self, step: int) -> Line | None:
        """The claim before (-1) or after (+1) the current one."""
        at = self.lines.index(self.current) + step if self.current else -1
        return self.lines[at] if 0 <= at < len(self.lines) else None

    @property
    def previous(self) -> Line | None:
        """The claim before the current one."""
        return self.beside(-1)

    @property
    def next(self) -> Line | None:
        """The claim after the current one."""
        return self.beside(+1)

    @property
    def next_open(self) -> Line | None:
        """The next claim that needs a person, from the current one onwards and round."""
        at = self.current.number if self.current else 0
        return next(
            (line for line in [*self.lines[at:], *self.lines[:at]] if not line.settled and not line.current), None
        )

    @property
    def origin_flags(self) -> list[OriginFlag]:
        """What is weak about where the evidence of the current claim comes from."""
        return origin_flags(self.current.claim)

    @cached_property
    def barred(self) -> str:
        """Why the person may not check the current claim at all; empty when they may."""
        try:
            check_can_check(self.current.claim, self.user)
        except NotAllowed as refusal:
            return str(refusal)
        return ""

    def hides(self, do: str, may_mark: bool) -> bool:
        """Whether the page has no place for the form called `do`: not for this person, or not any more."""
        if do in ("check", "waive"):
            return bool(self.barred) or not (self.verdicts[0] if do == "check" else self.doubts)
        return not may_mark

    @property
    def wants_details(self) -> bool:
        """Whether what the current claim is comes before all else: nothing stands under it yet."""
        claim = self.current.claim
        if claim.kind == ClaimKind.ANALYSIS:
            return not claim.owner_id
        return not claim.citations.all() and not claim.checks.all()

    @property
    def would_bar(self) -> bool:
        """Whether changing what the current claim says would take away the right to check it."""
        return settings.DESK_FOUR_EYES and not self.barred

    @cached_property
    def verdicts(self) -> tuple[list[Choice], list[tuple[str, str]]]:
        """What may be recorded now, and for the other verdicts (their labels, the sentence why not)."""
        may, may_not = [], {}
        for verdict in Verdict:
            why = self._why_not(verdict, note="-")
            if not why:
                label = _("Take the check back") if verdict == Verdict.VOID else str(verdict.label)
                may.append(Choice(verdict.value, label, asks=bool(self._why_not(verdict, note=""))))
            elif verdict != Verdict.VOID:
                may_not.setdefault(why, []).append(str(verdict.label))
        return may, [(", ".join(labels), why) for why, labels in may_not.items()]

    def _why_not(self, verdict: str, *, note: str) -> str:
        try:
            check_can_record(self.current.claim, verdict, self.user, note=note)
        except Refused as refusal:
            return str(refusal)
        return ""
