"""Claims follow the text: after each save every claim is found again, or said to be lost."""

from dataclasses import dataclass
from typing import Any

from articles.anchoring import Anchor, reanchor
from articles.checking import refresh
from articles.enums import AnchorState
from articles.models import Article, Claim
from policydesk.lib.history import bookkeep


@dataclass(frozen=True)
class Followed:
    """What a save did to the claims: how many stand where they stood, moved, were lost, or came back."""

    same: int = 0
    moved: int = 0
    lost: tuple[Claim, ...] = ()
    back: tuple[Claim, ...] = ()


def anchor_of(claim: Claim) -> Anchor:
    """The stored anchor of `claim`."""
    return Anchor(claim.exact, claim.prefix, claim.suffix, claim.start, claim.end)


def follow_text(article: Article, earlier: Article, *, by: Any) -> Followed:
    """Find every standing claim of `article` again after its text changed from that of `earlier`.

    A moved claim gets new offsets without a history row or a new version. A lost one keeps its anchor, is
    tried again at every save, and returns with its check when its words are back.
    """
    outcomes: dict[str, list[Claim]] = {"same": [], "moved": [], "lost": [], "back": []}
    claims = list(article.claims.standing().with_evidence().select_for_update(of=("self",)))
    for part in sorted({claim.part for claim in claims}):
        mine = [claim for claim in claims if claim.part == part]
        old, new = earlier.text_of(part), article.text_of(part)
        for claim, found in zip(mine, reanchor(old, new, [anchor_of(claim) for claim in mine]), strict=True):
            outcomes[_settle(claim, found, new, by=by)].append(claim)
    refresh(outcomes["lost"] + outcomes["back"])
    return Followed(len(outcomes["same"]), len(outcomes["moved"]), tuple(outcomes["lost"]), tuple(outcomes["back"]))


def _settle(claim: Claim, found: Any, text: str, *, by: Any) -> str:
    was_lost = claim.anchor_state == AnchorState.LOST
    if found.state == AnchorState.LOST:
        return "same" if was_lost else _lose(claim, by=by)
    moved = (claim.start, claim.end) != (found.start, found.end)
    bookkeep(
        claim,
        start=found.start,
        end=found.end,
        prefix=text[max(0, found.start - 32) : found.start],
        suffix=text[found.end : found.end + 32],
    )
    if was_lost:
        claim.anchor_state = AnchorState.ANCHORED
        claim.worded_by = by or claim.worded_by
        claim.take_version()
        claim.save(by=by)
        return "back"
    return "moved" if moved else "same"


def _lose(claim: Claim, *, by: Any) -> str:
    claim.anchor_state = AnchorState.LOST
    claim.worded_by = by or claim.worded_by
    claim.take_version()
    claim.save(by=by)
    return "lost"
