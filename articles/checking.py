"""Verification: the status that the newest check gives, and who may record one. What a check signs: `signing.py`.

Status is computed, never typed. The newest check of a claim decides; it holds while the fingerprint of words
and evidence is the one that was signed. Reasons of time come from the clock and are never stored.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.enums import AnchorState, ClaimKind, Status, Verdict
from articles.evidencing import evidence_lacks
from articles.likening import keys_of
from articles.models import Check, CheckContent, Claim
from articles.signing import canonical, fingerprint, signed_parts
from articles.wording import day_of, quoted
from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.history import bookkeep_all
from policydesk.lib.text import clean_text
from sources.models import Source


# --- Status ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Standing:
    """A claim's status now, the check it rests on (None: computed from citations), and why it needs a re-check."""

    status: str
    check: Check | None
    reasons: tuple[str, ...]
    lost: bool

    @property
    def needs_recheck(self) -> bool:
        return bool(self.reasons)


def standing(claim: Claim, *, at: datetime | None = None) -> Standing:
    """The status of `claim`. Costs no query on a claim loaded with `with_evidence()`."""
    checks = sorted(claim.checks.all(), key=lambda row: row.pk)
    check = checks[-1] if checks and checks[-1].verdict != Verdict.VOID else None
    lost = claim.anchor_state == AnchorState.LOST
    if check is None:
        return Standing(unchecked_status(claim), None, (), lost)
    reasons = _stale(claim, check) + _retracted(claim, check) + _due(claim, check, at=at)
    return Standing(Status(check.verdict), check, tuple(reasons), lost)


def unchecked_status(claim: Claim) -> Status:
    """What the claim stands on while no check holds: its sources, or of an analysis its owner."""
    stands_on = claim.owner_id if claim.kind == ClaimKind.ANALYSIS else claim.citations.all()
    return Status.SOURCED if stands_on else Status.UNSOURCED


def _stale(claim: Claim, check: Check) -> list[str]:
    """Why the check does not hold any more, apart from time; empty while it does."""
    if claim.anchor_state == AnchorState.LOST:
        return [_("Its words are not in the text any more.")]
    recipe = check.fingerprint.partition(":")[0]
    if fingerprint(claim, recipe) == check.fingerprint:
        return []
    signed, now = check.content.parts, signed_parts(claim, recipe)
    named = (
        ("words", _("The words changed.")),
        ("kind", _("The kind of claim changed.")),
        ("speaker", _("The speaker changed.")),
        ("speech_act", _("The speech act changed.")),
        ("statement", _("The wording that stands alone changed.")),
        ("event_date", _("The date of the event changed.")),
        ("owner", _("The owner changed.")),
    )
    reasons = [sentence for key, sentence in named if signed.get(key) != now.get(key)]
    if signed.get("citations") != now["citations"]:
        reasons.append(_citations_differ(signed.get("citations", []), now["citations"]))
    return reasons or [_("What was checked changed.")]


def _citations_differ(signed: list[dict[str, Any]], now: list[dict[str, Any]]) -> str:
    before, after = {row["source"] for row in signed}, {row["source"] for row in now}
    if after - before:
        return _("A source was added.")
    if before - after:
        return _("A source was taken away.")
    if _origins_in(signed) != _origins_in(now):
        return _("A source turned out to be a copy, or of another origin.")
    if [{**row, "proof": ""} for row in signed] == [{**row, "proof": ""} for row in now]:
        return _("A passage stands otherwise in the newest copy of its source, or not at all.")
    return _("What a source is cited for changed.")


def _origins_in(citations: list[dict[str, Any]]) -> set[tuple[str, str, bool]]:
    return {(row["source"], row["origin"], row["copy"]) for row in citations}


def retracted_since(claim: Claim, check: Check) -> list[Source]:
    """The sources of the claim that were retracted after the check: who checked did not know."""
    found = [citation.source.retraction for citation in claim.citations.all()]
    return list(dict.fromkeys(source for source in found if source and source.retracted_at > check.at))


def _retracted(claim: Claim, check: Check) -> list[str]:
    return [
        _("A source was retracted on %(day)s: %(source)s.")
        % {"day": day_of(localtime(source.retracted_at).date()).words, "source": quoted(str(source))}
        for source in retracted_since(claim, check)
    ]


def _due(claim: Claim, check: Check, *, at: datetime | None) -> list[str]:
    now = timezone.localdate(at or timezone.now())
    checked = timezone.localdate(check.at)
    reasons = []
    if claim.event_date and _passed(claim.event_date.latest, checked=checked, now=now):
        reasons.append(_("The date of the event has passed: did it happen?"))
    if claim.review_by and _passed(claim.review_by, checked=checked, now=now):
        reasons.append(_("Its date of review has passed."))
    return reasons


def _passed(day: date, *, checked: date, now: date) -> bool:
    return checked <= day < now


def refresh(claims: Iterable[Claim]) -> list[Claim]:
    """Store the cached status of each claim, since when it needs a look, and the keys of its words (no history row).

    Returns those that went stale just now.
    """
    claims, gone_stale = list(claims), []
    for claim in claims:
        stands = standing(claim)
        stale = bool(stands.check and (_stale(claim, stands.check) or retracted_since(claim, stands.check)))
        if stale and not claim.needs_recheck:
            gone_stale.append(claim)
        since = (claim.look_since or timezone.now()) if stale or claim.anchor_state != AnchorState.ANCHORED else None
        claim.status, claim.needs_recheck, claim.look_since = stands.status, stale, since
        claim.fingerprint = fingerprint(claim)
        claim.alike_a, claim.alike_b = ("", "") if claim.retired_at else keys_of(claim.exact)
    bookkeep_all(claims)
    return gone_stale


# --- Recording a check -----------------------------------------------------------------------------------
JUDGEMENTS = (Verdict.UNVERIFIABLE, Verdict.ANALYSIS)


def check_can_check(claim: Claim, by: Any) -> None:
    """Raises NotAllowed with a sentence unless `by` may record a check on this claim.

    Nobody checks their own: not the one who first wrote its words, nor the one who last changed its words,
    kind or speaker, nor of an analysis its owner, whose judgement it is. Finding and attaching evidence does not
    bar, unless DESK_SECOND_READER asks for it.
    """
    if not by.has_perm("articles.check_claim"):
        raise NotAllowed(_("You may not record checks. Ask a checker or an editor."))
    if not settings.DESK_FOUR_EYES:
        return
    if by.pk in (claim.written_by_id, claim.worded_by_id):
        if claim.kind == ClaimKind.ANALYSIS:
            raise NotAllowed(_("You wrote or last changed this analysis. Another editor must check it."))
        raise NotAllowed(_("You wrote or last changed this claim. Another person must check it."))
    if claim.kind == ClaimKind.ANALYSIS and by.pk == claim.owner_id:
        raise NotAllowed(_("This analysis is your judgement. Another editor must check it."))
    if settings.DESK_SECOND_READER and any(row.attached_by_id == by.pk for row in claim.citations.all()):
        raise NotAllowed(_("You attached a source to this claim. On this desk another person must check it."))


def check_can_record(claim: Claim, verdict: str, by: Any, *, note: str = "") -> None:
    """Raises a sentence unless `by` may record `verdict` on what the claim rests on now."""
    check_can_check(claim, by)
    if verdict in JUDGEMENTS and not by.has_perm("articles.judge_claim"):
        raise NotAllowed(_("Only an editor may record “%(verdict)s”.") % {"verdict": Verdict(verdict).label})
    if claim.retired_at:
        raise Refused(_("The claim was retired."))
    if claim.anchor_state == AnchorState.LOST:
        raise Refused(_("Its words are not in the text any more. Place the claim again first."))
    if verdict == Verdict.VOID and not claim.checks.all():
        raise Refused(_("There is no check to take back."))
    lacks = evidence_lacks(claim, verdict, note=note)
    if lacks:
        raise Refused(lacks[0])


@transaction.atomic
def record_check(
    claim: Claim,
    verdict: str,
    *,
    by: Any,
    note: str = "",
    at: datetime | None = None,
    version: int | None = None,
) -> Check:
    """One person's verdict on the claim as it stands. `note` is for readers.

    `version` is the claim's version that the person saw: a verdict on what somebody changed meanwhile is
    refused as Stale. Raises NotAllowed, Refused or Stale with a sentence; then nothing is written.
    """
    claim.take_version(version)
    claim = Claim.objects.with_evidence().select_related("article").get(pk=claim.pk)
    note = clean_text(note).strip()
    check_can_record(claim, Verdict(verdict), by, note=note)
    parts = signed_parts(claim)
    check = Check(
        claim=claim,
        verdict=verdict,
        by=by,
        at=at or timezone.now(),
        fingerprint=fingerprint(claim),
        article_version=claim.article.version,
        parts_sha256=hashlib.sha256(canonical(parts).encode()).hexdigest(),
    )
    check.save()
    CheckContent.objects.create(of=check, note=note, parts=parts)
    _take_for_granted(claim, by)
    refresh([Claim.objects.with_evidence().get(pk=claim.pk)])
    return check


def _take_for_granted(claim: Claim, by: Any) -> None:
    """Who checks a claim that reads differently has looked at what it reads now: that is accepted."""
    if claim.anchor_state == AnchorState.CHANGED:
        claim.anchor_state, claim.words_before = AnchorState.ANCHORED, ""
        claim.save(by=by)
