"""What came of a commitment: one person proposes a status with its evidence, another confirms it into the log.

The log is the truth; `Party.status` is a copy of what it says, and only this module writes it. An entry that was
wrong is taken back by a further one (`retracting.py`): the status falls back to what the log says without it. What a
status asks of its evidence, `weighing.py` says.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.enums import Fulfilment, ProposalState
from commitments.evidencing import Evidence, Trouble, evidence_of, in_sentences, troubles
from commitments.models import Commitment, Party, ProposalEvidence, StatusChange, StatusEvidence, StatusProposal
from commitments.rating import misfits, overtaking, said, said_of, said_without, saying_the_same, standing_entries
from commitments.weighing import Case, is_self_reported, lacks, lacks_to_take_back
from policydesk.lib.errors import NotAllowed, Refused, Stale
from policydesk.lib.history import bookkeep
from policydesk.lib.text import clean_text


# --- Proposing ---------------------------------------------------------------------------------------------
def check_can_propose(by: Any) -> None:
    """Raises NotAllowed unless `by` may propose what came of a commitment."""
    if not by.has_perm("commitments.propose_status"):
        raise NotAllowed(_("You may not propose a status. Ask a reporter, a checker or an editor."))


@transaction.atomic
def propose(
    commitment: Commitment,
    to_status: str,
    *,
    by: Any,
    effective_on: Any,
    rationale: str,
    evidence: Iterable[Evidence],
    party: Party | None = None,
    rebuttal: str = "",
    reading: str | None = None,
) -> StatusProposal:
    """Propose that `to_status` holds since `effective_on`, for `party` or for all who undertook it.

    `rebuttal` answers the passages that speak against it, and `reading` of the commitment is the one the person saw.
    Nothing changes for readers before another person confirms it. Raises NotAllowed, Refused, Stale, or
    ValidationError by field.
    """
    check_can_propose(by)
    if reading not in (None, commitment.reading):
        raise Stale(
            _("Its words, its term or how we read it was changed after you opened this page: read them, then propose.")
        )
    said = {"effective_on": effective_on, "rationale": rationale, "party": party, "rebuttal": rebuttal}
    proposal = write_proposal(commitment, to_status, by=by, evidence=evidence, **said)
    _refuse_said_already(proposal)
    return proposal


def write_proposal(
    commitment: Commitment, to_status: str, *, by: Any, evidence: Iterable[Evidence], **fields: Any
) -> StatusProposal:
    """What `propose` and imports share. Decides nothing about permission; `by=None` is the desk's own program."""
    proposal = StatusProposal(
        commitment=commitment, to_status=to_status, proposed_by=by, reading=commitment.reading, **fields
    )
    proposal.full_clean()
    given = list({each.excerpt.pk: each for each in evidence}.values())
    _refuse_impossible(proposal)
    _refuse_bare(given)
    _refuse_weak(proposal, given)
    return save_proposal(proposal, given, by=by)


def _refuse_impossible(proposal: StatusProposal) -> None:
    commitment, since = proposal.commitment, proposal.effective_on
    party = proposal.party
    if party and (party.commitment_id != commitment.pk or not party.undertakes):
        raise Refused(_("Choose one of those who undertook it."))
    if proposal.to_status == Fulfilment.NOT_YET_RATED:
        raise Refused(_("“Not yet rated” is where every commitment starts. Take back the wrong entry instead."))
    if since.definitely_after(timezone.localdate()):
        raise Refused(_("The status would hold only from a day to come. Propose it when the day has come."))
    if found := misfits(commitment, proposal.to_status, since):
        raise Refused("\n".join(found.values()))
    if entry := overtaking(commitment, party, since):
        sentence = _(
            "The log says “%(status)s” since %(day)s. One dated %(since)s counts from %(first)s and would never hold "
            "after it: give the day or the month, or write %(span)s."
        )
        later = entry.effective_on.earliest
        told = {"status": entry.get_to_status_display(), "day": entry.effective_on.for_people()}
        told |= {"since": since.for_people(), "first": since.earliest, "span": f"{later}/{since.latest}"}
        raise Refused(sentence % told)


def _refuse_read_otherwise(proposal: StatusProposal) -> None:
    """What was proposed under another reading is proposed anew: nobody weighed its passages under this one."""
    if proposal.reading != proposal.commitment.reading:
        raise Refused(
            _("Its words, its term or how we read it was changed since then: return it, to be proposed anew.")
        )


def _refuse_said_already(proposal: StatusProposal) -> None:
    """The log says a thing once; a further entry brings a source that carries it, too."""
    given = {each.source.pk for each in evidence_of(proposal)}
    for entry in saying_the_same(StatusChange.objects.standing().exclude(proposal=proposal), proposal):
        if given <= {each.source.pk for each in evidence_of(entry)}:
            sentence = _("The log says “%(status)s” since %(since)s already, on the same sources: bring a further one.")
            told = {"status": entry.get_to_status_display(), "since": entry.effective_on.for_people()}
            raise Refused(sentence % told)


def _refuse_bare(evidence: list[Evidence]) -> None:
    if not evidence:
        raise Refused(_("Give a passage of a source that shows it: no status without evidence."))


def _refuse_weak(proposal: StatusProposal, evidence: list[Evidence]) -> None:
    if found := lacks(case_of(proposal, evidence)):
        raise Refused("\n".join(found))


def case_of(proposal: StatusProposal, evidence: Iterable[Evidence]) -> Case:
    """The proposal as its evidence is weighed."""
    named = (proposal.commitment, proposal.party, proposal.to_status)
    return Case(*named, tuple(evidence), proposal.rebuttal)


def save_proposal(proposal: StatusProposal, evidence: Iterable[Evidence], *, by: Any) -> StatusProposal:
    """Write a proposal that was looked at, with its passages, in the caller's transaction."""
    proposal.save(by=by)
    for each in evidence:
        ProposalEvidence.objects.create(proposal=proposal, **vars(each))
    return proposal


# --- Answering ---------------------------------------------------------------------------------------------
def check_can_confirm(proposal: StatusProposal, by: Any) -> None:
    """Raises a sentence unless `by` may confirm this proposal now: never their own, never on evidence that fell.

    The commitment may have changed since it was proposed: what is impossible now is not confirmed either.
    """
    _check_can_answer(proposal, by)
    if proposal.proposed_by_id == by.pk:
        raise NotAllowed(_("You proposed it yourself. Another person looks at the evidence and confirms it."))
    evidence = evidence_of(proposal)
    if not proposal.retracts_id:
        _refuse_impossible(proposal)
        _refuse_weak(proposal, evidence)
        _refuse_read_otherwise(proposal)
        _refuse_said_already(proposal)
    elif found := lacks_to_take_back(proposal.retracts, evidence):
        raise Refused("\n".join(found))
    if wrong := evidence_troubles(proposal):
        raise Refused(in_sentences(wrong))


def _check_can_answer(proposal: StatusProposal, by: Any) -> None:
    if not by.has_perm("commitments.confirm_status"):
        raise NotAllowed(_("You may not confirm or return a status. Ask a checker or an editor."))
    _refuse_answered(proposal)


def _refuse_answered(proposal: StatusProposal) -> None:
    if proposal.state != ProposalState.OPEN:
        raise Refused(
            _("This proposal was answered already: %(state)s.") % {"state": proposal.get_state_display()},
        )


def evidence_troubles(proposal: StatusProposal) -> list[Trouble]:
    """Why its evidence cannot carry it now, in sentences. What takes an entry back may stand on a fallen source."""
    fallen = proposal.retracts_id is not None
    return troubles((each.excerpt for each in evidence_of(proposal)), public=proposal.commitment.public, fallen=fallen)


@transaction.atomic
def confirm(
    proposal: StatusProposal, *, by: Any, answer: str = "", at: datetime | None = None, version: int | None = None
) -> StatusChange:
    """Write what another person proposed into the log, and bring the parties' status up to date.

    `version` of the proposal is the one the person saw. Raises NotAllowed, Refused or Stale; then nothing is
    written.
    """
    commitment = Commitment.objects.select_for_update().get(pk=proposal.commitment_id)  # one entry after the other
    proposal.commitment = commitment
    check_can_confirm(proposal, by)
    if proposal.retracts_id and StatusChange.objects.filter(retracts=proposal.retracts_id).exists():
        raise Refused(_("This entry was taken back already."))
    at = at or timezone.now()
    _answer(proposal, ProposalState.CONFIRMED, answer, by=by, at=at, version=version)
    evidence = evidence_of(proposal)
    change = _entry(proposal, commitment, by=by, at=at)
    change.self_reported = not proposal.retracts_id and is_self_reported(case_of(proposal, evidence))
    change.save()
    for each in evidence:
        StatusEvidence(change=change, **vars(each)).save()
    refresh_parties(commitment)
    return change


def _entry(proposal: StatusProposal, commitment: Commitment, *, by: Any, at: datetime) -> StatusChange:
    """The entry that the proposal makes, between what holds before its day and what it says."""
    since, standing = proposal.effective_on, standing_entries(commitment)
    to_status, before = proposal.to_status, [e for e in standing if e.effective_on.earliest <= since.earliest]
    if proposal.retracts_id:
        to_status, before = said_without(proposal.retracts), standing
    return StatusChange(
        commitment=commitment,
        party=proposal.party,
        proposal=proposal,
        from_status=said(commitment, proposal.party, before),
        to_status=to_status,
        effective_on=since,
        recorded_at=at,
        rationale=proposal.rationale,
        rebuttal=proposal.rebuttal,
        reading=commitment.reading,
        proposed_by=proposal.proposed_by,
        confirmed_by=by,
        retracts=proposal.retracts,
    )


@transaction.atomic
def return_proposal(proposal: StatusProposal, *, by: Any, reason: str, version: int | None = None) -> None:
    """Send the proposal back to who made it, saying what is missing. Raises NotAllowed, Refused, Stale."""
    check_can_return(proposal, by)
    if not clean_text(reason).strip():
        raise Refused(_("Write what is missing, so that it can be proposed again."))
    _answer(proposal, ProposalState.RETURNED, reason, by=by, at=timezone.now(), version=version)


def check_can_return(proposal: StatusProposal, by: Any) -> None:
    """Raises a sentence unless `by` may return this proposal: whoever made it withdraws it instead."""
    _check_can_answer(proposal, by)
    if proposal.proposed_by_id == by.pk:
        raise NotAllowed(_("You proposed it yourself: withdraw it instead."))


def check_can_withdraw(proposal: StatusProposal, by: Any) -> None:
    """Raises a sentence unless `by` made this proposal and nobody has answered it."""
    if proposal.proposed_by_id != by.pk:
        raise NotAllowed(_("Only who proposed it withdraws it."))
    _refuse_answered(proposal)


@transaction.atomic
def withdraw_proposal(proposal: StatusProposal, *, by: Any, reason: str = "", version: int | None = None) -> None:
    """Take one's own open proposal off the queue. Raises NotAllowed, Refused, Stale."""
    check_can_withdraw(proposal, by)
    _answer(proposal, ProposalState.WITHDRAWN, reason, by=by, at=timezone.now(), version=version)


def _answer(
    proposal: StatusProposal, state: ProposalState, answer: str, *, by: Any, at: datetime, version: int | None
) -> None:
    proposal.take_version(version)
    proposal.state, proposal.answer = state, clean_text(answer).strip()
    proposal.answered_by, proposal.answered_at = by, at
    proposal.save(by=by)


def refresh_parties(commitment: Commitment) -> None:
    """Make the copy on each party what the log says. Those who undertook nothing have no status."""
    entries = standing_entries(commitment)
    for party in commitment.parties.all():
        said = said_of(party, entries) if party.undertakes else Fulfilment.NOT_YET_RATED
        bookkeep(party, status=said.value)
