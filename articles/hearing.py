"""Asking for comment: whom, until when, and what they answered. The gate warns of an accusation without it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import SpeechAct, Status
from articles.models import Article, Claim, CommentRequest
from articles.noting import check_can_note
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text


@transaction.atomic
def ask_comment(
    article: Article,
    *,
    by: Any,
    actor: Any = None,
    asked: str = "",
    question: str = "",
    claim: Claim | None = None,
    deadline: datetime | None = None,
    at: datetime | None = None,
) -> CommentRequest:
    """Note that somebody was asked for comment, at `at` (now); `by` waits for the answer.

    Raises NotAllowed, or Refused where nobody or two are named, and for a claim of another story.
    """
    check_can_note(article, by)
    row = CommentRequest(article=article, asked_at=at or timezone.now(), owner=by)
    _fill(row, actor, asked, question, claim, deadline)
    row.save(by=by)
    return row


@transaction.atomic
def correct_request(
    request: CommentRequest,
    *,
    by: Any,
    version: int | None = None,
    actor: Any = None,
    asked: str = "",
    question: str = "",
    claim: Claim | None = None,
    deadline: datetime | None = None,
) -> bool:
    """Put right what was noted of a request; the history keeps what stood before. Returns whether anything changed.

    Raises as `ask_comment` does, Stale, and Refused for one that was withdrawn.
    """
    check_can_note(request.article, by)
    _fill(request, actor, asked, question, claim, deadline)
    if not request.changed_fields():
        return False
    request.take_version(version)
    _refuse_withdrawn(request)
    request.save(by=by)
    return True


@transaction.atomic
def withdraw_request(request: CommentRequest, reason: str, *, by: Any, at: datetime | None = None) -> None:
    """Say that it does not stand: it was never sent, or nobody waits for it. It stays, and the gate counts it no more.

    Raises NotAllowed, and Refused without a reason and for one that was withdrawn already.
    """
    row, reason = _taken(request, reason, _("Write why it is withdrawn."), by)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at or timezone.now(), by, reason
    row.save(by=by)


def _taken(request: CommentRequest, words: str, missing: str, by: Any) -> tuple[CommentRequest, str]:
    """The row as it stands, locked for `by` in the caller's transaction, and the words to write in it."""
    check_can_note(request.article, by)
    words = clean_text(words).strip()
    if not words:
        raise Refused(missing)
    row = CommentRequest.objects.select_for_update().get(pk=request.pk)
    _refuse_withdrawn(row)
    row.take_version()
    return row, words


def _refuse_withdrawn(row: CommentRequest) -> None:
    if row.withdrawn_at:
        raise Refused(_("That request was withdrawn. Note that they were asked anew."))


def _fill(
    row: CommentRequest, actor: Any, asked: str, question: str, claim: Claim | None, deadline: datetime | None
) -> None:
    asked = " ".join(clean_text(asked).split())
    if actor and asked:
        raise Refused(_("Name either an actor or somebody in words, not both."))
    if not (actor or asked):
        raise Refused(_("Name who was asked: an actor, or somebody in words."))
    if claim is not None and claim.article_id != row.article_id:
        raise Refused(_("That claim belongs to another story."))
    if deadline and deadline <= row.asked_at:
        raise Refused(_("The time to answer ends before they were asked."))
    row.actor, row.asked, row.claim, row.deadline = actor, asked, claim, deadline
    row.question = clean_text(question).strip()


@transaction.atomic
def note_answer(request: CommentRequest, answer: str, *, by: Any, at: datetime | None = None) -> None:
    """Note what they said. A later answer takes the place of an earlier one, which the history keeps."""
    row, answer = _taken(request, answer, _("Write what they answered."), by)
    row.answer, row.answered_at = answer, at or timezone.now()
    row.save(by=by)


def accusations(claims: Any) -> list[Claim]:
    """Those of `claims` whose target should be heard: somebody is accused, it is false, or those concerned deny it."""
    return [
        claim
        for claim in claims
        if claim.speech_act == SpeechAct.ACCUSED or claim.status == Status.REFUTED or claim.denied_by_id
    ]


def unheard(article: Article, claims: Any, at: datetime | None = None) -> dict[int, CommentRequest | None]:
    """Of the accusations among `claims`, by key: None where nobody was asked, or the request that still has time.

    One that was made for the whole story counts for each claim of it. What was answered, or not in time, is heard.
    """
    accused = accusations(claims)
    if not accused:
        return {}
    now = at or timezone.now()
    asked = list(article.comment_requests.filter(withdrawn_at=None).select_related("actor__merged_into"))
    found: dict[int, CommentRequest | None] = {}
    for claim in accused:
        mine = [row for row in asked if row.claim_id in (None, claim.pk)]
        pending = next((row for row in mine if row.is_pending(now)), None)
        if not mine or pending:
            found[claim.pk] = pending
    return found


def waiting_for(rows: Any, user: Any, at: datetime | None = None) -> Any:
    """Of `rows` those that `user` waits for and whose time is up, or that have none."""
    return rows.waiting().filter(Q(deadline__lte=at or timezone.now()) | Q(deadline=None), owner=user)
