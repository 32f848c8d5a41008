"""Who is told of what happened to a story, and that nobody is told of what they did themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.alerting import alert, be_done, concerned
from articles.editing import save_article, take_step
from articles.event_kinds import Delivery, EventKind
from articles.models import Alert, Event
from articles.noticing import retract_source
from articles.noting import add_note
from articles.publishing import publish
from articles.scheduling import schedule
from policydesk.lib.errors import NotAllowed
from tests.conftest import person
from tests.stories import BODY, a_claim, a_story, confirmed, fresh, ready

pytestmark = pytest.mark.django_db


def told(kind: str) -> list[tuple[str, str]]:
    """Who is told of the events of that kind, and in which words."""
    return [(row.user.username, str(row)) for row in Alert.objects.filter(event__kind=kind).order_by("pk")]


def test_whoever_is_named_in_a_note_is_told_and_the_writer_is_not(ada, boris, vera):
    note = add_note(a_story(ada), "@boris @vera @ada: who counted?", by=vera)
    said = "Vera Publish names you in a note on “Talks on tariffs end in Geneva”."
    assert told("mention") == [("ada", said), ("boris", said)]
    assert Event.objects.get().note == note


def test_the_authors_are_told_that_a_story_was_sent_back(ada, boris, vera):
    story = a_story(ada)
    take_step(story, "send_to_check", by=ada)
    take_step(fresh(story), "send_back", by=boris, note="Say who counted.")
    assert told("returned") == [
        ("ada", "“Talks on tariffs end in Geneva” is a draft again: Boris Check sent it back.")
    ]  # fmt: skip


def test_a_story_that_goes_back_by_itself_is_told_without_a_person(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    ready(claim.article, by=vera)
    retract_source(claim.citations.get().source, by=vera, reason="Forged.")
    assert [who for who, _said in told("returned")] == ["ada"]
    assert "the desk’s program sent it back" in told("returned")[0][1]
    assert told("retracted") == []  # no reader saw it


def test_a_retracted_source_is_told_once_for_each_story_that_readers_see(ada, boris, vera, ines):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    second = confirmed(a_claim(fresh(claim.article), ada, "talks on tariffs"), attach=ada, check=boris)
    publish(ready(claim.article, by=vera), by=vera)
    source = claim.citations.get().source
    assert second.citations.get().source == source
    retract_source(source, by=ines, reason="Forged.")
    assert told("retracted") == [
        ("ada", "A source under “Talks on tariffs end in Geneva”, which readers see, was retracted.")
    ]  # fmt: skip
    assert Event.objects.get(kind="retracted").source == source


def test_lost_words_are_told_once_to_the_other_authors_and_to_who_checked_them(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    a_claim(fresh(claim.article), ada, "“We listened,”")
    save_article(fresh(claim.article), by=vera, body=BODY.partition("<h2>")[0])
    said = "Words of a claim are gone from “Talks on tariffs end in Geneva”: Vera Publish changed the text."
    assert told("lost") == [("ada", said), ("boris", said)]
    assert Event.objects.get(kind="lost").claim is None  # there were two


def test_the_people_of_a_scheduled_story_are_told_that_it_will_not_go_out_but_not_who_saw_to_that(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    pia = person("pia", "Pia", "Press", "publisher")
    story = ready(claim.article, by=vera)
    schedule(story, timezone.now() + timedelta(days=1), by=pia)
    take_step(fresh(story), "reopen", by=vera, note="It says 42.")
    said = "“Talks on tariffs end in Geneva” was not published as scheduled."
    assert told("stopped") == [("ada", said), ("pia", said)]


def test_only_who_is_active_and_may_read_the_story_is_told(ada, boris, noor, vera):
    story = a_story(ada)
    boris.is_active = False
    boris.save()
    alert(EventKind.REPORTED, story, by=None, to=[ada, boris, noor, vera, ada], path="/admin/x/")
    assert [who for who, _said in told("reported")] == ["ada", "vera"]


def test_editors_are_told_where_nobody_of_the_story_is_left(ada, ines, vera):
    story = a_story(ada)
    assert concerned(story) == [ada]
    ada.is_active = False
    ada.save()
    assert set(concerned(story)) == {ines, vera}


def test_a_letter_waits_only_for_who_has_an_address_and_a_call_only_where_there_is_a_webhook(ada, vera, settings):
    ada.email = "ada@desk.example"
    ada.save()
    first = alert(EventKind.REPORTED, a_story(ada), by=None, to=[ada, vera])
    settings.WEBHOOK_URL, settings.EMAIL_BACKEND = (
        "https://chat.example",
        "django.core.mail.backends.dummy.EmailBackend",
    )
    second = alert(EventKind.REPORTED, first.article, by=None, to=[ada])
    assert [row.delivery for row in first.alerts.order_by("user")] == [Delivery.WAITING, Delivery.NONE]
    assert [row.delivery for row in (first, second, second.alerts.get())] == ["none", "waiting", "none"]


def test_a_message_is_put_away_by_the_one_whom_it_tells(ada, boris):
    row = alert(EventKind.REPORTED, a_story(ada), by=None).alerts.get()
    with pytest.raises(NotAllowed):
        be_done(row, by=boris)
    be_done(row, by=ada)
    assert list(Alert.objects.visible_to(ada).open()) == []


def test_nobody_reads_a_message_on_a_story_that_they_may_not_read_any_more(ada, vera):
    other = person("otto", "Otto", "Other", "reporter", "editor")
    alert(EventKind.REPORTED, a_story(ada), by=None, to=[other])
    assert Alert.objects.visible_to(other).count() == 1
    other.groups.set(other.groups.filter(name="reporter"))
    assert Alert.objects.visible_to(type(other).objects.get(pk=other.pk)).count() == 0
