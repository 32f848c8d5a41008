"""The start page: what waits for whom, counted as the lists count it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from zeal import zeal_ignore

from articles import maturing
from articles.checking import record_check
from articles.editing import take_step
from articles.enums import Release
from articles.hearing import ask_comment
from articles.models import Article, Claim, CommentRequest, Event, ProposedRevision, Stoppage
from articles.publishing import publish, withdraw
from articles.reporting import receive_report
from commitments.models import StatusProposal
from commitments.registering import change_commitment
from policydesk.models import ImportRun
from policydesk.start.boxes import Filled, filled, prepared, questions
from policydesk.start.queues import THE_DESK, WAITING
from policydesk.start.saying import greeting
from sources.models import CaptureRequest, Source
from tests.conftest import person
from tests.desk import desk, page
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, proposed, tracked
from tests.pages import text_of
from tests.stories import a_claim, a_story, confirmed, fresh, ready, sourced

MOST = 12  # questions, those of the frame among them
BOXES = (*WAITING, *THE_DESK)
LONG_AGO = datetime(2023, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def chief(db):
    """Somebody for whom everything waits."""
    return person("chief", "Cleo", "Chief", "reporter", "checker", "editor", "publisher", "administrator")


def shown(user: Any, at: datetime | None = None) -> dict[str, Filled]:
    """The boxes that hold something for `user`, by their keys."""
    return {each.box.key: each for each in filled(BOXES, user, at or timezone.now()) if each.count}


def one_of_each(number: int, ada: Any, boris: Any, chief: Any) -> None:
    """One row for each box of the start page; what no rule is needed for is written straight into the tables."""
    now = timezone.now()
    stories = [a_story(ada, headline=f"{what} {number}") for what in ("Check", "Ready", "Scheduled", "Late", "Stopped")]
    for story, state in zip(stories, ("in_check", "ready", "draft", "draft", "draft"), strict=True):
        Article.objects.filter(pk=story.pk).update(state=state)
    for story, due in ((stories[2], timedelta(days=1)), (stories[3], -timedelta(hours=1))):
        Article.objects.filter(pk=story.pk).update(state="scheduled", publish_at=now + due, scheduled_by=chief)
    said = {"sentence": "It waits.", "claim": ""}
    Stoppage.objects.create(article=stories[4], due=now, scheduled_by=chief, reasons=[said])

    own = a_story(chief, headline=f"Sent back {number}")
    take_step(own, "send_to_check", by=chief)
    take_step(fresh(own), "send_back", by=boris, note="Say who counted.")
    public = a_story(ada, headline=f"Follow-up {number}")
    record_check(sourced(a_claim(public, ada), ada), "confirmed", by=boris, at=now - timedelta(days=100))
    publish(ready(public, by=chief), by=chief, footing=Release.SINGLE_READER, reason="Night desk.")

    receive_report(public, "The figure is wrong.", edition=1)
    Event.objects.filter(alerts__user=chief).update(delivery="failed", error="it answered 500")

    words = ("The two sides met", "talks on tariffs", "They agreed to cut duties", "“We listened,”")
    claims = [a_claim(own, chief, each) for each in words]
    states = ({"needs_recheck": True}, {"anchor_state": "changed"}, {"anchor_state": "lost"})
    for claim, fields in zip(claims, states, strict=False):
        Claim.objects.filter(pk=claim.pk).update(look_since=now, **fields)
    Claim.objects.filter(pk=claims[3].pk).update(review_by=now.date())
    gone = sourced(claims[3], chief, f"Forged {number}").citations.get().source
    reason = {"retracted_at": now, "retracted_by": chief, "retracted_reason": "Forged."}
    Source.objects.filter(pk=gone.pk).update(**reason)
    CaptureRequest.objects.create(
        source=gone, url=gone.url, asked_at=now, done_at=now, result="failed", outcome="404.", trouble="gone"
    )

    sides = [{"actor": an_actor(ada, f"Borovia {number}"), "role": "pledger", "side": "first"}]
    passage = a_passage(ada, title=f"Communiqué {number}")
    dated = {"due_words": "by 1 March", "due_on": "2024-03-01", "review_by": date(2024, 4, 1)}
    talks = an_occasion(ada, f"Talks {number}")
    pledged = a_commitment(ada, f"Open port {number}", undertaking=passage, parties=sides, occasion=talks, **dated)
    proposed(pledged, ada, excerpts=[passage])
    Article.objects.filter(pk=own.pk).update(assignee=chief)
    CommentRequest.objects.create(article=own, asked="The port", owner=chief)
    tracked(pledged, propose=ada, confirm=boris, excerpts=[passage])
    change_commitment(fresh(pledged), by=chief, interpretive_note="One port is enough.")
    Source.objects.filter(pk=passage.work.pk).update(**reason)
    StatusProposal.objects.filter(commitment=pledged).update(created=now - timedelta(days=15))
    ImportRun.objects.create(asked="seeds/", by=chief, created=1)
    ProposedRevision.objects.create(
        article=own, import_sha256=f"{number:064}", headline="Changed", body="<p>x</p>", story_date=date(2024, 3, 5)
    )


@zeal_ignore([{"model": "auth.User"}])
def test_every_box_counts_and_shows_what_its_list_counts_and_no_more_is_asked_for_more_rows(ada, boris, chief):
    client, asked = desk(chief), []
    for number in (1, 2, 3):
        one_of_each(number, ada, boris, chief)
        if number == 2:
            continue
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(page("index"))
        asked.append(len(seen))
        boxes = [*answer.context["waiting"], *answer.context["the_desk"]]
        lists = [client.get(each.box.list_address).context["cl"] for each in boxes]
        counts = {each.box.key: (each.count, len(each.lines)) for each in boxes}
        assert counts == {
            each.box.key: (found.result_count, min(found.result_count, 5))
            for each, found in zip(boxes, lists, strict=True)
        }
        assert {box.key for box in BOXES} - {box.key for box in within()} == set(counts) - {box.key for box in within()}
        assert min(count for count, _lines in counts.values()) == number
    assert asked[0] == asked[1] <= MOST


def within() -> list[Any]:
    """The boxes that are left out where another one holds the same rows."""
    return [box for box in BOXES if box.within]


def test_each_row_leads_to_a_page_that_opens(ada, boris, chief):
    one_of_each(1, ada, boris, chief)
    client = desk(chief)
    addresses = {line.address for each in shown(chief).values() for line in each.lines}
    assert {client.get(address, follow=True).status_code for address in addresses} == {200}


def test_the_question_that_is_kept_asks_what_would_be_built_anew(ada, boris, vera, chief, settings):
    one_of_each(1, ada, boris, chief)
    later, found = timezone.now() + timedelta(days=13, hours=20), []
    asked = [(ada, "UTC", later), (boris, "UTC", later), (vera, "UTC", later), (chief, "UTC", LONG_AGO)]
    for user, zone, at in [*asked, (chief, "Asia/Tokyo", later), (boris, "UTC", timezone.now())]:
        settings.TIME_ZONE = zone
        shown_to = tuple(box for box in BOXES if user.has_perm(box.right))
        kept = sorted(prepared(shown_to, user).rows(user.pk, at))
        assert kept == sorted(questions(shown_to, user, at))
        found.append(kept)
    assert len({str(each) for each in found}) == len(found)  # they differ by person and by moment


def test_an_event_falls_due_when_its_day_comes_and_a_later_check_answers_it(ada, boris, vera, client):
    """Scenario 14: the day after the talks the claim is in the queue; readers still see it as of the day it was checked."""
    story = a_story(
        ada, headline="Envoys fly to Beijing", story_date=date(2024, 1, 28),
        body="<p>Envoys of both countries meet in Beijing on Tuesday.</p>",
    )  # fmt: skip
    lead = sourced(a_claim(story, ada, "Envoys of both countries meet in Beijing on Tuesday", kind="planned"), ada)
    Claim.objects.filter(pk=lead.pk).update(event_date="2024-01-30", event_date_latest=date(2024, 1, 30))
    checked = datetime(2024, 1, 28, 12, tzinfo=UTC)
    record_check(fresh(lead), "confirmed", by=boris, at=checked)
    publish(ready(story, by=vera), by=vera, at=checked)

    at = datetime(2024, 1, 31, 9, tzinfo=UTC)
    (line,) = shown(boris, at)["due"].lines
    assert (line.name, line.said) == (
        "Envoys of both countries meet in Beijing on Tuesday",
        "its day, 30 January 2024, has passed: did it happen? In “Envoys fly to Beijing”",
    )
    shown_to_readers = text_of(client.get(f"/articles/{fresh(story).publication.slug}/").content.decode())
    assert "as of 28 January 2024" in shown_to_readers

    record_check(fresh(lead), "confirmed", by=boris, at=at)
    assert "due" not in shown(boris, at)


@pytest.mark.parametrize(
    ("fields", "day", "found"),
    [
        ({"kind": "planned", "event_date_latest": date(2024, 3, 20)}, date(2024, 3, 6), True),
        ({"kind": "planned", "event_date_latest": date(2024, 3, 20)}, date(2024, 3, 5), False),
        ({"kind": "fact", "event_date_latest": date(2024, 3, 1)}, date(2024, 3, 6), False),
        ({"review_by": date(2024, 3, 20)}, date(2024, 3, 6), True),
        ({"review_by": date(2024, 3, 21)}, date(2024, 3, 6), False),
        ({"review_by": date(2024, 3, 20), "event_date_latest": date(2024, 3, 19)}, date(2024, 3, 6), True),
    ],
    ids=str,
)
def test_what_was_never_checked_falls_due_two_weeks_before_its_day(ada, fields, day, found):
    claim = a_claim(a_story(ada), ada)
    Claim.objects.filter(pk=claim.pk).update(**fields)
    rows = maturing.due(Claim.objects.all(), datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    assert [row.due_on for row in rows] == ([date(2024, 3, 20)] if found else [])


def test_the_earliest_day_comes_first(ada):
    claims = [a_claim(a_story(ada, headline=f"Story {day}"), ada) for day in (3, 1, 2)]
    for claim, day in zip(claims, (3, 1, 2), strict=True):
        Claim.objects.filter(pk=claim.pk).update(review_by=date(2024, 3, day))
    assert [row.due_on.day for row in maturing.due(Claim.objects.all())] == [1, 2, 3]


def test_what_waits_depends_on_what_one_may_do_and_on_whose_it_is(ada, boris, vera, noor):
    other = person("otto", "Otto", "Other", "reporter")
    audrey = person("audrey", "Audrey", "Audit", "auditor")
    hers = a_story(ada)
    confirmed(a_claim(hers, ada), attach=ada, check=boris)
    ready(hers, by=vera)
    veras = a_story(vera, headline="Vera's own")
    take_step(veras, "send_to_check", by=vera)
    found = {user.username: sorted(shown(user)) for user in (ada, boris, vera, other, audrey, noor)}
    assert found == {
        "ada": ["ready"], "boris": ["ready", "to-check"], "vera": ["in-check", "to-publish"], "otto": [],
        "audrey": ["in-check", "ready"], "noor": [],
    }  # fmt: skip


def test_a_story_that_was_sent_back_waits_for_its_author_until_it_is_sent_again(ada, boris):
    story = a_story(ada)
    take_step(story, "send_to_check", by=ada)
    assert "sent-back" not in shown(ada)
    take_step(fresh(story), "send_back", by=boris, note="Say who counted.")
    (line,) = shown(ada)["sent-back"].lines
    assert (line.name, line.said, "sent-back" in shown(boris)) == (story.headline, "“Say who counted.”", False)
    take_step(fresh(story), "send_to_check", by=ada)
    assert "sent-back" not in shown(ada)


def test_who_was_asked_for_comment_is_named_with_the_story(ada):
    story = a_story(ada)
    ask_comment(story, by=ada, asked="the port of Geneva", deadline=LONG_AGO + timedelta(days=2), at=LONG_AGO)
    ask_comment(story, by=ada, actor=an_actor(ada, "Borovia"))
    ask_comment(story, by=ada, asked="the mayor", deadline=timezone.now() + timedelta(days=2))
    assert [(line.name, line.said) for line in shown(ada)["comments"].lines] == [
        ("the port of Geneva", f"on “{story}”"), ("Borovia", f"on “{story}”"),
    ]  # fmt: skip


def test_what_readers_have_and_nobody_checked_for_long_waits_until_somebody_checks_it_again(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    waiting = sourced(a_claim(a_story(ada, headline="Not out yet"), ada), ada, "Minutes")
    record_check(waiting, "confirmed", by=boris)
    publish(ready(claim.article, by=vera), by=vera)
    now = timezone.now()
    day = timezone.localdate(now)
    assert [line.said for line in shown(boris, now + timedelta(days=91))["old"].lines] == [
        f"checked last on {day:%-d %B %Y}, in “{claim.article}”"
    ]
    assert all("old" not in shown(boris, now + timedelta(days=days)) for days in (89, 184))
    Claim.objects.filter(pk=claim.pk).update(look_since=now, needs_recheck=True)  # another box has it then
    assert "old" not in shown(boris, now + timedelta(days=91))
    Claim.objects.filter(pk=claim.pk).update(look_since=None, needs_recheck=False)
    record_check(fresh(claim), "confirmed", by=boris, at=now + timedelta(days=60))
    assert "old" not in shown(boris, now + timedelta(days=91))
    assert "old" in shown(boris, now + timedelta(days=151))
    record_check(fresh(claim), "void", by=boris, note="Too fast.", at=now + timedelta(days=61))
    assert "old" not in shown(boris, now + timedelta(days=152))


def test_claims_of_a_withdrawn_story_wait_for_nobody(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    publish(ready(claim.article, by=vera), by=vera)
    Claim.objects.filter(pk=claim.pk).update(look_since=LONG_AGO, needs_recheck=True, review_by=date(2124, 1, 1))
    at = datetime(2124, 1, 1, tzinfo=UTC)
    assert {"stale", "due", "claims-mine"} <= set(shown(boris, at))
    withdraw(fresh(claim.article), by=vera, reason="Wrong.")
    assert sorted(shown(boris, at)) == []


def test_where_nothing_waits_one_quiet_sentence_says_so(noor, ada):
    text = text_of(desk(ada).get(page("index")).content.decode())
    assert "Nothing is waiting for you." in text
    assert "Nothing else needs a look." in text
    noor.is_staff = True
    noor.save()
    text = text_of(desk(noor).get(page("index")).content.decode())
    assert ("Nothing is waiting for you." in text, "At the desk" in text) == (True, False)


@pytest.mark.parametrize(
    ("hour", "words"), [(6, "Good morning, Ada."), (12, "Good afternoon, Ada."), (18, "Good evening, Ada.")]
)
def test_the_greeting_goes_by_the_clock_of_the_desk(ada, settings, hour, words):
    settings.TIME_ZONE = "Europe/Berlin"
    assert greeting(ada, datetime(2024, 1, 28, hour - 1, tzinfo=UTC)) == words
