"""Legal redaction: one person asks to take words out of what was published, a second one confirms.

The words then go wherever they stand (`scrubbing`), and what was asked forgets them too; that it was done, by whom and
on what ground stays in an append-only record (`resealing`).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editing import send_stale_back
from articles.enums import RedactionState
from articles.holding import hold_still
from articles.models import Article, Redaction, RedactionRequest
from articles.resealing import seal_redaction
from articles.scrubbing import scrub
from articles.sealing import lock_head
from articles.seeking import Words
from articles.surveying import redaction_troubles, shared_with, words_of
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.people import desk_name
from policydesk.lib.text import clean_text
from sources.searching import Looked, look_through


# --- Asking --------------------------------------------------------------------------------------------------
def check_can_ask(article: Article, by: Any) -> None:
    """Raises a sentence unless `by` may ask to take words out of what was published of this story."""
    if not by.has_perm("articles.ask_redaction"):
        raise NotAllowed(_("You may not ask for a redaction. Ask an editor or a publisher."))
    if not article.editions.exists():
        raise Refused(_("The story was never published: change its text."))


@transaction.atomic
def ask_redaction(
    article: Article, words: str, *, by: Any, basis: str, reference: str, reason: str, at: datetime | None = None
) -> RedactionRequest:
    """Ask to take `words` (one passage a line) out of the story and wherever else they stand.

    Nothing changes before another person confirms it. Raises NotAllowed, Refused, or ValidationError by field.
    """
    check_can_ask(article, by)
    asked = RedactionRequest(
        article=article, words=words, basis=basis, reference=reference, reason=reason, asked_by=by,
        asked_at=at or timezone.now(),
    )  # fmt: skip
    asked.full_clean()
    wanted = words_of(asked.words)
    _refuse_repeated(wanted, asked.reference, asked.reason)
    if other := shared_with(wanted):
        raise Refused(
            _("%(who)s asked for some of these words already, in “%(story)s”. Wait for the answer.")
            % {"who": desk_name(other.asked_by), "story": other.article}
        )
    if in_the_way := redaction_troubles(article, wanted):
        raise Refused("\n".join(in_the_way))
    asked.save(by=by)
    return asked


def _refuse_repeated(words: Words, *texts: str) -> None:
    if any(map(words.stand_in, texts)):
        raise Refused(_("Do not repeat the words that must go: what you write here stays."))


# --- Answering -----------------------------------------------------------------------------------------------
def check_can_confirm(asked: RedactionRequest, by: Any) -> None:
    """Raises a sentence unless `by` may take these words out now: never who asked, whatever the desk's setting."""
    _check_can_answer(asked, by)
    if asked.asked_by_id == by.pk:
        raise NotAllowed(_("You asked for it yourself. Another person reads the ground and confirms it."))


def check_can_return(asked: RedactionRequest, by: Any) -> None:
    """Raises a sentence unless `by` may send it back to who asked."""
    _check_can_answer(asked, by)
    if asked.asked_by_id == by.pk:
        raise NotAllowed(_("You asked for it yourself: withdraw it instead."))


def check_can_withdraw(asked: RedactionRequest, by: Any) -> None:
    """Raises a sentence unless `by` asked for it and nobody has answered."""
    if asked.asked_by_id != by.pk:
        raise NotAllowed(_("Only who asked for it withdraws it."))
    _refuse_answered(asked)


def _check_can_answer(asked: RedactionRequest, by: Any) -> None:
    if not by.has_perm("articles.confirm_redaction"):
        raise NotAllowed(_("You may not confirm or return a redaction. Ask a publisher."))
    _refuse_answered(asked)


def _refuse_answered(asked: RedactionRequest) -> None:
    if asked.state != RedactionState.OPEN:
        raise Refused(_("This was answered already: %(state)s.") % {"state": asked.get_state_display()})


def confirm_redaction(
    asked: RedactionRequest, *, by: Any, answer: str = "", at: datetime | None = None, version: int | None = None
) -> Redaction:
    """Take the words out for good, wherever they stand, and record that it was done.

    `version` of what was asked is the one the person saw. Raises NotAllowed, Refused or Stale; then nothing is
    written.
    """
    check_can_confirm(asked, by)
    looked = look_through(words_of(asked.words).stand_in)  # files take long to read: nobody waits for that
    return _confirm(asked, looked, answer, by=by, at=at or timezone.now(), version=version)


@transaction.atomic
def _confirm(
    asked: RedactionRequest, looked: Looked, answer: str, *, by: Any, at: datetime, version: int | None
) -> Redaction:
    hold_still()
    lock_head()  # nothing is published meanwhile
    check_can_confirm(asked, by)
    words = words_of(asked.words)
    if in_the_way := redaction_troubles(asked.article, words):
        raise Refused("\n".join(in_the_way))
    _refuse_repeated(words, answer)
    _answer(asked, RedactionState.CONFIRMED, answer, by=by, at=at, version=version)
    done = scrub(words, basis=asked.basis, at=at, looked=looked)
    redaction = Redaction(
        request=asked, article=asked.article, places=done.places, confirmed_by=by, at=at,
        **{name: getattr(asked, name) for name in ("basis", "reference", "reason", "asked_by", "asked_at")},
    )  # fmt: skip
    seal_redaction(redaction, done.editions)
    _send_back(done.stale, by=by)
    asked.refresh_from_db()
    return redaction


def _send_back(stale: list[Any], *, by: Any) -> None:
    for claim in {claim.article_id: claim for claim in stale}.values():
        send_stale_back(claim.article, reason=_("Words of a checked claim were removed for legal reasons."), by=by)


@transaction.atomic
def return_redaction(asked: RedactionRequest, *, by: Any, reason: str, version: int | None = None) -> None:
    """Send it back to who asked, saying what is missing. Raises NotAllowed, Refused, Stale."""
    check_can_return(asked, by)
    if not clean_text(reason).strip():
        raise Refused(_("Write what is missing, so that it can be asked again."))
    _answer(asked, RedactionState.RETURNED, reason, by=by, at=timezone.now(), version=version)


@transaction.atomic
def withdraw_request(asked: RedactionRequest, *, by: Any, reason: str = "", version: int | None = None) -> None:
    """Take one's own open request off the queue. Raises NotAllowed, Refused, Stale."""
    check_can_withdraw(asked, by)
    _answer(asked, RedactionState.WITHDRAWN, reason, by=by, at=timezone.now(), version=version)


def _answer(
    asked: RedactionRequest, state: RedactionState, answer: str, *, by: Any, at: datetime, version: int | None
) -> None:
    asked.take_version(version)
    asked.state, asked.answer = state, clean_text(answer).strip()
    asked.answered_by, asked.answered_at = by, at
    asked.save(by=by)
