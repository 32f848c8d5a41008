"""What the tables of stories and claims say of each row."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch

from articles.enums import READINGS, AnchorState, reading_key
from articles.models import Article, ArticleAuthor, Claim
from articles.settling import settled_of
from policydesk.lib.people import desk_name

# As a list: a hundred managers, one a row, would be made for what is read once.
NAMED_AUTHORS = Prefetch("authors", ArticleAuthor.objects.select_related("user"), to_attr="named_authors")
Columns = dict[str, str | Callable[[Any], Any]]


def _written_by(story: Article) -> str:
    return "; ".join(desk_name(author.user) for author in story.named_authors)


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
    "settled": settled_of,
    "authors": _written_by,
    "story_date": _moment("story_date"),
    "tags": "tag_list",
    "assigned_to": lambda story: desk_name(story.assignee) if story.assignee else "",
    "checker": lambda story: desk_name(story.assigned_checker) if story.assigned_checker else "",
    "deadline": _moment("deadline"),
    "embargo_until": _moment("embargo_until"),
    "modified": _moment("modified"),
}
CLAIM_COLUMNS: Columns = {
    "public_id": "public_id",
    "words": "exact",
    "status": _status,
    "needs_look": _look,
    "since": _moment("look_since"),
    "kind": "kind",
    "priority": "priority",
    "said_by": lambda claim: str(claim.speaker.present) if claim.speaker_id else "",
    "event_date": lambda claim: str(claim.event_date),
    "review_by": _moment("review_by"),
    "story": lambda claim: claim.article.headline,
}
