"""The demonstration desk as its user sees it: accounts, the story out in the open, and twice is once."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings as real
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.checking import record_check
from articles.claiming import mark_claim
from articles.editing import create_article
from articles.models import Check, Claim, Edition, Publication
from articles.verifying import verify
from policydesk.demonstrating import PASSWORD, read_demonstration
from policydesk.lib.errors import NotAllowed
from policydesk.roles import ROLES, roles_of
from tests.loads import loadseeds

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(settings):
    """A desk for a look around, with the stories that the repository brings."""
    settings.DEBUG = True
    loadseeds(real.BASE_DIR / "seeds")


def demo():
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def counts():
    """How many rows each table holds, tables between tables too."""
    return {model._meta.db_table: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def test_accounts_with_a_known_password_are_made_only_with_debug(loaded, settings):
    settings.DEBUG = False
    before = counts()
    with pytest.raises(CommandError, match=r"^demo makes accounts with a known password.*DEBUG=true\.$"):
        demo()
    assert counts() == before


def test_without_the_story_one_sentence_says_what_to_load_and_nothing_is_written(settings):
    settings.DEBUG = True
    before = counts()
    with pytest.raises(CommandError, match=r"^Load the story first: manage\.py loadseeds$"):
        demo()
    assert counts() == before


def test_every_role_has_an_account_that_can_sign_in_and_is_told_and_the_editor_has_a_colleague(loaded):
    told = demo()
    people = {user: roles_of(user) for user in User.objects.all()}
    assert sorted(people.values()) == sorted([role] for role in (*ROLES, "editor"))
    assert [authenticate(username=user.username, password=PASSWORD) for user in people] == list(people)
    assert [user.username for user in people if f"  {user.username} " not in told or not user.is_staff] == []


def test_the_story_is_public_by_the_rules_with_its_claims_checked_by_another(loaded, client):
    told = demo()
    publication, edition = Publication.objects.get(), Edition.objects.get()
    claims = Claim.objects.standing().filter(article=publication.article)
    assert (publication.article.import_ref, edition.release) == (read_demonstration()["story"], "checked")
    assert edition.overrides.count() == 0
    assert claims.count() == len(read_demonstration()["claims"]) >= 20
    assert [str(claim) for claim in claims if claim.needs_recheck or not claim.checks.exists()] == []
    assert [check for check in Check.objects.select_related("claim") if check.by_id == check.claim.written_by_id] == []
    assert list(verify()) == []
    assert f"{real.SITE_URL}/articles/{publication.slug}/\n" in told
    assert client.get(f"/articles/{publication.slug}/").status_code == 200


def test_a_second_run_changes_nothing(loaded):
    demo()
    before, head = counts(), Edition.objects.get().digest
    demo()
    assert (counts(), Edition.objects.get().digest) == (before, head)


def test_a_run_leaves_alone_what_was_done_to_an_account_since(loaded):
    demo()
    ada = User.objects.get(username="ada")
    ada.set_password("her own password")
    ada.save()
    demo()
    assert authenticate(username="ada", password="her own password") == ada


def test_what_one_editor_judges_the_other_checks(loaded):
    demo()
    vera, ines = (User.objects.get(username=name) for name in ("vera", "ines"))
    story = create_article(by=vera, headline="A view", body="<p>It may last.</p>", story_date=date(2024, 3, 5))
    claim = mark_claim(story, "It may last.", by=vera, kind="analysis", owner=vera)
    with pytest.raises(NotAllowed, match="Another editor must check it"):
        record_check(claim, "analysis", by=vera)
    record_check(Claim.objects.get(pk=claim.pk), "analysis", by=ines)
    assert Claim.objects.get(pk=claim.pk).status == "analysis"
