"""Saying that a number, a date or a name of a claim need not stand in its passages, and why."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.checking import check_can_check
from articles.models import Claim, Waiver
from articles.probing import Doubt, probe
from articles.wording import quoted
from policydesk.lib.errors import Refused
from policydesk.lib.text import clean_text


@transaction.atomic
def waive(
    claim: Claim, kind: str, words: str, *, by: Any, reason: str, other: str = "", version: int | None = None
) -> Waiver:
    """Let the second test pass over one item of the claim: who may check the claim may, with a reason.

    `other` is what a passage says instead; the waiver of words that merely do not stand there covers no contradiction.
    Without kind and words it is the one item that the test asks for. Raises NotAllowed; Stale; Refused without a
    reason, when the test does not ask for the item (any more), or for several where none was named.
    """
    check_can_check(claim, by)
    reason = clean_text(reason).strip()
    if not reason:
        raise Refused(_("Say why the passages need not say it."))
    claim.take_version(version)
    doubt = _open(claim, (kind, words, other))
    found = {"kind": doubt.kind, "words": doubt.words, "other": doubt.other}
    waiver = Waiver(article=claim.article, claim=claim, **found, reason=reason, by=by)
    waiver.save(by=by)
    return waiver


@transaction.atomic
def ask_again(waiver: Waiver, *, by: Any) -> None:
    """Take a waiver back: the item is asked for again, and the history keeps what was said. Raises NotAllowed."""
    check_can_check(waiver.claim, by)
    waiver.claim.take_version()
    waiver.delete(by=by)


def _open(claim: Claim, asked: tuple[str, str, str]) -> Doubt:
    loaded = Claim.objects.with_evidence().select_related("article").get(pk=claim.pk)
    found = [doubt for doubt in probe(loaded.article, [loaded]).get(loaded.pk, []) if doubt.waiver is None]
    if not any(asked):
        return _only(found)
    for doubt in found:
        if (doubt.kind, doubt.words, doubt.other) == asked:
            return doubt
    raise Refused(
        _("Nothing is asked about these words now: they changed, stand in a passage, or were waived already.")
    )


def _only(found: list[Doubt]) -> Doubt:
    if not found:
        raise Refused(_("Nothing is asked about this claim now."))
    if len(found) > 1:
        items = ", ".join(quoted(doubt.words) for doubt in found)
        raise Refused(_("Press the button of what you waive: %(items)s.") % {"items": items})
    return found[0]
