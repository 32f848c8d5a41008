"""Undo and redo at the workbench: each is a further check, or a further row of the history, made by the same rules.

Nothing that was written goes. Of each person and story the last ten deeds can be undone.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.checking import record_check
from articles.citing import cite, remove_citation
from articles.claiming import bring_back, retire_claim
from articles.considering import offer_again, reject
from articles.enums import DeedKind, Verdict
from articles.models import Article, Check, Citation, Claim, Deed, Rejection, Waiver
from articles.sparing import ask_for, spare, waivers_of
from policydesk.lib.errors import Refused
from policydesk.lib.text import normalise

STEPS = 10
Move = Callable[[Any, Deed, Any], None]  # the claim, which a deed of the story has not
KEPT = ("stance", "directness", "basis", "interested", "note")


def remember(
    what: Claim | Waiver | Rejection, kind: DeedKind, *, by: Any, check: Check | None = None, row: int | None = None
) -> Deed:
    """Note what `by` just did, in the caller's transaction. What they had undone before cannot be redone any more."""
    mine = Deed.objects.filter(article_id=what.article_id, user=by)
    mine.filter(undone=True).delete()
    stood = what.checks.filter(pk__lt=check.pk).order_by("-pk").first() if check else None
    made = {"check_made": check, "stood": stood, "row": row}
    claim = what if isinstance(what, Claim) else None
    deed = Deed.objects.create(article_id=what.article_id, claim=claim, user=by, kind=kind, **made)
    oldest = list(mine.order_by("-pk").values_list("pk", flat=True)[STEPS:])
    mine.filter(pk__in=oldest).delete()
    return deed


@transaction.atomic
def undo(article: Article, *, by: Any) -> Claim | None:
    """Take back the last thing that `by` did; returns the claim that it was about, if any.

    Raises Refused when there is none, or when it does not stand any more.
    """
    deed = Deed.objects.filter(article=article, user=by, undone=False).last()
    if deed is None:
        raise Refused(_("There is nothing of yours to undo."))
    return _turn(deed, BACK, by)


@transaction.atomic
def redo(article: Article, *, by: Any) -> Claim | None:
    """Do again what `by` undid last. Raises Refused when there is nothing."""
    deed = Deed.objects.filter(article=article, user=by, undone=True).first()
    if deed is None:
        raise Refused(_("There is nothing to do again."))
    return _turn(deed, AGAIN, by)


def _turn(deed: Deed, moves: dict[DeedKind, Move], by: Any) -> Claim | None:
    claim = Claim.objects.with_evidence().select_related("article").filter(pk=deed.claim_id).first()
    moves[DeedKind(deed.kind)](claim, deed, by)
    deed.undone = not deed.undone
    deed.save()
    return claim


def _check_again(claim: Claim, deed: Deed, by: Any) -> None:
    said = deed.check_made
    if max(claim.checks.all(), key=lambda row: row.pk).by_id != by.pk:  # the newest is what undoing wrote
        raise Refused(_("Somebody recorded another verdict since: there is nothing of yours to do again."))
    deed.check_made = record_check(claim, said.verdict, by=by, note=said.content.note)


def _take_back(claim: Claim, deed: Deed, by: Any) -> None:
    """A further check: what the same person said just before, else `void`. Nobody repeats what somebody else said."""
    newest = max(claim.checks.all(), key=lambda row: row.pk)
    if newest.pk != deed.check_made_id:
        raise Refused(_("Somebody recorded another verdict since: there is nothing of yours to undo."))
    before = deed.stood
    if before and before.by_id == by.pk and before.verdict != Verdict.VOID:
        with suppress(Refused):  # the evidence may not carry it any more
            again = record_check(claim, before.verdict, by=by, note=before.content.note)
            for earlier in Deed.objects.filter(user=by, check_made=before):
                earlier.check_made = again
                earlier.save()
            return
    claim.refresh_from_db(fields=["version"])
    record_check(claim, Verdict.VOID, by=by, note=_("Undone by who recorded it."))


def _remove(claim: Claim, deed: Deed, by: Any) -> None:
    row = Citation.history.get(history_id=deed.row)
    citation = claim.citations.filter(pk=row.id).first()
    if citation is None:
        raise Refused(_("That source is not attached any more."))
    since = Citation.history.filter(id=row.id, history_id__gt=deed.row, history_user__isnull=False)
    if since.exclude(history_user=by).exists():
        raise Refused(_("Somebody changed what that source is cited for since: it is not yours alone to take away."))
    citation.claim = claim
    remove_citation(citation, by=by)
    deed.row = Citation.history.filter(id=row.id).latest("history_id").history_id  # it comes back as it went


def _attach(claim: Claim, deed: Deed, by: Any) -> None:
    row = Citation.history.select_related("source", "excerpt").get(history_id=deed.row)
    passage = {"passage": row.excerpt.exact, "locator": row.excerpt.locator} if row.excerpt_id else {}
    again = cite(claim, row.source, by=by, **passage, **{name: getattr(row, name) for name in KEPT})
    made = again.history.latest("history_id").history_id
    for other in Deed.objects.filter(claim=claim, user=by, kind__in=(DeedKind.ATTACHED, DeedKind.REMOVED)):
        if Citation.history.get(history_id=other.row).id == row.id:  # one citation, which has a new number now
            other.row = made
            other.save()
    deed.row = made


def _bring_back(claim: Claim, deed: Deed, by: Any) -> None:
    bring_back(claim, by=by)


def _retire_again(claim: Claim, deed: Deed, by: Any) -> None:
    said = Claim.history.get(history_id=deed.row).retired_reason
    retire_claim(claim, by=by, reason=said)
    deed.row = claim.history.latest("history_id").history_id


def _ask_for(_none: None, deed: Deed, by: Any) -> None:
    """Take a waiver back; one that changed the ground becomes what the same person said before."""
    row = Waiver.history.get(history_id=deed.row)
    waiver = _own_waiver(deed, row, by)
    if waiver is None:
        raise Refused(_("That was taken back already."))
    before = Waiver.history.filter(id=row.id, history_id__lt=deed.row).first()
    if deed.kind == DeedKind.WAIVED and before and before.by_id == by.pk:
        spare(deed.article, row.words, before.ground, by=by)
    else:
        ask_for(waiver, by=by)


def _spare(_none: None, deed: Deed, by: Any) -> None:
    row = Waiver.history.get(history_id=deed.row)
    _own_waiver(deed, row, by)
    again = spare(deed.article, row.words, row.ground, by=by)
    if deed.kind == DeedKind.WAIVED:
        deed.row = again.history.latest("history_id").history_id


def _own_waiver(deed: Deed, row: Any, by: Any) -> Waiver | None:
    waiver = waivers_of(deed.article).get(normalise(row.words))
    if waiver and waiver.by_id != by.pk:
        raise Refused(_("Somebody else waived this sentence since: it is not yours to undo, or to do again."))
    return waiver


def _offer_again(_none: None, deed: Deed, by: Any) -> None:
    key = Rejection.history.get(history_id=deed.row).sha256
    if deed.article.rejections.filter(sha256=key).exclude(by=by).exists():
        raise Refused(_("Somebody else rejected this suggestion since: it is not yours to undo."))
    offer_again(deed.article, key, by=by)


def _reject(_none: None, deed: Deed, by: Any) -> None:
    if reject(deed.article, Rejection.history.get(history_id=deed.row).sha256, by=by) is None:
        raise Refused(_("Somebody rejected this suggestion already."))


BACK: dict[DeedKind, Move] = {
    DeedKind.CHECK: _take_back, DeedKind.ATTACHED: _remove, DeedKind.REMOVED: _attach,
    DeedKind.RETIRED: _bring_back, DeedKind.WAIVED: _ask_for, DeedKind.ASKED: _spare,
    DeedKind.REJECTED: _offer_again,
}  # fmt: skip
AGAIN: dict[DeedKind, Move] = {
    DeedKind.CHECK: _check_again, DeedKind.ATTACHED: _attach, DeedKind.REMOVED: _remove,
    DeedKind.RETIRED: _retire_again, DeedKind.WAIVED: _spare, DeedKind.ASKED: _ask_for,
    DeedKind.REJECTED: _reject,
}  # fmt: skip
