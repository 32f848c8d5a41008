"""What a verdict needs: the table of the product, as functions from citations to sentences."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.enums import SPOKEN_KINDS, ClaimKind, Directness, OriginFlag, Stance, Verdict
from articles.models import Citation, Claim
from sources.enums import SourceClass
from sources.models import Source

CARRYING = (Stance.SUPPORTS, Stance.PARTLY)
TOLD = (*CARRYING, Stance.ATTRIBUTES)
OWN_VOICE = (ClaimKind.FACT, ClaimKind.FIGURE)
ABOVE_ATTRIBUTED = (Verdict.CONFIRMED, Verdict.PARTLY, Verdict.DISPUTED, Verdict.REFUTED)


def origins(citations: Iterable[Citation]) -> set[str]:
    """Independent origins: ten outlets carrying one wire text count once, and so does a copy with its original."""
    return {citation.source.origin for citation in citations}


def is_evidence(source: Source) -> bool:
    """Whether a verdict may rest on it: not on what was retracted, nor on what was said off the record."""
    return not source.retraction and (source.notes is None or source.notes.is_citable)


def stands_on_retracted(claim: Claim) -> bool:
    """Whether every source that bears on the claim was retracted. Context does not bear on it; an analysis has none."""
    if claim.kind == ClaimKind.ANALYSIS:
        return False
    bearing = [row for row in claim.citations.all() if row.stance != Stance.CONTEXT]
    return bool(bearing) and all(row.source.retraction for row in bearing)


def origin_flags(claim: Claim) -> list[OriginFlag]:
    """What is weak about where the evidence comes from, in the order of the enum; empty for a claim without any.

    Counted are citations that carry the claim or say who says so, of sources that were not retracted. One origin is
    enough where it is first hand. Costs no query on a claim loaded with `with_evidence()`.
    """
    told = [row for row in claim.citations.all() if row.stance in TOLD and is_evidence(row.source)]
    if not told or claim.kind == ClaimKind.ANALYSIS:
        return []
    found = {
        OriginFlag.SINGLE_ORIGIN: len(origins(told)) == 1 and not any(map(_first_hand, told)),
        OriginFlag.INTERESTED_ONLY: all(row.interested for row in told),
        OriginFlag.ANONYMOUS_ONLY: all(row.source.anonymous or not row.source.is_public for row in told),
        OriginFlag.STATE_MEDIA_ONLY: all(_from_state_media(row) for row in told),
    }
    return [flag for flag in OriginFlag if found[flag]]


def _first_hand(citation: Citation) -> bool:
    # A source may have become a copy after it was cited as first hand.
    return citation.directness == Directness.PRIMARY and not citation.source.copy_of_id


def _from_state_media(citation: Citation) -> bool:
    """A copy has the class of its original: a paper that prints the state agency's text adds nothing to it."""
    source = citation.source.copy_of if citation.source.copy_of_id else citation.source
    return source.source_class == SourceClass.STATE_MEDIA


def evidence_lacks(claim: Claim, verdict: str, *, note: str = "") -> list[str]:
    """Sentences that say what is missing for `verdict`; empty when it may be recorded."""
    if verdict == Verdict.VOID:
        return [] if note else [_("Say why the check is taken back.")]
    if (claim.kind == ClaimKind.ANALYSIS) != (verdict == Verdict.ANALYSIS):
        return [_("“Analysis” is for claims of kind analysis, and they take no other verdict.")]
    citations = [row for row in claim.citations.all() if is_evidence(row.source)]
    if (
        verdict in ABOVE_ATTRIBUTED
        and claim.kind in OWN_VOICE
        and citations
        and all(row.interested for row in citations)
    ):
        return [_("All its sources are interested parties: at most “Attributed only”.")]
    return NEEDS[Verdict(verdict)](claim, citations, note)


def _confirmed(claim: Claim, citations: list[Citation], note: str) -> list[str]:
    if claim.kind in SPOKEN_KINDS:
        return _record_of_words(citations)
    supporting = [row for row in citations if row.stance == Stance.SUPPORTS]
    if not supporting:
        return [_("Attach a source that supports it.")]
    if claim.kind in OWN_VOICE and all(row.interested for row in supporting):
        return [_("All that supports it comes from interested parties: at most “Attributed only”.")]
    counted = origins(row for row in supporting if not row.source.draft)
    if any(map(_first_hand, supporting)) or len(counted) >= 2:
        return []
    if not counted:
        return [_only_drafts(len({row.source_id for row in supporting}))]
    if len(origins(supporting)) >= 2:
        return [_("A draft source is no second origin: say first who published it, and of which class it is.")]
    return [_("Confirming needs one first-hand source, or two independent origins; this has one origin.")]


def _only_drafts(count: int) -> str:
    return ngettext(
        "Confirming needs one first-hand source, or two independent origins; the only source that supports it is still "
        "a draft, which is none yet. Open it and give it its title, kind, class and publisher.",
        "Confirming needs one first-hand source, or two independent origins; all sources that support it are still "
        "drafts, which are none yet. Open them and give each its title, kind, class and publisher.",
        count,
    )


def _record_of_words(citations: list[Citation]) -> list[str]:
    heard = (Directness.PRIMARY, Directness.REPORTING)
    stances = (Stance.SUPPORTS, Stance.ATTRIBUTES)
    if any(row.stance in stances and row.directness in heard for row in citations):
        return []
    return [_("Attach the record of it being said: a transcript, or a report by somebody who heard it.")]


def _partly(claim: Claim, citations: list[Citation], note: str) -> list[str]:
    if not any(row.stance in CARRYING for row in citations):
        return [_("Attach a source that supports part of it.")]
    return [] if note else [_("Say in the note which words are confirmed.")]


def _attributed(claim: Claim, citations: list[Citation], note: str) -> list[str]:
    if not citations:
        return [_("Attach the source that says who says so.")]
    return [] if claim.speaker_id else [_("Name the speaker of the claim; the text must say who says so.")]


def _disputed(claim: Claim, citations: list[Citation], note: str) -> list[str]:
    stances = {row.stance for row in citations}
    if stances & set(CARRYING) and Stance.CONTRADICTS in stances:
        return []
    return [_("Attach a source that supports it and one that contradicts it.")]


def _unsupported(claim: Claim, citations: list[Citation], note: str) -> list[str]:
    return [] if note else [_("Say in the note where you looked.")]


def _refuted(claim: Claim, citations: list[Citation], note: str) -> list[str]:
    if any(row.stance == Stance.CONTRADICTS for row in citations):
        return []
    return [_("Attach a source that contradicts it.")]


def _unverifiable(claim: Claim, citations: list[Citation], note: str) -> list[str]:
    return [] if note else [_("Say why no public evidence can settle it.")]


def _analysis(claim: Claim, citations: list[Citation], note: str) -> list[str]:
    return [] if claim.owner_id else [_("Name the owner: whose judgement it is.")]


NEEDS: dict[Verdict, Callable[[Claim, list[Citation], str], list[str]]] = {
    Verdict.CONFIRMED: _confirmed,
    Verdict.PARTLY: _partly,
    Verdict.ATTRIBUTED: _attributed,
    Verdict.DISPUTED: _disputed,
    Verdict.UNSUPPORTED: _unsupported,
    Verdict.REFUTED: _refuted,
    Verdict.UNVERIFIABLE: _unverifiable,
    Verdict.ANALYSIS: _analysis,
}
