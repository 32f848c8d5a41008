"""Stories that go out by themselves: setting the time, and publishing what is due. The gate is asked at that moment.

What may pass, `gating.py` says; what goes out, `publishing.publish()` writes, in the name of who set the time.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editing import check_can_step
from articles.enums import ArticleState, EditionKind
from articles.gating import Blocker, blockers
from articles.models import Article, Edition
from articles.planning import call_off, enter, forget_stoppage
from articles.publishing import open_kinds, publish, refuse_nothing_new, require_reason, settle_kind
from articles.sealing import lock_head
from policydesk.lib.clock import by_the_desk
from policydesk.lib.errors import Refused
from policydesk.lib.people import desk_name
from policydesk.lib.text import clean_text

TEXTUAL = ("author", "headline", "body")  # what only a change of the text could settle, which ends the schedule
FURTHEST = timedelta(days=5 * 366)
PUBLISHED, STOPPED, FAILED = "published", "stopped", "failed"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of one story that was due: its edition, or why there is none. `by` had scheduled it."""

    article: Article
    due: datetime
    what: str
    edition: Edition | None = None
    reasons: tuple[Blocker, ...] = ()
    by: Any = None


@transaction.atomic
def schedule(
    article: Article,
    publish_at: datetime,
    *,
    by: Any,
    kind: str | None = None,
    reason: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Let the story go out by itself at `publish_at`, or at another time than before, in the name of `by`.

    `kind` is update or status for a story that is public (default: update). `reason` is for readers. What the gate
    would say now stops nothing, as long as it can be settled without touching the text: the story waits for it. An
    edition that would tell nothing new is refused.
    Raises NotAllowed, Refused or Stale with a sentence; then nothing is written.
    """
    check_can_step(article, "schedule", by)
    at, reason = at or timezone.now(), clean_text(reason).strip()
    article.take_version(version)
    if publish_at <= at:
        raise Refused(_("That time has passed. Choose a later one, or publish the story now."))
    if publish_at > at + FURTHEST:
        raise Refused(_("That is more than five years ahead. Choose an earlier day."))
    if article.embargo_until and publish_at < article.embargo_until:
        sentence = _("The story is not to be published before %(time)s. Choose that time, or a later one.")
        raise Refused(sentence % {"time": by_the_desk(article.embargo_until)})
    kind = settle_kind(article, kind)
    if kind == EditionKind.CORRECTION:
        raise Refused(_("Readers wait for a correction: publish it now. Updates and status changes are scheduled."))
    require_reason(kind, None, reason)
    hopeless = [blocker.sentence for blocker in blockers(article, by=by, at=at) if blocker.code in TEXTUAL]
    if hopeless:
        raise Refused("\n".join(hopeless))
    refuse_nothing_new(article, kind, at=at)
    enter(article, ArticleState.SCHEDULED)
    article.publish_at, article.scheduled_by = publish_at, by
    article.scheduled_kind, article.scheduled_reason = kind, reason
    article.save(by=by, change_reason=reason)
    forget_stoppage(article)


def schedulable_kinds(article: Article) -> list[EditionKind]:
    """What a scheduled edition of the story may be."""
    return [kind for kind in open_kinds(article) if kind != EditionKind.CORRECTION]


def obstacles(article: Article, *, at: datetime | None = None) -> list[Blocker]:
    """Why the scheduled story would not go out if it were due now; empty when it would."""
    by = article.scheduled_by
    found = [_about(blocker, by) for blocker in blockers(article, by=by, at=at)]
    if by.has_perm("articles.publish_article"):
        return found
    return [Blocker("right", _("%(who)s, who scheduled it, may not publish stories any more.") % _named(by)), *found]


def _about(blocker: Blocker, by: Any) -> Blocker:
    """The gate speaks to the person who publishes; here it speaks of them."""
    if blocker.code != "author":
        return blocker
    sentence = _("%(who)s, who scheduled it, alone wrote this story. Another person must publish it.")
    return replace(blocker, sentence=sentence % _named(by))


def _named(by: Any) -> dict[str, str]:
    return {"who": desk_name(by)}


def publish_due(
    *, at: datetime | None = None, write: bool = True, halt: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Publish the stories whose time has come, each in its own transaction, and say what became of each.

    Runs that meet share the work: a story goes out once. What the gate refuses is a draft again, and is told on the
    desk. A story that fails for another reason stays scheduled for the next run. `write=False` tries it all and
    takes it back; `halt` is asked before each story.
    """
    for pk in Article.objects.due(at or timezone.now()).values_list("pk", flat=True):
        if halt():
            return
        if outcome := _settled(pk, at, write=write):
            yield outcome


def _settled(pk: int, at: datetime | None, *, write: bool) -> Outcome | None:
    """One story; None when another run was faster, or somebody changed the plan meanwhile."""
    try:
        with transaction.atomic():
            lock_head()  # before the story, as publishing does: two runs wait here and the second finds nothing
            now = at or timezone.now()
            rows = Article.objects.due(now).filter(pk=pk)
            article = rows.select_for_update(of=("self",)).select_related("scheduled_by").first()
            outcome = _go(article, now) if article else None
            transaction.set_rollback(not write)
            return outcome
    except Exception as error:  # whatever it is, the stories after it go out
        log.exception("story %s was due and failed", pk)
        article = Article.objects.get(pk=pk)
        return Outcome(
            article, article.publish_at or at or timezone.now(), FAILED, reasons=(Blocker("error", _failure(error)),)
        )


def _failure(error: Exception) -> str:
    first = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
    return _("It failed: %(error)s. It stays scheduled, and the next run tries again.") % {"error": first}


def _go(article: Article, at: datetime) -> Outcome:
    due, by = article.publish_at, article.scheduled_by
    found = obstacles(article, at=at)
    if not found:
        kind, reason = article.scheduled_kind, article.scheduled_reason
        try:
            with transaction.atomic():
                edition = publish(article, by=by, kind=kind, reason=reason, version=article.version, at=at)
            return Outcome(article, due, PUBLISHED, edition, by=by)
        except Refused as refusal:
            found = [Blocker("refused", sentence) for sentence in str(refusal).split("\n")]
    article = Article.objects.select_related("scheduled_by").get(pk=article.pk)
    _stop(article, found, at)
    return Outcome(article, due, STOPPED, reasons=tuple(found), by=by)


def _stop(article: Article, found: list[Blocker], at: datetime) -> None:
    """The story is a draft again; its history and its authors are told why."""
    reasons = [(blocker.sentence, blocker.claim.public_id if blocker.claim else "") for blocker in found]
    article.take_version()
    call_off(article, reasons, by=None, at=at)
    enter(article, ArticleState.DRAFT)
    said = _("It was due and not published. %(reasons)s") % {"reasons": " ".join(sentence for sentence, _c in reasons)}
    article.save(by=None, change_reason=said)
