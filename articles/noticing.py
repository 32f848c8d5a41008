"""Notices above frozen cards: what became of a source, or of one claim, since it was printed.

A notice is written once; a further one lifts it. Each write touches the time of the publications concerned, so that
no reader's copy outlives it, in the same transaction.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.alerting import alert
from articles.checking import refresh
from articles.editing import send_stale_back
from articles.event_kinds import EventKind
from articles.models import Claim, Edition, EditionCitation, EditionClaim, Notice, Publication
from articles.wording import day_of, quoted
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text
from sources import retracting
from sources.models import Source


@transaction.atomic
def retract_source(
    source: Source, *, by: Any, reason: str, at: datetime | None = None, version: int | None = None
) -> None:
    """Retract a source with everything that follows: notices for readers, claims to check again, stories sent back.

    Raises what `retracting.retract` raises; then nothing is written.
    """
    at = at or timezone.now()
    retracting.retract(source, by=by, reason=reason, at=at, version=version)
    settle_notices(source, by=by, at=at)


@transaction.atomic
def take_back_retraction(
    source: Source, *, by: Any, reason: str, at: datetime | None = None, version: int | None = None
) -> None:
    """Let a source count again: its notices are lifted, and checks that it voided hold again."""
    retracting.take_back(source, by=by, reason=reason, version=version)
    settle_notices(source, by=by, at=at or timezone.now(), why=clean_text(reason).strip())


@transaction.atomic
def settle_notices(source: Source, *, by: Any, at: datetime, why: str = "") -> None:
    """Give the source and its copies the notices that they should have now, and bring their claims up to date.

    For whoever retracted the source, took that back, or made it a copy of another.
    """
    fallen = list(retracting.carriers(source))
    wrote = [_settle(carrier, by=by, at=at, why=why) for carrier in fallen]
    if any(wrote):
        newly = [carrier for carrier, new in zip(fallen, wrote, strict=True) if new and carrier.retraction]
        _tell_people(newly, by, at)
        _touch(Q(claims__citations__source__in=fallen), at)
        _ask_again(fallen, by)


def _tell_people(fallen: list[Source], by: Any, at: datetime) -> None:
    """Each public story that is printed with one of these sources, once."""
    printed = EditionCitation.objects.current().filter(source__in=fallen)
    rows = printed.select_related("source", "claim__edition__article").order_by("-pk")
    for row in {row.claim.edition.article_id: row for row in rows}.values():
        alert(EventKind.RETRACTED, row.claim.edition.article, by=by, source=row.source, at=at)


def _settle(carrier: Source, *, by: Any, at: datetime, why: str) -> bool:
    """Insert the notice that is missing above `carrier`, or lift what stands for nothing. Returns whether it wrote."""
    standing = list(Notice.objects.standing().filter(source=carrier))
    if bool(standing) == bool(carrier.retraction):
        return False
    if not standing:
        Notice(source=carrier, text=_told(carrier), by=by, at=at).save()
    for notice in standing:
        Notice(source=carrier, text=why or _("The source counts again."), by=by, at=at, lifts=notice).save()
    return True


def _told(source: Source) -> str:
    """The sentence for readers; a hidden source goes by its description."""
    fallen = source.retraction
    said = {
        "source": quoted(str(source)),
        "day": day_of(localtime(fallen.retracted_at).date()).words,
        "reason": fallen.retracted_reason,
    }
    if fallen == source and fallen.replaced_by_id:
        return _("%(other)s took the place of %(source)s on %(day)s, and we are checking again. %(reason)s") % (
            said | {"other": quoted(str(fallen.replaced_by))}
        )
    if fallen == source:
        return _("The source %(source)s was retracted on %(day)s, and we are checking again. %(reason)s") % said
    return _("The original of %(source)s was retracted on %(day)s, and we are checking again. %(reason)s") % said


def _ask_again(sources: list[Source], by: Any) -> None:
    """Bring the cached status of every claim on these sources up to date; a ready story with a stale one goes back."""
    on = Claim.objects.standing().filter(citations__source__in=sources).order_by().values("pk")
    rows = Claim.objects.filter(pk__in=on).order_by("pk").select_for_update(of=("self",))
    stale = {claim.article_id: claim for claim in refresh(rows.with_evidence().select_related("article"))}
    for claim in stale.values():  # a story goes back once, however many of its claims went stale
        reason = _("A source of a checked claim was retracted: %(claim)s.") % {"claim": quoted(str(claim))}
        send_stale_back(claim.article, reason=reason, by=by)


def check_can_notify(by: Any) -> None:
    """Raises NotAllowed unless `by` may put notices above printed claims."""
    if not by.has_perm("articles.add_notice"):
        raise NotAllowed(_("You may not put notices above claims. Ask an editor."))


@transaction.atomic
def notify_readers(claim: Claim, text: str, *, by: Any, at: datetime | None = None) -> Notice:
    """Put a notice above the claim wherever it was printed. Raises NotAllowed, or Refused for one never printed."""
    check_can_notify(by)
    text = clean_text(text).strip()
    if not text:
        raise Refused(_("Write what readers should know: they see it above the claim."))
    if not EditionClaim.objects.filter(public_id=claim.public_id).exists():
        raise Refused(_("Readers never saw this claim: there is nothing to put a notice on."))
    notice = Notice(claim=claim, text=text, by=by, at=at or timezone.now())
    notice.save()
    _touch(Q(article=claim.article_id), notice.at)
    return notice


@transaction.atomic
def lift_notice(notice: Notice, *, by: Any, reason: str, at: datetime | None = None) -> Notice:
    """Take the notice above a claim away, by a further row that says why to the desk."""
    check_can_notify(by)
    if notice.claim_id is None:
        raise Refused(_("The notice tells that a source was retracted: take the retraction back instead."))
    if not Notice.objects.standing().filter(pk=notice.pk).exists():
        raise Refused(_("The notice is lifted already."))
    reason = clean_text(reason).strip()
    if not reason:
        raise Refused(_("Write why the notice goes: it stands in the list of notices."))
    lifting = Notice(claim_id=notice.claim_id, text=reason, by=by, at=at or timezone.now(), lifts=notice)
    lifting.save()
    _touch(Q(article=notice.claim.article_id), lifting.at)
    return lifting


def _touch(editions: Q, at: datetime) -> None:
    """Say that the stories of these editions changed; older versions show notices, too."""
    stories = Edition.objects.filter(editions).order_by().values("article")
    Publication.objects.filter(article__in=stories).update(changed_at=at)
