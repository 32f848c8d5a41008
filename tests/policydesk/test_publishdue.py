"""What `publishdue` prints, and with which exit code it ends."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.claiming import change_claim
from articles.models import Article, Edition
from articles.scheduling import schedule
from tests.stories import a_claim, a_story, confirmed, fresh, ready

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
        f"http://testserver/admin/articles/article/{second.pk}/claims/?claim={claim.public_id}#claim"
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
