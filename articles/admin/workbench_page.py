"""What the claims page shows: the story with its marks, the claims in order, the gate, and one claim in full."""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.notes import open_notes
from articles.admin.steps import gate_lines
from articles.admin.workbench_lines import Choice, Line, choice
from articles.admin.workbench_offers import Offers
from articles.cautioning import warnings
from articles.checking import check_can_check, check_can_record, standing
from articles.enums import READINGS, ClaimKind, OriginFlag, Part, Verdict, reading_key
from articles.evidencing import origin_flags
from articles.gating import judge, objections
from articles.models import Article, Claim, EditionClaim, Note, Notice
from articles.noticing import check_can_notify
from articles.noting import check_can_note
from articles.probing import Doubt, Probed, probe
from articles.projecting import project
from articles.rendering import Mark, render_body, render_line
from articles.returning import came_back
from articles.sparing import Spared, key_of, spared, walked
from policydesk.lib.errors import NotAllowed, Refused, may

LINES = (Part.HEADLINE, Part.STANDFIRST)  # parts that are one line each


class Page(Offers):
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

    @property
    def claims(self) -> list[Claim]:
        """The claims of the story in the order of the text, with their evidence."""
        return [line.claim for line in self.lines]

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

    @property
    def map(self) -> dict[str, list[tuple[str, int, int]] | dict[str, tuple[str, int, int]]]:
        """Blocks, sentences, those waived, and claims as (part, start, end) in code points, for the script that walks
        the text."""
        body = [(Part.BODY.value, row.start, row.end) for row in project(self.article.body).blocks]
        lines = [(part.value, 0, len(text)) for part in LINES if (text := self.article.text_of(part))]
        spans = [(part.value, *span) for part in Part for span in self.spans[part]]
        stand = [line.claim for line in self.lines if not line.standing.lost]
        places = {claim.public_id: (str(claim.part), claim.start, claim.end) for claim in stand}
        waived = [(row.part, row.start, row.end) for row in self.waived]
        return {"blocks": [*lines, *body], "sentences": spans, "claims": places, "waived": waived}

    @cached_property
    def spans(self) -> dict[str, list[tuple[int, int]]]:
        """The sentences of each part."""
        return {part: walked(self.article, part) for part in Part}

    @cached_property
    def open_sentences(self) -> list[tuple[str, str]]:
        """Sentences that no claim touches, as (value of the button, words), in the order of the text."""
        return [row for part in Part for row in self._open_in(part)]

    @cached_property
    def waived(self) -> list[Spared]:
        """Those of them that need not be a claim, with who said so and on what ground."""
        untouched = {place for place, _words in self.open_sentences}
        return [row for row in spared(self.article, self.spans) if row.place in untouched]

    @property
    def waivable(self) -> list[tuple[str, str]]:
        """The others, as (key, words)."""
        waived = {row.place for row in self.waived}
        return [(key_of(words), words) for place, words in self.open_sentences if place not in waived]

    def _open_in(self, part: Part) -> Iterable[tuple[str, str]]:
        text = self.article.text_of(part)
        touched = bytearray(len(text))
        for claim in (line.claim for line in self.lines if line.claim.part == part and not line.standing.lost):
            touched[claim.start : claim.end] = b"\1" * (claim.end - claim.start)
        for start, end in self.spans[part]:
            if touched.find(1, start, end) < 0:
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

    @cached_property
    def back(self) -> Any:
        """The row of the history that sent the story back with a note, until the next step."""
        return came_back(self.article)

    # --- The gate ----------------------------------------------------------------------------------------
    @cached_property
    def probed(self) -> Probed:
        """What the second test says of each claim."""
        return probe(self.article, self.claims)

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What it says of the chosen claim, which is asked alone where all were not."""
        claim = self.current.claim
        probed = vars(self).get("probed") or probe(self.article, [claim])
        return probed.get(claim.pk, [])

    @property
    def asked(self) -> list[Doubt]:
        """Those of them that nobody waived."""
        return [doubt for doubt in self.doubts if doubt.waiver is None]

    @property
    def passed_over(self) -> list[Doubt]:
        """Those that somebody waived."""
        return [doubt for doubt in self.doubts if doubt.waiver]

    @cached_property
    def gate(self) -> list[tuple[str, str]]:
        """What stands in the way of publishing, as (sentence, where to settle it)."""
        stands = {line.claim.pk: line.standing for line in self.lines}
        judged = judge(self.article, claims=self.claims, stands=stands)
        found = objections(self.article, judged, self.user, None, self.probed)
        return gate_lines(self.article, found)

    @cached_property
    def warnings(self) -> list[tuple[str, str]]:
        """What does not stop publishing and should be looked at, as (sentence, where to settle it)."""
        return gate_lines(self.article, warnings(self.article, self.probed, self.claims, self.spans))

    @property
    def readiness(self) -> str:
        """One sentence on the claims."""
        total, open_ones = len(self.lines), sum(not line.settled for line in self.lines)
        if not total:
            return _("No claims yet.")
        if open_ones == total == 1:
            return _("The one claim is unresolved.")
        if open_ones:
            return ngettext(
                "%(open)d of %(total)d claims is unresolved.", "%(open)d of %(total)d claims are unresolved.", open_ones
            ) % {"open": open_ones, "total": total}
        return ngettext("The one claim is resolved.", "All %(total)d claims are resolved.", total) % {"total": total}

    # --- One claim ---------------------------------------------------------------------------------------
    def opened_first(self) -> "Page":
        """This page, on which no claim is chosen, with the one that a script opens first; what was read stays read."""
        page, first = copy(self), self.next_open or self.lines[0]
        page.current = replace(first, current=True)
        page.lines = [page.current if line is first else line for line in self.lines]
        return page

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
        """The next claim that needs a person, from the current one onwards and round: those that are checked first,
        then the others. So every one has its turn, though nothing remembers which was left open."""
        lines = sorted(self.lines, key=lambda line: not line.first)
        at = lines.index(self.current) + 1 if self.current else 0
        return next((line for line in lines[at:] + lines[:at] if not line.settled and not line.current), None)

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

    @property
    def stands(self) -> str:
        """Which verdict stands, where Ctrl+Enter must not confirm over it; a Confirmed that is asked again it may."""
        stands = self.current.standing
        if stands.check is None or (stands.needs_recheck and stands.check.verdict == Verdict.CONFIRMED):
            return ""
        label = stands.check.get_verdict_display()
        return _("“%(label)s” stands. Choose a verdict to record another one.") % {"label": label}

    def hides(self, do: str, may_mark: bool) -> bool:
        """Whether the page has no place for the form called `do`: not for this person, or not any more."""
        if do in ("check", "waive"):
            return bool(self.barred) or not (self.verdicts[0] if do == "check" else self.asked)
        return not (self.may_note if do == "note" else may_mark)

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
    def choices(self) -> list[Choice]:
        """Every verdict on the current claim, in the order of the vocabulary; taking back only where a check stands."""
        claim, rows = self.current.claim, []
        for verdict in Verdict:
            why = self._why_not(verdict, note="-")
            if not why or verdict != Verdict.VOID:
                rows.append(choice(claim, verdict, why, asks=not why and bool(self._why_not(verdict, note=""))))
        return rows

    @property
    def verdicts(self) -> tuple[list[Choice], list[tuple[str, list[Choice]]]]:
        """What may be recorded now, and the others as (the sentence why not, those it is about)."""
        why: dict[str, list[Choice]] = {}
        for row in self.choices:
            why.setdefault(row.why, []).append(row)
        return why.pop("", []), list(why.items())

    def _why_not(self, verdict: str, *, note: str) -> str:
        try:
            check_can_record(self.current.claim, verdict, self.user, note=note)
        except Refused as refusal:
            return str(refusal)
        return ""
