"""Five roles at all doors of the log, in any order: rules, pages of the admin, and past both. What must hold, holds."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.db.models import Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from commitments import tracking
from commitments.awaiting import rated_otherwise
from commitments.evidencing import Evidence
from commitments.models import Commitment, Party, Review, StatusChange, StatusProposal, reading_key
from commitments.publishing import publish_commitment, take_back
from commitments.registering import change_commitment
from commitments.reporting import join_claim
from commitments.retracting import propose_retraction
from commitments.reviewing import review_unchanged
from policydesk.lib.errors import Refused
from sources.retracting import retract
from tests.conftest import person
from tests.desk import desk, page, saved
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, carrying
from tests.stories import a_claim, a_story, fresh

ROLES = ("reporter", "checker", "editor", "publisher", "auditor")
REFUSALS = (Refused, PermissionDenied, ValidationError)
STATUSES = (
    "in_progress", "stalled", "partly_fulfilled", "fulfilled", "breached", "withdrawn", "superseded", "uncheckable",
)  # fmt: skip
DAYS = ("2023", "2024-02", "2024-03-01", "2024-06")
people, any_status, any_day = (
    st.sampled_from((*ROLES, "checker", "editor", "editor")),
    st.sampled_from(STATUSES),
    st.sampled_from(DAYS),
)
evidence = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(("for", "against")),
        st.sampled_from(("announcement", "report", "effect")),
        st.booleans(),
    ),
    max_size=3,
)
undertaking = st.sampled_from(((0,), (1,), (0, 1), (0, 1, 2)))
numbers, words = st.integers(0, 20), st.sampled_from(("", "It was seen.", "It does not count."))


class Ledger(RuleBasedStateMachine):
    """A commitment of two states, four sources, one person a role."""

    def __init__(self) -> None:
        super().__init__()
        self.sandbox = transaction.atomic()
        self.sandbox.__enter__()
        self.people = {role: person(role, role.title(), "Walker", role) for role in ROLES}
        by = self.people["editor"]
        self.states = [an_actor(by, name) for name in ("Borovia", "Arland", "Cordia")]
        self.talks = an_occasion(by, participants=self.states[:2])
        sides = ({"actor": self.states[0], "side": "first"}, {"actor": self.states[1], "side": "second"})
        parties = [{"role": "pledger", **side} for side in sides]
        self.made = a_commitment(by, parties=parties, occasion=self.talks)
        self.claim = a_claim(a_story(by), by)
        own = {"publisher": an_actor(by), "source_class": "primary_official"}
        self.passages = [
            a_passage(by, f"the port was seen on day {number}", f"Paper {number}", **(own if number == 3 else {}))
            for number in range(4)
        ]
        self.written: dict[int, dict[str, Any]] = {}
        self.reviewed: dict[int, dict[str, Any]] = {}
        self.judged: dict[int, set[int]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.sandbox.__exit__(None, None, None)

    # --- By the rules ----------------------------------------------------------------------------------------
    @rule(
        who=people, status=any_status, day=any_day, shown=evidence, rebuttal=words, party=st.sampled_from((0, 1, None))
    )
    def propose(self, who: str, status: str, day: str, shown: list[Any], rebuttal: str, party: int | None) -> None:
        given = [Evidence(self.passages[number], *worth) for number, *worth in shown]
        parties = list(self.made.parties.order_by("pk"))
        of = None if party is None else parties[party % len(parties)]
        self._try(
            tracking.propose, fresh(self.made), status, by=self.people[who], effective_on=day, rationale="Seen.",
            evidence=given, rebuttal=rebuttal, party=of,
        )  # fmt: skip

    @rule(status=any_status, which=st.integers(0, 2), who=st.sampled_from(("checker", "editor")), one=st.booleans())
    def enter(self, status: str, which: int, who: str, one: bool) -> None:
        """What the reporter proposes on a passage that shows it, and another confirms: so walks come to a log."""
        given: dict[str, Any] = {"effective_on": "2024-03", "rationale": "Seen.", "rebuttal": "It does not count."}
        party = self.made.parties.order_by("pk").first() if one else None
        given |= {"evidence": carrying(status, self.passages[which]), "party": party, "by": self.people["reporter"]}
        self._try(lambda: tracking.confirm(tracking.propose(fresh(self.made), status, **given), by=self.people[who]))

    @rule(which=numbers, who=st.sampled_from(("checker", "editor")))
    def lift(self, which: int, who: str) -> None:
        """An entry taken back by two: so walks come to what falls back."""
        if change := self._one(StatusChange, which):
            given = {"by": self.people["reporter"], "rationale": "Not so."}
            self._try(lambda: tracking.confirm(propose_retraction(change, **given), by=self.people[who]))

    @rule(who=people, which=numbers, how=st.sampled_from(("confirm", "return_proposal", "withdraw_proposal")))
    def answer(self, who: str, which: int, how: str) -> None:
        if proposal := self._one(StatusProposal, which):
            more = {} if how == "confirm" else {"reason": "No."}
            self._try(getattr(tracking, how), proposal, by=self.people[who], **more)

    @rule(who=people, which=numbers, shown=evidence)
    def take_an_entry_back(self, who: str, which: int, shown: list[Any]) -> None:
        if change := self._one(StatusChange, which):
            given = [Evidence(self.passages[number], *worth) for number, *worth in shown]
            self._try(propose_retraction, change, by=self.people[who], rationale="It was wrong.", evidence=given)

    @rule(who=people, left=undertaking)
    def change_who_undertakes_it(self, who: str, left: tuple[int, ...]) -> None:
        parties = [{"actor": self.states[at], "role": "pledger", "side": ("first", "second", "")[at]} for at in left]
        self._try(change_commitment, fresh(self.made), by=self.people[who], parties=parties)

    @rule(who=people, which=st.integers(0, 3), due=st.sampled_from(("", "2024-02-10", "2024-06")))
    def change_what_it_says(self, who: str, which: int, due: str) -> None:
        term = {"due_on": due, "due_words": due and "in time"}
        said = {"undertaking": self.passages[which]} | term
        self._try(change_commitment, fresh(self.made), by=self.people[who], **said)

    @rule(who=people)
    def review(self, who: str) -> None:
        given = {"looked_at": "The notices.", "review_by": date(2999, 1, 1)}
        self._try(review_unchanged, fresh(self.made), by=self.people[who], **given)

    @rule(who=people)
    def join(self, who: str) -> None:
        self._try(join_claim, fresh(self.made), self.claim, by=self.people[who])

    @rule(who=people)
    def take_it_back_from_readers(self, who: str) -> None:
        self._try(take_back, fresh(self.made), by=self.people[who], reason="A look.")

    @rule(who=people, note=st.sampled_from(("", "One port.", "Both ports.")), own_act=st.booleans())
    def read_it_otherwise(self, who: str, note: str, own_act: bool) -> None:
        fields = {"interpretive_note": note, "own_act": own_act}
        self._try(change_commitment, fresh(self.made), by=self.people[who], **fields)

    @rule(who=people)
    def publish(self, who: str) -> None:
        self._try(publish_commitment, fresh(self.made), by=self.people[who])

    @rule(who=people, which=st.integers(0, 3))
    def lose_a_source(self, who: str, which: int) -> None:
        self._try(retract, fresh(self.passages[which].work), by=self.people[who], reason="Forged.")

    # --- On the pages ----------------------------------------------------------------------------------------
    @rule(who=people, status=any_status, day=any_day, nature=st.sampled_from(("announcement", "effect")))
    def propose_on_the_page(self, who: str, status: str, day: str, nature: str) -> None:
        typed = {
            "to_status": status, "effective_on": day, "rationale": "Seen.", "first_nature": nature,
            "first_source": "Paper 0", "first_words": "the port was seen on day 0", "first_bearing": "for",
        }  # fmt: skip
        desk(self.people[who]).post(page("commitments_commitment_propose", self.made.pk), typed)

    @rule(who=people, which=numbers, how=st.sampled_from(("confirm", "return", "withdraw")))
    def answer_on_the_page(self, who: str, which: int, how: str) -> None:
        if proposal := self._one(StatusProposal, which):
            typed = {"version": proposal.version, "answer": "So be it.", how: "1"}
            desk(self.people[who]).post(page("commitments_statusproposal_change", proposal.pk), typed)

    @rule(who=people, which=numbers, door=st.sampled_from(("change", "delete", "retract")))
    def at_an_entry(self, who: str, which: int, door: str) -> None:
        if change := self._one(StatusChange, which):
            typed = {"to_status": "fulfilled", "rationale": "Forged.", "post": "yes"}
            desk(self.people[who]).post(page(f"commitments_statuschange_{door}", change.pk), typed)

    @rule(who=people, note=words, part=st.sampled_from(("pledger", "counterparty")))
    def change_it_on_the_page(self, who: str, note: str, part: str) -> None:
        address, client = page("commitments_commitment_change", self.made.pk), desk(self.people[who])
        context = client.get(address).context
        if context and context.get("adminform") and context["has_change_permission"]:
            saved(client, address, {"parties-1-role": part}, interpretive_note=note)

    @rule(who=people, which=st.integers(0, 3), door=st.sampled_from(("propose", "read", "confirm")))
    def at_the_sheet(self, who: str, which: int, door: str) -> None:
        said = f"the port was seen on day {which}"
        newest = Commitment.objects.exclude(pk=self.made.pk).last()
        typed: dict[str, Any] = {
            "read": {"table": SimpleUploadedFile("t.csv", f"words,by,to\n{said},Borovia,Arland\n".encode())},
            "confirm": {"chosen": [newest.pk] if newest else []},
            "propose": {
                "source": f"Paper {which}", "row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "0", "row-0-words": said,
                "row-0-by": "Borovia", "row-0-to": "Arland",
            },
        }  # fmt: skip
        desk(self.people[who]).post(page("commitments_occasion_sheet", self.talks.pk), typed[door] | {"do": door})

    # --- Past both ---------------------------------------------------------------------------------------------
    @rule(which=numbers, who=people)
    def write_past_the_rules(self, which: int, who: str) -> None:
        change = self._one(StatusChange, which)
        if change is None:
            return
        alone = {"proposed_by": self.people[who], "confirmed_by": self.people[who], "rationale": "Mine."}
        self._try(StatusChange(commitment=self.made, to_status="fulfilled", effective_on="2024", **alone).save)
        change.to_status = "fulfilled"
        for attempt in (change.save, change.delete, change.evidence.all().delete):
            self._try(attempt)
        self._try(StatusChange._base_manager.filter(pk=change.pk)._raw_delete, "default")

    # --- What holds ----------------------------------------------------------------------------------------------
    @invariant()
    def no_row_of_the_log_was_edited_or_went(self) -> None:
        rows = {row["id"]: row for row in StatusChange.objects.values()}
        assert {key: rows.get(key) for key in self.written} == self.written
        self.written = rows

    @invariant()
    def every_entry_was_read_by_two_who_may_and_stands_on_evidence(self) -> None:
        may = {self.people[role].pk for role in ("checker", "editor")}
        for change in StatusChange.objects.prefetch_related("evidence"):
            assert change.confirmed_by_id in may - {change.proposed_by_id}
            assert list(change.evidence.all())
            if change.retracts_id is None:
                self._carried(change, list(change.evidence.all()))
            else:
                own = {row.excerpt_id for row in change.retracts.evidence.all()}
                beyond = [row for row in change.evidence.all() if row.excerpt_id not in own]
                assert not beyond or not all(row.unnamed for row in beyond)

    def _carried(self, change: StatusChange, shown: list[Any]) -> None:
        for_it = [row for row in shown if row.bearing == "for"]
        assert change.reading
        if change.to_status in ("fulfilled", "partly_fulfilled"):
            assert any(row.nature == "effect" for row in for_it)
            assert not all(row.unnamed for row in for_it if row.nature != "announcement")
        if change.to_status == "fulfilled" and len(for_it) < len(shown):
            assert change.rebuttal
        assert change.to_status != "superseded"  # no commitment supersedes it here

    @invariant()
    def those_whom_an_entry_judged_together_stay_together(self) -> None:
        for change in StatusChange.objects.standing().filter(party=None):
            there = set(
                Party.objects.undertaking().filter(commitment=change.commitment_id).values_list("actor", flat=True)
            )
            assert self.judged.setdefault(change.pk, there) == there

    @invariant()
    def no_review_was_edited_or_went(self) -> None:
        rows = {row["id"]: row for row in Review.objects.values()}
        assert {key: rows.get(key) for key in self.reviewed} == self.reviewed
        self.reviewed = rows

    @invariant()
    def what_was_rated_under_other_words_waits_to_be_rated_anew(self) -> None:
        waiting = set(rated_otherwise(Party.objects.all()).values_list("pk", flat=True))
        for change in StatusChange.objects.standing().select_related("commitment__undertaking"):
            now = change.commitment
            terms = (now.undertaking.exact, now.due_words, now.due_on)
            assert now.reading == reading_key(now.interpretive_note, now.own_act, *terms)
            if change.party_id and change.reading != now.reading and not self._rated_since(change):
                assert change.party_id in waiting

    def _rated_since(self, change: StatusChange) -> bool:
        """Whether a further entry says what holds of that party."""
        about = StatusChange.objects.standing().filter(Q(party=None) | Q(party=change.party), commitment=self.made)
        return about.order_by("-effective_on_earliest", "-pk").first() != change

    @invariant()
    def every_status_is_what_the_log_says(self) -> None:
        log = list(StatusChange.objects.standing().order_by("-effective_on_earliest", "-pk"))
        for party in Party.objects.undertaking():
            told = [change for change in log if change.commitment_id == party.commitment_id]
            about = [change.to_status for change in told if change.party_id in (None, party.pk)]
            assert party.status == (about[0] if about else "not_yet_rated")

    def _one(self, model: Any, which: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        return rows[which % len(rows)] if rows else None

    def _try(self, act: Any, *args: Any, **kwargs: Any) -> None:
        with suppress(*REFUSALS, DatabaseError), transaction.atomic():
            act(*args, **kwargs)


def walk(walks: int, steps: int) -> None:
    """So many walks of so many steps, the same ones each time."""
    chosen = settings(
        max_examples=walks, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Ledger, settings=chosen)
