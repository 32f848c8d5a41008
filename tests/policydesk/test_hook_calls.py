"""What the webhook is told, what it never is, and what becomes of a call or a letter that does not get through."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.alerting import alert
from articles.delivering import MOST_TRIES, deliver, try_again
from articles.event_kinds import EventKind
from articles.models import Alert, Event
from articles.noticing import retract_source
from articles.noting import add_note
from articles.publishing import publish
from policydesk.lib.errors import NotAllowed
from policydesk.lib.hooks import NotTaken
from policydesk.management.hook_calls import payload
from tests.conftest import person
from tests.desk import desk, page
from tests.stories import a_claim, a_story, confirmed, fresh, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def hook(settings):
    settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = "https://chat.example/desk", "s" * 32


def calls(monkeypatch, answer: str = "") -> list[dict]:
    """What the webhook gets from now on; it refuses each call with `answer`."""
    heard: list[dict] = []

    def called(url, secret, body):
        heard.append(body)
        if answer:
            raise NotTaken(answer)

    monkeypatch.setattr("policydesk.management.hook_calls.call", called)
    return heard


def test_an_event_is_told_once_by_the_run_after_it(hook, ada, boris, monkeypatch):
    heard = calls(monkeypatch)
    note = add_note(a_story(ada), "@boris: who counted?", by=ada)
    call_command("publishdue", verbosity=0)
    call_command("publishdue", verbosity=0)
    (told,) = heard
    at = told.pop("at")
    assert at.startswith(str(timezone.now().year))
    assert told == {
        "schema": 1, "id": Event.objects.get().pk, "event": "mention",
        "sentence": f"Ada Report names you in a note on “story {note.article_id}”.",
        "story": {"number": note.article_id, "headline": "", "public": ""},
        "claim": "", "source": "", "by": "ada", "to": ["boris"],
        "address": f"http://testserver/admin/articles/article/{note.article_id}/notes/",
    }  # fmt: skip


def test_words_of_a_draft_and_a_hidden_source_never_leave(hook, ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    publish(ready(claim.article, by=vera), by=vera)
    source = claim.citations.get().source
    type(claim.article).objects.filter(pk=claim.article_id).update(headline="A secret canary")
    retract_source(source, by=vera, reason="Forged.")
    open_one = payload(Event.objects.get(kind="retracted"))
    assert (open_one["source"], open_one["story"]["headline"]) == (source.public_id, "Talks on tariffs end in Geneva")
    assert open_one["story"]["public"] == "http://testserver/articles/talks-on-tariffs-end-in-geneva/"
    type(source).objects.filter(pk=source.pk).update(confidentiality="background", described_as="a canary")
    assert payload(Event.objects.get(kind="retracted"))["source"] == ""
    assert "canary" not in str([open_one, payload(Event.objects.get(kind="retracted"))])


def test_a_call_that_is_refused_is_tried_again_after_growing_pauses_seen_by_administrators_and_given_up(
    hook, ada, boris, monkeypatch, capsys
):
    heard, amina = calls(monkeypatch, "it answered 500"), person("amina", "Amina", "Admin", "administrator")
    event = alert(EventKind.REPORTED, a_story(ada), by=None)
    call_command("publishdue", verbosity=0)
    assert f"The webhook was not told of event {event.pk}: it answered 500." in capsys.readouterr().err
    call_command("publishdue", verbosity=0)
    assert len(heard) == 1
    pauses = []
    while fresh(event).delivery == "waiting":
        before = fresh(event).next_try
        list(deliver(Event.objects, lambda _row: refuse(), (NotTaken,), at=before))
        pauses.append((fresh(event).next_try - before) / timedelta(minutes=1))
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]
    assert fresh(event).tries == MOST_TRIES
    client = desk(amina)
    answer = client.get(page("index")).content.decode()
    assert ("Letters and webhook: not delivered" in answer, "Talks on tariffs" in answer) == (True, False)
    shown = client.get(page("articles_event_change", event.pk)).content.decode()
    assert ("Given up, tried 12 times: no" in shown, "Talks on tariffs" in shown) == (True, False)
    with pytest.raises(NotAllowed):
        try_again(event, by=boris)
    client.post(page("articles_event_retry", event.pk))
    heard = calls(monkeypatch)
    call_command("publishdue", verbosity=0)
    assert (len(heard), fresh(event).delivery, fresh(event).error) == (1, "sent", "")


def refuse():
    raise NotTaken("no")


def test_after_a_few_failures_in_a_row_the_rest_waits_for_the_next_run(hook, ada):
    story = a_story(ada)
    for _number in range(5):
        alert(EventKind.REPORTED, story, by=None)
    assert len(list(deliver(Event.objects, lambda _row: refuse(), (NotTaken,)))) == 3
    assert Event.objects.filter(tries=0).count() == 2


def test_what_another_run_is_sending_is_not_sent_twice(hook, ada):
    event = alert(EventKind.REPORTED, a_story(ada), by=None)
    sent = []

    def send(row):
        sent.append(row)
        list(deliver(Event.objects, sent.append, (NotTaken,)))

    list(deliver(Event.objects, send, (NotTaken,)))
    assert sent == [event]


def test_a_message_leads_to_what_it_is_about_and_is_put_away_by_a_button(ada, boris):
    story = a_story(ada)
    note = add_note(story, "@ada: who counted?", by=boris)
    client, row = desk(ada), Alert.objects.get()
    assert "names you in a note" in client.get(page("index")).content.decode()
    answer = client.get(page("articles_alert_change", row.pk))
    assert (answer.context["address"], note.article) == (page("articles_article_notes", story.pk), story)
    assert desk(boris).get(page("articles_alert_change", row.pk)).status_code == 404
    client.post(page("articles_alert_change", row.pk))
    assert (fresh(row).done_at is None, "New for you" in client.get(page("index")).content.decode()) == (False, False)
    listed = client.get(page("articles_alert_changelist") + "?done=yes").context["cl"]
    assert list(listed.queryset) == [row]


def test_several_messages_are_put_away_at_once(ada, boris):
    story = a_story(ada)
    rows = [alert(EventKind.REPORTED, story, by=boris).alerts.get() for _number in (1, 2)]
    sent = {"action": "put_away", "_selected_action": [row.pk for row in rows]}
    desk(ada).post(page("articles_alert_changelist"), sent)
    assert list(Alert.objects.open()) == []
