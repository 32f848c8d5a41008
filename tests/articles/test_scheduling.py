"""Stories that go out by themselves: when they do, when they do not, and who is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from articles import scheduling
from articles.claiming import change_claim
from articles.editing import save_article, take_step
from articles.models import Article, Edition, Stoppage
from articles.publishing import publish, withdraw
from articles.scheduling import obstacles, publish_due, schedule
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.conftest import person
from tests.stories import BODY, a_claim, a_story, confirmed, fresh, ready

EVENING = datetime(2030, 1, 1, 20, tzinfo=UTC)
SIX = datetime(2030, 1, 2, 6, tzinfo=UTC)


@pytest.fixture
def claim(ada, boris):
    return confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)


@pytest.fixture
def scheduled(claim, vera):
    """Ada's story with a confirmed claim, scheduled by Vera for six."""
    article = ready(claim.article, by=vera)
    schedule(article, SIX, by=vera, reason="As agreed.", at=EVENING)
    return fresh(article)


def due(**options):
    """What a run says: each story, what became of it, and the sentences."""
    options = {"at": SIX} | options
    return [(o.article.pk, o.what, [r.sentence for r in o.reasons]) for o in publish_due(**options)]


def told(article):
    return [(row["sentence"], row["claim"]) for row in Stoppage.objects.get(article=article).reasons]


def test_a_scheduled_story_goes_out_once_it_is_due_in_the_name_of_who_scheduled_it(scheduled, vera):
    assert (scheduled.state, scheduled.publish_at, scheduled.scheduled_by) == ("scheduled", SIX, vera)
    newest = scheduled.history.first()
    assert (newest.history_user, newest.history_change_reason, newest.publish_at) == (vera, "As agreed.", SIX)
    late = SIX + timedelta(hours=3)  # the machine was down at six
    assert due(at=SIX - timedelta(seconds=1)) == []
    assert due(at=late, write=False) == [(scheduled.pk, "published", [])]
    assert not Edition.objects.exists()
    assert due(at=late) == [(scheduled.pk, "published", [])]
    assert due(at=late) == []
    edition, story = Edition.objects.get(), fresh(scheduled)
    assert (edition.at, edition.by, edition.reason, edition.kind) == (late, vera, "As agreed.", "first")
    assert (story.state, story.publish_at, story.scheduled_by, story.scheduled_kind) == ("released", None, None, "")


def test_scheduled_for_six_a_claim_goes_stale_at_a_minute_to_six_and_it_is_not_published(
    scheduled, claim, ada, boris, vera
):
    change_claim(fresh(claim), by=boris, kind="figure")
    assert fresh(scheduled).state == "scheduled"  # it may be settled until six
    why = "Claim 1, “They agreed to cut duties on 24 goods”: it needs a re-check. The kind of claim changed."
    assert [blocker.sentence for blocker in obstacles(scheduled)] == [why]
    assert due() == [(scheduled.pk, "stopped", [why])]
    assert not Edition.objects.exists()
    stoppage = Stoppage.objects.get()
    assert (stoppage.due, stoppage.at, stoppage.scheduled_by) == (SIX, SIX, vera)
    assert told(scheduled) == [(why, claim.public_id)]
    for user, concerned in ((ada, 1), (vera, 1), (boris, 0)):
        assert Article.objects.stopped().concerning(user).count() == concerned
    newest = scheduled.history.first()
    assert (newest.state, newest.history_user) == ("draft", None)
    assert newest.history_change_reason == f"It was due and not published. {why}"
    assert due() == []


def test_a_claim_that_is_put_right_in_time_stops_nothing(scheduled, claim, boris):
    change_claim(fresh(claim), by=boris, kind="figure")
    change_claim(fresh(claim), by=boris, kind="fact")
    assert due() == [(scheduled.pk, "published", [])]


def test_a_changed_text_ends_the_schedule_at_once_and_a_new_one_forgets_that(scheduled, vera):
    save_article(scheduled, by=vera, byline="By Ada")
    assert fresh(scheduled).state == "scheduled"
    save_article(fresh(scheduled), by=vera, body=BODY.replace("Monday", "Tuesday"))
    story = fresh(scheduled)
    assert (story.state, story.publish_at, due()) == ("draft", None, [])
    assert told(story) == [("Vera Publish changed it after it was scheduled.", "")]
    schedule(ready(story, by=vera), SIX, by=vera, at=EVENING)
    assert not Stoppage.objects.exists()


def test_taking_it_back_tells_who_scheduled_it_if_another_did(scheduled, vera):
    with transaction.atomic():
        take_step(fresh(scheduled), "reopen", by=vera)
        assert (fresh(scheduled).state, Stoppage.objects.exists(), due()) == ("draft", False, [])
        transaction.set_rollback(True)
    take_step(fresh(scheduled), "reopen", by=person("emil", "Emil", "Edit", "editor"), note="Wait for the minutes.")
    assert told(scheduled) == [("Emil Edit took it back to draft. Wait for the minutes.", "")]


def test_who_may_not_publish_any_more_publishes_nothing(scheduled, vera):
    vera.groups.clear()
    assert due() == [(scheduled.pk, "stopped", ["Vera Publish, who scheduled it, may not publish stories any more."])]
    assert not Edition.objects.exists()
    olga, emil = person("olga", "Olga", "Other", "publisher"), person("emil", "Emil", "Edit", "editor")
    assert [Article.objects.stopped().concerning(user).count() for user in (olga, emil)] == [1, 0]


def test_what_nobody_wrote_concerns_every_publisher_when_it_is_stopped(claim, ada, vera):
    schedule(ready(claim.article, by=vera), SIX, by=vera, at=EVENING)
    save_article(fresh(claim.article), by=vera, body=BODY.replace("Monday", "Tuesday"))
    olga, concerned = person("olga", "Olga", "Other", "publisher"), Article.objects.stopped().concerning
    assert concerned(olga).count() == 0
    claim.article.authors.all().delete()
    assert (concerned(olga).count(), concerned(ada).count()) == (1, 0)


def test_one_story_that_fails_stops_no_other_and_is_tried_again(scheduled, vera, ada, monkeypatch):
    second = ready(a_story(ada, headline="Another", work_type="opinion"), by=vera)
    schedule(second, SIX, by=vera, at=EVENING)

    def broken(article, **terms):
        if article.pk == scheduled.pk:
            raise RuntimeError("the disk is full\nand more")
        return publish(article, **terms)

    monkeypatch.setattr(scheduling, "publish", broken)
    sentence = "It failed: the disk is full. It stays scheduled, and the next run tries again."
    assert due() == [(scheduled.pk, "failed", [sentence]), (second.pk, "published", [])]
    assert fresh(scheduled).state == "scheduled"
    monkeypatch.undo()
    assert due() == [(scheduled.pk, "published", [])]


def test_a_run_that_is_asked_to_stop_leaves_the_rest(scheduled):
    assert due(halt=lambda: True) == []
    assert fresh(scheduled).state == "scheduled"


def test_a_further_edition_is_scheduled_as_what_it_is(scheduled, vera):
    due()
    story = fresh(scheduled)
    save_article(story, by=vera, dateline="Geneva")
    with pytest.raises(Refused, match="Readers wait for a correction: publish it now"):
        schedule(ready(story, by=vera), SIX, by=vera, kind="correction", at=EVENING)
    schedule(fresh(story), SIX, by=vera, kind="update", at=EVENING)
    withdraw(fresh(story), by=vera, reason="Forged.")
    assert (fresh(story).state, due()) == ("draft", [])
    assert told(story) == [("The story was withdrawn. Forged.", "")]
    with pytest.raises(Refused, match="Write why the story is back"):
        schedule(ready(fresh(story), by=vera), SIX, by=vera, at=EVENING)
    schedule(fresh(story), SIX, by=vera, reason="It was not.", at=EVENING)
    assert due() == [(story.pk, "published", [])]
    assert Edition.objects.order_by("-pk").first().kind == "reinstatement"


def test_nothing_to_publish_is_a_reason_like_any_other(scheduled, vera):
    due()
    take_step(fresh(scheduled), "reopen", by=vera)
    sentence = "Nothing changed since edition 1: there is nothing to publish."
    with pytest.raises(Refused, match=sentence):
        schedule(ready(scheduled, by=vera), SIX, by=vera, at=EVENING)
    save_article(fresh(scheduled), by=vera, byline="By Ada")
    schedule(fresh(scheduled), SIX, by=vera, at=EVENING)
    save_article(fresh(scheduled), by=vera, byline=scheduled.byline)
    assert due() == [(scheduled.pk, "stopped", [sentence])]
    assert fresh(scheduled).state == "draft"


def test_the_time_is_changed_and_the_story_published_at_once(scheduled, vera):
    later = SIX + timedelta(days=1)
    schedule(scheduled, later, by=vera, at=EVENING)
    assert (fresh(scheduled).publish_at, due()) == (later, [])
    publish(fresh(scheduled), by=vera)
    assert (fresh(scheduled).state, due(at=later)) == ("released", [])


def test_what_cannot_be_scheduled_is_refused_in_a_sentence(claim, ada, boris, vera):
    with pytest.raises(Refused, match="“Schedule” is not possible now: the story is “Draft”"):
        schedule(fresh(claim.article), SIX, by=vera, at=EVENING)
    article = ready(claim.article, by=vera)
    with pytest.raises(NotAllowed, match="Ask a publisher"):
        schedule(article, SIX, by=boris, at=EVENING)
    with pytest.raises(Refused, match="That time has passed"):
        schedule(fresh(article), SIX, by=vera, at=SIX)
    with pytest.raises(Stale):
        schedule(fresh(article), SIX, by=vera, at=EVENING, version=article.version - 1)
    own = ready(a_story(vera, headline_provisional=True), by=vera)
    with pytest.raises(Refused, match=r"The headline is provisional: write one\.\nYou alone wrote this story"):
        schedule(own, SIX, by=vera, at=EVENING)
    assert not Article.objects.filter(state="scheduled").exists()
    assert fresh(article).history.first().state == "ready"
    with pytest.raises(TypeError):
        take_step(fresh(article), "schedule", by=vera)


def test_the_database_keeps_state_and_time_together(claim):
    for half in ({"state": "scheduled"}, {"publish_at": SIX}):
        with pytest.raises(IntegrityError, match="article_schedule_paired"), transaction.atomic():
            Article.objects.filter(pk=claim.article_id).update(**half)
