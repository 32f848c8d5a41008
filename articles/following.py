"""Claims follow the text: after each save every claim is found again, reads differently, or is said to be lost."""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from articles.alerting import alert, concerned
from articles.anchoring import Anchor, Outcome, reanchor
from articles.checking import refresh
from articles.enums import AnchorState
from articles.event_kinds import EventKind
from articles.models import Article, Claim
from policydesk.lib.history import bookkeep_all
from policydesk.lib.text import normalise


@dataclass(frozen=True)
class Followed:
    """What a save did to the claims: how many stand where they stood or moved; those that read differently now, that
    lost their words, and that read again as they did before."""

    same: int = 0
    moved: int = 0
    changed: tuple[Claim, ...] = ()
    lost: tuple[Claim, ...] = ()
    back: tuple[Claim, ...] = ()


def anchor_of(claim: Claim) -> Anchor:
    """The stored anchor of `claim`: of one that reads differently, on what it reads now."""
    return Anchor(claim.exact, claim.prefix, claim.suffix, claim.start, claim.end)


def follow_text(article: Article, earlier: Article, *, by: Any) -> Followed:
    """Find every standing claim of `article` again after its text changed from that of `earlier`.

    A moved claim gets new offsets without a history row or a new version. Of one that was edited the new words are
    stored, beside those that were accepted last; when these are back, so is the check on them. A lost one keeps its
    anchor, is tried again at every save, and returns in the same way.
    """
    outcomes: dict[str, list[Claim]] = {name: [] for name in ("same", "moved", "changed", "lost", "back")}
    claims = list(article.claims.standing().select_for_update())
    for part in sorted({claim.part for claim in claims}):
        mine = [claim for claim in claims if claim.part == part]
        old, new = earlier.text_of(part), article.text_of(part)
        for claim, found in zip(mine, reanchor(old, new, [anchor_of(claim) for claim in mine]), strict=True):
            outcomes[_settle(claim, found, new, by=by)].append(claim)
    bookkeep_all(outcomes["same"] + outcomes["moved"])
    touched = outcomes["changed"] + outcomes["lost"] + outcomes["back"]
    prefetch_related_objects(touched, *Claim.evidence())
    refresh(touched)
    _tell_lost(article, outcomes["lost"], by=by)
    kept = {name: tuple(outcomes[name]) for name in ("changed", "lost", "back")}
    return Followed(len(outcomes["same"]), len(outcomes["moved"]), **kept)


def _tell_lost(article: Article, lost: list[Claim], *, by: Any) -> None:
    """Once for the save: the people of the story, and those who checked what is gone."""
    if lost:
        checkers = [check.by for claim in lost for check in claim.checks.all()[:1]]
        only = lost[0] if len(lost) == 1 else None
        alert(EventKind.LOST, article, by=by, to=[*concerned(article), *checkers], claim=only)


def _settle(claim: Claim, found: Outcome, text: str, *, by: Any) -> str:
    was = claim.anchor_state
    if found.state == AnchorState.LOST:
        return "same" if was == AnchorState.LOST else _lose(claim, by=by)
    moved = (claim.start, claim.end) != (found.start, found.end)
    claim.start, claim.end = found.start, found.end
    claim.prefix, claim.suffix = text[max(0, found.start - 32) : found.start], text[found.end : found.end + 32]
    if found.state == AnchorState.CHANGED:
        return _reword(claim, text[found.start : found.end], by=by)
    if was == AnchorState.LOST:
        claim.worded_by = by or claim.worded_by
        _save(claim, AnchorState.ANCHORED, by=by)
        return "back"
    return "moved" if moved else "same"


def _reword(claim: Claim, words: str, *, by: Any) -> str:
    """The claim reads `words` now: changed, unless these are what was accepted last."""
    before = claim.words_before or claim.exact
    restored = normalise(words) == normalise(before)
    claim.exact, claim.words_before = words, "" if restored else before
    claim.worded_by = by or claim.worded_by
    _save(claim, AnchorState.ANCHORED if restored else AnchorState.CHANGED, by=by)
    return "back" if restored else "changed"


def _lose(claim: Claim, *, by: Any) -> str:
    claim.exact, claim.words_before = claim.words_before or claim.exact, ""  # it returns with what was accepted last
    claim.worded_by = by or claim.worded_by
    _save(claim, AnchorState.LOST, by=by)
    return "lost"


def _save(claim: Claim, state: str, *, by: Any) -> None:
    claim.anchor_state = state
    claim.take_version()
    claim.save(by=by)
