"""What the tables of stories and claims say of each row."""

from collections.abc import Callable
from typing import Any

from articles.enums import READINGS, AnchorState, reading_key
from articles.models import Article, Claim
from policydesk.lib.people import desk_name

Columns = dict[str, str | Callable[[Any], Any]]


def _written_by(story: Article) -> str:
    return "; ".join(desk_name(author.user) for author in story.authors.all())


def _status(claim: Claim) -> str:
    return str(READINGS[reading_key(claim.status, claim.kind)].label)


def _look(claim: Claim) -> str:
    if claim.anchor_state != AnchorState.ANCHORED:
        return claim.anchor_state
    return "recheck" if claim.needs_recheck else ""


def _moment(name: str) -> Callable[[Any], str]:
    return lambda row: getattr(row, name).isoformat() if getattr(row, name) else ""


STORY_COLUMNS: Columns = {
    "headline": "headline",
    "state": "state",
    "goes_out_at": _moment("publish_at"),
    "withdrawn": lambda story: "yes" if story.withdrawal else "",
    "claims": "claim_count",
    "settled": "settled_count",
    "authors": _written_by,
    "story_date": _moment("story_date"),
    "tags": "tag_list",
    "modified": _moment("modified"),
}
CLAIM_COLUMNS: Columns = {
    "public_id": "public_id",
    "words": "exact",
    "status": _status,
    "needs_look": _look,
    "since": _moment("look_since"),
    "kind": "kind",
    "said_by": lambda claim: str(claim.speaker.present) if claim.speaker_id else "",
    "event_date": lambda claim: str(claim.event_date),
    "review_by": _moment("review_by"),
    "story": lambda claim: claim.article.headline,
}
