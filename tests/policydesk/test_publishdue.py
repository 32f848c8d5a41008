"""What `publishdue` prints, and with which exit code it ends."""

import json
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from articles.alerting import NO_MAIL
from articles.checking import record_check
from articles.citing import cite
from articles.claiming import change_claim
from articles.models import Article, Edition
from articles.scheduling import schedule
from policydesk.lib.clock import by_the_desk
from sources.identifying import write_identity
from sources.models.identity import SourceIdentity
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready

pytestmark = pytest.mark.django_db


def overdue(article, by):
    """The story, scheduled for a moment ago."""
    article = ready(article, by=by)
    schedule(article, timezone.now() + timedelta(hours=1), by=by)
    Article.objects.filter(pk=article.pk).update(publish_at=timezone.now())
    return article


@pytest.fixture
def two(ada, boris, vera):
    """Two stories that are due; a claim of the second went stale."""
    return two_due(ada, boris, vera)


def two_due(ada, boris, vera):
    first = overdue(a_story(ada, headline="A comment", work_type="opinion"), vera)
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    second = overdue(claim.article, vera)
    change_claim(fresh(claim), by=boris, kind="figure")
    return first, second, claim


def run(capsys, *options):
    """Exit code, lines on stdout, lines on stderr."""
    code = 0
    try:
        call_command("publishdue", *options)
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err.splitlines()


def test_it_tells_what_went_out_and_what_was_stopped_and_why(two, capsys):
    _first, second, claim = two
    dry = run(capsys, "--dry-run")
    assert (dry[0], dry[1][-2:], Edition.objects.count()) == (
        1, ["DRY RUN: nothing was written", "2 stories were due: 1 published, 1 stopped."], 0,
    )  # fmt: skip
    code, out, err = run(capsys)
    assert (code, out[-1]) == (1, "2 stories were due: 1 published, 1 stopped.")
    assert out[0].startswith("  published A comment   due ")
    assert out[0].endswith("   edition 1   http://testserver/articles/a-comment/")
    assert err[0].startswith("  STOPPED   Talks on tariffs end in Geneva   due ")
    assert err[1:] == [
        "    Claim 1, “They agreed to cut duties on 24 goods”: it needs a re-check. The kind of claim changed.   "
        f"http://testserver/admin/articles/article/{second.pk}/claims/?claim={claim.public_id}#claim",
        "Nobody is told by mail of “Talks on tariffs end in Geneva”: no address is known.",
    ]
    assert run(capsys) == (0, ["Nothing is due."], [])


def test_programs_read_one_object_a_story_and_a_summary(two, capsys):
    code, out, _err = run(capsys, "--format", "json")
    first, second, summary = map(json.loads, out)
    assert (code, first["outcome"], first["edition"], first["address"]) == (
        1, "published", 1, "http://testserver/articles/a-comment/",
    )  # fmt: skip
    assert (second["story"], second["outcome"], len(second["reasons"])) == (two[1].pk, "stopped", 1)
    assert summary == {
        "summary": {
            "due": 2, "published": 1, "stopped": 1, "failed": 0, "dry": False, "interrupted": False, "broken": "",
        }
    }  # fmt: skip


def with_address(*people):
    for person in people:
        person.email = f"{person.username}@desk.example"
        person.save()


def test_whoever_scheduled_a_story_that_was_stopped_and_its_authors_get_a_letter_each(ada, boris, vera, capsys):
    """Scenario 8."""
    with_address(ada, boris, vera)
    _first, second, claim = two_due(ada, boris, vera)
    due = by_the_desk(fresh(second).publish_at)
    assert (run(capsys, "--dry-run")[0], mail.outbox) == (1, [])
    assert (run(capsys)[0], run(capsys)[0], len(mail.outbox)) == (1, 0, 2)
    letter, other = mail.outbox
    assert [each.to for each in mail.outbox] == [["ada@desk.example"], ["vera@desk.example"]]
    assert (letter.from_email, letter.body) == ("desk@testserver", other.body)
    page = f"http://testserver/admin/articles/article/{second.pk}"
    assert (letter.subject, letter.body) == (
        "Not published as scheduled: Talks on tariffs end in Geneva",
        f"“Talks on tariffs end in Geneva” was due on {due}. It was not published and is a draft again.\n\n"
        "Claim 1, “They agreed to cut duties on 24 goods”: it needs a re-check. The kind of claim changed.\n"
        f"{page}/claims/?claim={claim.public_id}#claim\n\n"
        f"The story at the desk:\n{page}/change/\n",
    )
    assert due.endswith("(UTC)")


def test_a_letter_goes_to_nobody_who_left_and_names_no_hidden_source(two, ada, boris, vera, capsys):
    claim = a_claim(two[0], vera)
    hidden = a_source(ada, "Hidden", confidentiality="confidential", described_as="an official")
    write_identity(SourceIdentity(source=hidden, name="Zebulon Canary", contact="By phone."), by=ada)
    cite(claim, hidden, by=vera, passage="They agreed to cut duties on 42 goods.", directness="primary")
    record_check(fresh(claim), "confirmed", by=boris)
    with_address(ada, vera)
    ada.is_active = False
    ada.save()
    run(capsys)
    letter = next(letter for letter in mail.outbox if "A comment" in letter.subject)
    assert "Its passage from “an official” says “42” where the claim says “24”." in letter.body
    assert (letter.to, "Canary" in str(letter.message()), "By phone" in str(letter.message())) == (
        ["vera@desk.example"], False, False,
    )  # fmt: skip


def test_a_mail_server_that_fails_stops_no_story_and_is_told_in_a_line(two, ada, capsys, monkeypatch):
    with_address(ada)

    def broken(self, messages):
        assert Edition.objects.count() == 1  # all stories come first
        raise SMTPException("mail.example is down\nfor ever")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    code, out, err = run(capsys)
    assert (code, out[-1], err[-1]) == (
        1,
        "2 stories were due: 1 published, 1 stopped.",
        "The mail about “Talks on tariffs end in Geneva” was not sent: mail.example is down.",
    )


@pytest.mark.parametrize(
    ("backend", "sentence"),
    [
        (NO_MAIL, "Nobody is told by mail: EMAIL_URL is not set."),
        (
            "django.core.mail.backends.locmem.EmailBackend",
            "Nobody is told by mail of “Talks on tariffs end in Geneva”: no address is known.",
        ),
    ],
)
def test_that_nobody_can_be_told_by_mail_is_said(two, capsys, settings, backend, sentence):
    settings.EMAIL_BACKEND = backend
    code, _out, err = run(capsys)
    assert (code, err[-1], mail.outbox) == (1, sentence, [])
