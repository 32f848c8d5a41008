"""What one has open goes to a colleague in one go: stories, notes, requests and reports, told in one letter."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from articles.assigning import assign, assign_all
from articles.deciding import assign_report, decide_report
from articles.editing import save_article
from articles.handing import hand_over, open_notes_of, open_reports_of, open_requests_of
from articles.hearing import ask_comment, note_answer
from articles.models import Alert, ReaderReport
from articles.noting import add_note, resolve_note
from policydesk.lib.errors import NotAllowed, Refused
from tests.conftest import person
from tests.desk import desk, page, problems
from tests.stories import a_story, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def otto(db):
    """Otto reports, too, and has an address."""
    return with_address(person("otto", "Otto", "Other", "reporter"))


@pytest.fixture
def ines_gets_mail(ines):
    return with_address(ines)


def with_address(user):
    user.email = f"{user.username}@example.org"
    user.save()
    return user


def letters() -> list:
    mail.outbox.clear()
    call_command("publishdue", verbosity=0)
    return mail.outbox


def test_what_was_handed_over_in_one_go_is_told_in_one_letter_with_the_list(ada, vera, otto, ines_gets_mail):
    stories = [a_story(ada, headline=f"Round {number}") for number in (1, 2, 3)]
    assert assign_all(stories, by=vera, assignee=otto) == 3
    (letter,) = letters()
    assert (letter.to, letter.subject) == (["otto@example.org"], "Assigned: 3 stories")
    assert letter.body.count("http://testserver/admin/articles/article/") == 3
    row = hand_over([fresh(story) for story in stories], ines_gets_mail, by=otto)
    (letter,) = letters()
    assert letter.to == ["ines@example.org"]
    assert letter.body == (
        "Otto Other assigned “Round 1” to you.\n\nOtto Other assigned “Round 2” to you.\n\n"
        f"Otto Other assigned “Round 3” to you.\n\nhttp://testserver/admin/articles/handover/{row.pk}/change/\n"
    )
    assert letters() == []
    assert Alert.objects.filter(user=ines_gets_mail).count() == 3  # each stands on the start page


def test_a_letter_goes_to_each_of_two_who_are_new_to_different_stories(ada, boris, vera, otto):
    with_address(boris)
    first, second = a_story(ada, headline="First"), a_story(ada, headline="Second")
    assign(second, by=vera, assignee=otto)
    letters()
    assign_all([first, fresh(second)], by=vera, assignee=otto, assigned_checker=boris)
    assert sorted((letter.to[0], letter.subject) for letter in letters()) == [
        ("boris@example.org", "Assigned: 2 stories"), ("otto@example.org", "Assigned: First"),
    ]  # fmt: skip


def test_open_notes_and_requests_go_along_and_the_colleague_waits_for_them(ada, boris, vera, ines):
    story = a_story(ada)
    named, own, done = (add_note(story, text, by=by) for text, by in
                        (("@boris: who counted?", ada), ("Call the port.", boris), ("@boris: thanks", ada)))  # fmt: skip
    resolve_note(done, by=ada)
    waits, came = (ask_comment(story, by=boris, asked=name) for name in ("The port", "The mayor"))
    note_answer(came, "No.", by=boris)
    assert (list(open_notes_of(boris)), list(open_requests_of(boris))) == ([named, own], [waits])
    for more in ({"notes": [done]}, {"requests": [fresh(came)]}):
        with pytest.raises(NotAllowed):
            hand_over([], ines, by=boris, **more)
    row = hand_over([], ines, by=boris, notes=[named, own], requests=[fresh(waits)], note="I am away.")
    assert fresh(waits).owner == ines
    assert {mention.user for note in (named, own) for mention in note.mentioned.all()} == {boris, ines}
    assert [str(alert) for alert in Alert.objects.filter(user=ines)] == [
        f"Boris Check handed over to you what waits for an answer on “{story}”."
    ]
    text = desk(ines).get(page("articles_handover_change", row.pk)).content.decode()
    assert all(words in text for words in ("Call the port.", "The port", "I am away."))


def test_a_note_that_was_handed_over_is_not_offered_again_until_it_comes_back(ada, boris, ines):
    note, other = (add_note(a_story(ada), text, by=boris) for text in ("Call the port.", "Call the mayor."))
    hand_over([], ines, by=boris, notes=[note])
    assert (list(open_notes_of(boris)), list(open_notes_of(ines))) == ([other], [note])
    with pytest.raises(NotAllowed, match="none of yours"):
        hand_over([], ada, by=boris, notes=[note])
    hand_over([], boris, by=ines, notes=[note])
    assert (list(open_notes_of(boris)), list(open_notes_of(ines))) == ([note, other], [])


def a_report(story, boris, message="The figure is wrong."):
    report = ReaderReport.objects.create(
        article=story, edition_number=1, message=message, received_at=timezone.now(), email="reader@example.org"
    )
    assign_report(report, boris, by=boris, so_far="Asked the port.")
    return fresh(report)


def test_reader_reports_go_along_with_what_is_written_of_their_decision(ada, boris, vera, ines):
    story = a_story(ada)
    report, done = a_report(story, boris), a_report(story, boris, "Thanks!")
    decide_report(done, "closed", "Nothing to do.", by=boris)
    client, address = desk(boris), page("articles_handover_add")
    form = client.get(address).context["form"]
    assert (list(form.fields), list(form.fields["reports"].queryset)) == (["reports", "to", "note"], [report])
    with pytest.raises(NotAllowed, match="do not work on one of these reports"):
        hand_over([], ines, by=boris, reports=[fresh(done)])
    made = client.post(address, {"reports": [report.pk], "to": ines.pk})
    text = desk(ines).get(made.url).content.decode()
    assert (fresh(report).assigned_to, fresh(report).decided) == (ines, "Asked the port.")
    assert (list(open_reports_of(boris)), list(open_reports_of(ines))) == ([], [report])
    assert (page("articles_readerreport_change", report.pk) in text, "worked on by Ines Edit" in text) == (True, True)
    assert [str(alert) for alert in Alert.objects.filter(user=ines)] == [
        f"Boris Check handed over to you what waits for an answer on “{story}”."
    ]


def test_a_report_goes_to_nobody_who_may_not_work_it(ada, boris, otto):
    report = a_report(a_story(otto), boris)
    with pytest.raises(Refused, match="may not work reader reports"):
        hand_over([], otto, by=boris, reports=[report])
    assert fresh(report).assigned_to == boris


def test_nothing_goes_to_who_does_not_read_the_story(ada, boris, otto):
    story = a_story(ada)
    note = add_note(story, "Call the port.", by=boris)
    with pytest.raises(Refused, match="Otto Other does not read"):
        hand_over([], otto, by=boris, notes=[note])
    assert list(open_notes_of(otto)) == []


def test_a_page_that_comes_back_has_no_heading_over_nothing(ada, ines):
    add_note(a_story(ada), "Who counted?", by=ada)
    answer = desk(ada).post(page("articles_handover_add"), {"note": "Thank you."})
    assert list(answer.context["form"].fields) == ["notes", "to", "note"]
    assert problems(answer) == ["Choose a colleague."]
    note = open_notes_of(ada).get()
    made = desk(ada).post(page("articles_handover_add"), {"notes": [note.pk], "to": ines.pk})
    assert made.status_code == 302


def test_the_page_offers_what_is_open_and_tells_what_others_did_since(ada, boris, vera, otto):
    story = a_story(ada)
    assign(story, by=vera, assignee=otto)
    request = ask_comment(fresh(story), by=otto, asked="The port")
    client, address = desk(otto), page("articles_handover_add")
    assert list(client.get(address).context["form"].fields) == ["stories", "requests", "to", "note"]
    client.post(address, {"stories": [story.pk], "requests": [request.pk], "to": vera.pk})
    assert "Nothing of yours is open." in client.get(address).content.decode()
    save_article(fresh(story), by=vera, byline="Vera")
    (row,) = desk(vera).get(page("articles_handover_changelist")).context["cl"].queryset
    text = desk(vera).get(page("articles_handover_change", row.pk)).content.decode()
    assert "Since Otto Other gave it away:" in text
    assert ("Vera Publish, " in text, text.count("Story changed")) == (True, 1)
    assert fresh(story).history.filter(history_change_reason="Handed over.").exists()
