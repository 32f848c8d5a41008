"""The rows of the claims page: a claim with how it reads now, and a verdict with what it takes to record it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from articles.checking import Standing
from articles.enums import READINGS, ClaimKind, Priority, Reading, Stance, Verdict, reading_key
from articles.evidencing import CARRYING
from articles.models import Claim
from articles.rendering import Mark
from articles.settling import is_settled
from policydesk.lib.differing import Piece, word_diff

RECHECK = Reading("recheck", "↻", "", "", True)  # its label is that of the verdict, which is not overwritten
KEYS = {  # of the workbench; taking a check back is rare, and is a button alone
    Verdict.CONFIRMED: "v",
    Verdict.PARTLY: "p",
    Verdict.ATTRIBUTED: "t",
    Verdict.DISPUTED: "d",
    Verdict.REFUTED: "f",
    Verdict.UNSUPPORTED: "u",
    Verdict.UNVERIFIABLE: "x",
    Verdict.ANALYSIS: "y",
}


@dataclass(frozen=True)
class Line:
    """One claim of the story: its number, how it reads now, and where it is worked on."""

    number: int
    claim: Claim
    standing: Standing
    reading: Reading
    url: str
    current: bool

    @cached_property
    def settled(self) -> bool:
        """Whether the claim asks for nobody, by the rule of the gate."""
        return is_settled(self.claim.article, self.claim, self.standing)

    @property
    def first(self) -> bool:
        """Whether it is to be checked before the others."""
        return self.claim.priority == Priority.MUST

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
    """One verdict on a claim: how it would read, its key, and `why` it may not be recorded now (empty: it may).

    With `asks` it may only together with a note. `opens` names the field that takes what it lacks, and `stance`
    what a source must do for it there. `then` names the field that readers need once it is recorded.
    """

    verdict: str
    reading: Reading
    key: str
    asks: bool = False
    why: str = ""
    opens: str = ""
    stance: str = ""
    then: str = ""

    @property
    def label(self) -> str:
        """Its name on the button."""
        return str(self.reading.label)


def choice(claim: Claim, verdict: Verdict, why: str, *, asks: bool) -> Choice:
    """The row of `verdict` for `claim`, which stands with its evidence."""
    if verdict == Verdict.VOID:
        return Choice(verdict.value, Reading("void", "", _("Take the check back"), "", True), "", asks, why)
    opens, stance = _lacking(claim, verdict) if why else ("", "")
    then = "refuted" if verdict == Verdict.REFUTED and not claim.refuted_passage else ""
    reading = READINGS[reading_key(verdict.value, claim.kind)]
    return Choice(verdict.value, reading, KEYS[verdict], asks, why, opens, stance, then)


def _lacking(claim: Claim, verdict: Verdict) -> tuple[str, str]:
    """The field that takes what `verdict` wants of `claim` beside a note, and the stance of the source it wants."""
    cited = {row.stance for row in claim.citations.all() if not row.source.retraction}
    if (claim.kind == ClaimKind.ANALYSIS) != (verdict == Verdict.ANALYSIS):
        return "kind", ""
    if verdict == Verdict.ANALYSIS:
        return "owner", ""
    if verdict == Verdict.ATTRIBUTED and cited:
        return "speaker", ""
    against = verdict == Verdict.REFUTED or (verdict == Verdict.DISPUTED and cited & set(CARRYING))
    return "source", (Stance.CONTRADICTS if against else Stance.SUPPORTS).value
