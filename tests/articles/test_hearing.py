"""Who was asked for comment, and what the gate says of an accusation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.cautioning import warnings
from articles.chronicling import events
from articles.claiming import change_claim
from articles.discarding import discard
from articles.handing import hand_over
from articles.hearing import ask_comment, correct_request, note_answer, withdraw_request
from articles.models import CommentRequest
from articles.recounting import lines
from policydesk.lib.clock import by_the_desk
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.conftest import person
from tests.desk import desk, page, post_form, problems
from tests.ledger import an_actor
from tests.stories import WORDS, a_claim, a_story, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def accusing(ada):
    """A claim by which somebody is accused."""
    return a_claim(a_story(ada), ada, kind="statement", speech_act="accused", speaker=an_actor(ada, "Arland"))


def of_comment(article) -> list[str]:
    """What the gate warns of, as far as it is about comment."""
    return [row.sentence for row in warnings(fresh(article)) if row.code == "comment"]


def test_an_accusation_warns_until_somebody_was_asked_and_answered_or_had_their_time(ada, boris, accusing):
    named = f"Claim 1, “{WORDS}”:"
    assert of_comment(accusing.article) == [f"{named} it accuses somebody, and nobody was asked for comment."]
    until = timezone.now() + timedelta(days=1)
    row = ask_comment(accusing.article, by=ada, actor=an_actor(ada, "Borovia"), claim=accusing, deadline=until)
    assert of_comment(accusing.article) == [
        f"{named} Borovia was asked for comment and has time until {by_the_desk(until)}."
    ]  # fmt: skip
    CommentRequest.objects.filter(pk=row.pk).update(deadline=timezone.now())
    assert of_comment(accusing.article) == []
    CommentRequest.objects.filter(pk=row.pk).update(deadline=None)
    assert of_comment(accusing.article) == [f"{named} Borovia was asked for comment and has not answered."]
    note_answer(fresh(row), "It is not true.", by=boris)
    assert of_comment(accusing.article) == []


def test_a_request_for_the_whole_story_counts_for_each_accusation_and_one_for_another_claim_does_not(ada, accusing):
    other = a_claim(fresh(accusing.article), ada, "talks on tariffs")
    row = ask_comment(accusing.article, by=ada, asked="The port", claim=other)
    note_answer(row, "No.", by=ada)
    assert len(of_comment(accusing.article)) == 1
    note_answer(ask_comment(accusing.article, by=ada, asked="The ministry"), "No.", by=ada)
    assert of_comment(accusing.article) == []


def test_what_is_false_asks_for_comment_and_what_somebody_merely_said_does_not(ada, accusing):
    change_claim(fresh(accusing), by=ada, speech_act="said")
    assert of_comment(accusing.article) == []
    type(accusing).objects.filter(pk=accusing.pk).update(status="refuted")
    assert len(of_comment(accusing.article)) == 1


def test_one_of_two_is_named_and_time_does_not_end_before_it_begins(ada, boris, accusing):
    story, late = accusing.article, timezone.now() - timedelta(days=1)
    for asked in ({}, {"asked": "The port", "actor": accusing.speaker}, {"asked": "x", "deadline": late}):
        with pytest.raises(Refused):
            ask_comment(story, by=ada, **asked)
    with pytest.raises(Refused):
        ask_comment(a_story(ada), by=ada, asked="The port", claim=accusing)
    with pytest.raises(NotAllowed):
        ask_comment(story, by=person("audrey", "Audrey", "Audit", "auditor"), asked="The port")


def test_it_is_asked_and_answered_on_the_page_of_the_story_and_listed(ada, boris, accusing):
    story = accusing.article
    address, client = page("articles_article_comments", story.pk), desk(ada)
    assert problems(post_form(client, address)) == ["Name who was asked: an actor, or somebody in words."]
    both = post_form(client, address, asked="The port", actor="Arland")
    assert problems(both) == ["Name either an actor or somebody in words, not both."]
    post_form(client, address, asked="The port of Borovia", claim=accusing.public_id, question="By telephone.")
    row = CommentRequest.objects.get()
    assert (row.claim, row.owner) == (accusing, ada)
    listed = page("articles_commentrequest_changelist")
    assert list(client.get(f"{listed}?waiting=me").context["cl"].queryset) == [row]
    assert "Asked for comment" in client.get(page("index")).content.decode()
    assert "Write what they answered." in problems(client.post(address, {"answered": row.pk, "answer": " "}))
    client.post(address, {"answered": row.pk, "answer": "It is not true."})
    assert "It is not true." in desk(boris).get(address).content.decode()
    assert list(client.get(f"{listed}?waiting=open").context["cl"].queryset) == []
    assert "The port of Borovia" in client.get(page("articles_commentrequest_csv")).content.decode()


def test_a_request_is_corrected_and_its_history_keeps_what_stood(ada, boris, accusing):
    story, other = accusing.article, an_actor(ada, "Borovia")
    row = ask_comment(story, by=ada, asked="Borovai", claim=accusing)
    old = fresh(row)
    assert correct_request(fresh(row), by=boris, actor=other, claim=accusing, question="By telephone.")
    assert not correct_request(fresh(row), by=boris, actor=other, claim=accusing, question="By telephone.")
    with pytest.raises(Stale):
        correct_request(old, by=ada, asked="Arland")
    with pytest.raises(Refused, match="Name who was asked"):
        correct_request(fresh(row), by=ada)
    assert (str(fresh(row)), fresh(row).owner) == ("Borovia", ada)
    assert [each.asked for each in row.history.order_by("history_id")] == ["Borovai", ""]


def test_a_withdrawn_request_stays_and_counts_no_more(ada, boris, accusing):
    story = accusing.article
    row = ask_comment(story, by=ada, asked="The port", claim=accusing, deadline=timezone.now() + timedelta(days=1))
    with pytest.raises(Refused, match="Write why"):
        withdraw_request(row, " ", by=boris)
    withdraw_request(row, "It was never sent.", by=boris)
    assert of_comment(story) == [f"Claim 1, “{WORDS}”: it accuses somebody, and nobody was asked for comment."]
    assert not CommentRequest.objects.waiting().exists()
    for act in (lambda: withdraw_request(row, "Again.", by=ada), lambda: note_answer(row, "No.", by=ada),
                lambda: correct_request(fresh(row), by=ada, asked="Arland")):  # fmt: skip
        with pytest.raises(Refused, match="was withdrawn"):
            act()


def test_what_became_of_a_request_stands_in_the_history_of_the_story(ada, boris, accusing):
    story = accusing.article
    row = ask_comment(story, by=ada, asked="The port", question="By telephone.")
    note_answer(row, "It is not true.", by=boris)
    withdraw_request(row, "It was another port.", by=ada)
    every = [each for each in events(story) if each.table == "comment"]
    told = lines(story, every, every, reader=ada)
    assert [(told[each].what, each.said, each.user) for each in every] == [
        ("Request for comment withdrawn: The port", "It was another port.", ada.pk),
        ("Answer noted: The port", "It is not true.", boris.pk),
        ("Asked for comment: The port", "By telephone.", ada.pk),
    ]


def test_the_history_tells_what_changed_in_a_request_and_who_waits_for_the_answer_now(ada, boris, accusing):
    story = accusing.article
    row, other = ask_comment(story, by=boris, asked="Borovai", claim=accusing), ask_comment(story, by=boris, asked="He")
    note_answer(other, "No.", by=boris)
    hand_over([], ada, by=boris, requests=[fresh(row)])
    correct_request(fresh(row), by=ada, actor=an_actor(ada, "Borovia"), claim=accusing)
    correct_request(fresh(other), by=ada, asked="His office")
    every = [each for each in events(story) if each.table == "comment"]
    told = [lines(story, every, events(story), reader=ada)[event] for event in every]
    assert [(line.what, [changed(change) for change in line.changes], bool(line.claim)) for line in told] == [
        ("Request for comment changed: His office", ["Who was asked, in words: He → His office"], False),
        ("Request for comment changed: Borovia",
         ["Who was asked: → Borovia", "Who was asked, in words: Borovai →"], True),
        ("Request for comment changed: Borovai", ["Waits for the answer: Boris Check → Ada Report"], True),
        ("Answer noted: He", [], False),
        ("Asked for comment: He", [], False),
        ("Asked for comment: Borovai", [], True),
    ]  # fmt: skip


def changed(change):
    """A change in one line."""
    old, new = (
        "".join(piece.text for row in change.rows for piece in row if piece.kind != kind) for kind in ("new", "gone")
    )
    return f"{change.label}: {old} → {new}".strip().replace("  ", " ")


def test_it_is_corrected_and_withdrawn_on_the_page_of_the_story(ada, boris, accusing):
    story = accusing.article
    row = ask_comment(story, by=ada, asked="The prot", claim=accusing)
    address, client = page("articles_article_comments", story.pk), desk(boris)
    post_form(client, f"{address}?correct={row.pk}", asked="The port", corrected=row.pk)
    assert (str(fresh(row)), fresh(row).claim) == ("The port", accusing)
    assert problems(client.post(address, {"withdrawn": row.pk, "reason": ""})) == ["Write why it is withdrawn."]
    client.post(address, {"withdrawn": row.pk, "reason": "It was never sent."})
    text = client.get(address).content.decode()
    assert ("withdrawn by Boris Check on" in text, "It was never sent." in text) == (True, True)
    assert 'name="withdrawn"' not in text
    assert client.get(f"{address}?correct=99").status_code == 404


def test_requests_go_with_a_draft_that_is_discarded(ada):
    story = a_story(ada)
    ask_comment(story, by=ada, asked="The port")
    discard(story, by=ada)
    assert CommentRequest.objects.count() == 0
