"""The demonstration desk as its user sees it: accounts, the story out in the open, and twice is once."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.conf import settings as real
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from articles.checking import record_check
from articles.claiming import mark_claim
from articles.editing import create_article
from articles.models import Check, Claim, Edition, EditionClaim, Publication
from articles.verifying import verify
from commitments.enums import Fulfilment, ProposalState
from commitments.models import Commitment, StatusChange, StatusProposal
from commitments.publishing import take_back
from commitments.rating import is_overdue, status_of
from policydesk.demonstrating import PASSWORD, read_demonstration
from policydesk.lib.errors import NotAllowed
from policydesk.roles import ROLES, roles_of
from tests.loads import loadseeds, rows_of_every_table

pytestmark = pytest.mark.django_db


SEEDS = real.BASE_DIR / "seeds"
WHAT_CAME_OF_THEM = {
    Fulfilment.FULFILLED: 10,
    Fulfilment.IN_PROGRESS: 6,
    Fulfilment.NOT_YET_RATED: 4,
    None: 1,  # evidence of one side alone: the other side is not rated
}


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A desk for a look around, made once for all tests of this module from what the repository brings: a load and a
    run take seconds. What a test does to it is rolled back. Returns what the command printed."""
    with django_db_blocker.unblock(), override_settings(DEBUG=True), transaction.atomic():
        loadseeds(SEEDS)
        yield demo()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def for_a_look_around(told, settings):
    settings.DEBUG = True


def demo():
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_every_role_has_an_account_that_can_sign_in_and_is_told_and_the_editor_has_a_colleague(told):
    people = {user: roles_of(user) for user in User.objects.all()}
    assert sorted(people.values()) == sorted([role] for role in (*ROLES, "editor"))
    assert [authenticate(username=user.username, password=PASSWORD) for user in people] == list(people)
    assert [user.username for user in people if f"  {user.username} " not in told or not user.is_staff] == []


def test_the_story_is_public_by_the_rules_with_its_claims_checked_by_another(told, client):
    publication, edition = Publication.objects.get(), Edition.objects.get()
    claims = Claim.objects.standing().filter(article=publication.article)
    assert (publication.article.import_ref, edition.release) == (read_demonstration()["story"], "checked")
    assert edition.overrides.count() == 0
    assert claims.count() == len(read_demonstration()["checks"]) >= 20
    assert [str(claim) for claim in claims if claim.needs_recheck or not claim.checks.exists()] == []
    assert [check for check in Check.objects.select_related("claim") if check.by_id == check.claim.written_by_id] == []
    assert list(verify()) == []
    assert f"{real.SITE_URL}/articles/{publication.slug}/\n" in told
    assert client.get(f"/articles/{publication.slug}/").status_code == 200


def test_the_readme_counts_what_the_ledger_holds():
    shown = Commitment.objects.public()
    told = {"undertakings": shown.count(), "ran out": shown.overdue().count(), "are contested": shown.exclude(contested_by=None).count()}  # fmt: skip
    assert told == {"undertakings": 21, "ran out": 2, "are contested": 3}
    assert EditionClaim.objects.get(number=12).status == "disputed"
    readme = (real.BASE_DIR / "README.md").read_text(encoding="utf-8")
    for words in ("twenty-one undertakings", "Two ran out", "three are contested", "claim 12: two sources conflict"):
        assert words in " ".join(readme.split())


def test_every_commitment_is_public_and_its_log_was_confirmed_by_a_person_who_did_not_propose():
    commitments, changes = Commitment.objects.all(), StatusChange.objects.select_related("confirmed_by")
    assert len(commitments) == Commitment.objects.public().count() == len(read_demonstration()["commitments"])
    assert {(change.proposed_by, change.confirmed_by.username) for change in changes} == {(None, "boris")}
    assert min(change.evidence.count() for change in changes) >= 1
    waiting = StatusProposal.objects.filter(state=ProposalState.OPEN)
    assert [str(proposal) for proposal in waiting] == ["Act against named makers of precursors: Partly kept"]
    assert Counter(status_of(commitment) for commitment in commitments) == WHAT_CAME_OF_THEM
    assert {commitment.slug for commitment in commitments if is_overdue(commitment)} == {
        "more-passenger-flights-early-in-2024",
        "talks-between-scientists",
    }


NOVEMBER = {
    "resume-counternarcotics-cooperation": "not_yet_rated",
    "set-up-a-counternarcotics-working-group": "not_yet_rated",
    "act-against-makers-of-precursors": "not_yet_rated",
    "stem-fentanyl-related-exports": "not_yet_rated",
    "take-the-forensic-institute-off-the-entity-list": "fulfilled",
    "notice-to-industry": "fulfilled",
    "share-information-with-an-international-database": "not_yet_rated",
    "resume-military-contacts": "not_yet_rated",
    "hold-defense-policy-coordination-talks": "not_yet_rated",
    "hold-military-maritime-consultative-meetings": "not_yet_rated",
    "resume-theatre-commanders-calls": "not_yet_rated",
    "hold-government-talks-on-ai": "not_yet_rated",
    "more-passenger-flights-early-in-2024": "not_yet_rated",
    "control-three-un-listed-precursors": "not_yet_rated",
}
FEBRUARY = NOVEMBER | {
    "resume-counternarcotics-cooperation": "fulfilled",
    "set-up-a-counternarcotics-working-group": "fulfilled",
    "act-against-makers-of-precursors": "in_progress",
    "share-information-with-an-international-database": "in_progress",
    "resume-military-contacts": "fulfilled",
    "hold-defense-policy-coordination-talks": "fulfilled",
    "share-information-regularly-in-the-group": "not_yet_rated",
    "talks-between-scientists": "not_yet_rated",
}
SEPTEMBER = FEBRUARY | {
    "stem-fentanyl-related-exports": "in_progress",
    "hold-military-maritime-consultative-meetings": "fulfilled",
    "resume-theatre-commanders-calls": "in_progress",
    "hold-government-talks-on-ai": "fulfilled",
    "talks-between-scientists": "not_yet_rated, overdue",
    "control-three-un-listed-precursors": "fulfilled",
    "speed-up-the-scheduling-of-drugs": "not_yet_rated and in_progress",
}


@pytest.mark.parametrize(
    ("day", "states"), [("2023-11-30", NOVEMBER), ("2024-02-01", FEBRUARY), ("2024-09-30", SEPTEMBER)]
)
def test_the_ledger_as_of_a_day_has_the_states_that_the_facts_imply(client, day, states):
    rows = client.get("/commitments/index.json", {"as_of": day}).json()["commitments"]
    stood = {
        row["url"].split("/")[-2]: " and ".join(each["status"] for each in row["statuses"])
        + (", overdue" if row["overdue"] else "")
        for row in rows
    }
    assert stood == states
    assert client.get("/commitments/index.json", {"as_of": day, "dates": "known"}).json()["count"] == 0


def test_a_run_says_what_is_new_and_where_it_stands(told):
    lines = told.splitlines()
    assert lines[0].startswith("New: accounts ")
    assert demo().splitlines() == ["New: accounts 0, checks 0, statuses 0, commitments 0.", *lines[1:]]
    assert lines[1].startswith(f"Story: {real.SITE_URL}/articles/")
    assert lines[2:5] == [
        f"Commitments: {real.SITE_URL}/commitments/",
        "(Addresses begin with SITE_URL: set it where the desk is served at another one.)",
        f"Accounts (password “{PASSWORD}”):",
    ]


def test_a_second_run_changes_nothing():
    before, head = rows_of_every_table(), Edition.objects.get().digest
    demo()
    assert (rows_of_every_table(), Edition.objects.get().digest) == (before, head)


def test_a_run_leaves_alone_what_was_done_to_an_account_and_to_a_commitment_since():
    ada, vera = (User.objects.get(username=name) for name in ("ada", "vera"))
    ada.set_password("her own password")
    ada.save()
    tariff = Commitment.objects.get(slug="cut-the-fentanyl-tariff")
    take_back(tariff, by=vera, reason="The order itself is still to be found.")
    demo()
    assert authenticate(username="ada", password="her own password") == ada
    assert not Commitment.objects.get(pk=tariff.pk).public


def test_what_one_editor_judges_the_other_checks():
    vera, ines = (User.objects.get(username=name) for name in ("vera", "ines"))
    story = create_article(by=vera, headline="A view", body="<p>It may last.</p>", story_date=date(2024, 3, 5))
    claim = mark_claim(story, "It may last.", by=vera, kind="analysis", owner=vera)
    with pytest.raises(NotAllowed, match="Another editor must check it"):
        record_check(claim, "analysis", by=vera)
    record_check(Claim.objects.get(pk=claim.pk), "analysis", by=ines)
    assert Claim.objects.get(pk=claim.pk).status == "analysis"
