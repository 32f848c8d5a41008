"""Who works on a story until when, what that lets them do, and a story that is not to go out before its time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from articles import awaiting
from articles.assigning import PEOPLE, assign, assign_all
from articles.editing import save_article, take_step
from articles.gating import blockers
from articles.handing import hand_over
from articles.models import Alert, Article, Handover
from articles.publishing import publish
from articles.scheduling import publish_due, schedule
from policydesk.lib.clock import by_the_desk
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.conftest import person
from tests.desk import desk, page, post_form, problems, told
from tests.stories import BODY, a_claim, a_story, confirmed, fresh, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def otto(db):
    """Otto reports, too."""
    return person("otto", "Otto", "Other", "reporter")


def in_days(number: int):
    return timezone.now() + timedelta(days=number)


def test_whom_a_story_was_assigned_to_may_read_and_write_it_and_is_told(ada, vera, otto):
    story = a_story(ada)
    assert not Article.objects.visible_to(otto).exists()
    assign(story, by=vera, assignee=otto, note="You know the ministry.")
    save_article(fresh(story), by=otto, body=BODY.replace("Monday", "Tuesday"))
    take_step(fresh(story), "send_to_check", by=otto)
    assert [(row.user.username, str(row)) for row in Alert.objects.all()] == [
        ("otto", "Vera Publish assigned “Talks on tariffs end in Geneva” to you.")
    ]  # fmt: skip
    version = story.history.get(history_change_reason="You know the ministry.")
    assert (version.assignee, version.history_user) == (otto, vera)


def test_assigning_leaves_text_and_state_as_they_are_and_twice_writes_nothing(ada, boris, vera):
    story = ready(a_story(ada), by=vera)
    assert assign(story, by=vera, assigned_checker=boris, deadline=in_days(1))
    rows = story.history.count()
    assert not assign(fresh(story), by=vera, assigned_checker=boris)
    assert (fresh(story).state, story.history.count()) == ("ready", rows)


def test_editors_assign_and_nobody_else(ada, boris, vera, otto):
    pia = person("pia", "Pia", "Press", "publisher")
    for who in (ada, boris, pia):
        with pytest.raises(NotAllowed, match="Ask an editor"):
            assign(a_story(ada), by=who, assignee=otto)


@pytest.mark.parametrize(
    ("field", "who", "sentence"),
    [
        ("assignee", "boris", "Boris Check may not write stories"),
        ("assigned_checker", "otto", "Otto Other may not check claims"),
        ("assigned_checker", "vera", "Vera Publish alone wrote it"),
    ],
)
def test_nobody_is_assigned_what_they_could_not_do(request, vera, boris, otto, field, who, sentence):
    story = a_story(vera)
    with pytest.raises(Refused, match=sentence):
        assign(story, by=vera, **{field: request.getfixturevalue(who)})
    with pytest.raises(Refused, match=f"“{story}”: {sentence}"):
        assign_all([story], by=vera, **{field: request.getfixturevalue(who)})
    assert getattr(fresh(story), field) is None


def test_an_old_form_assigns_over_nobody(ada, vera, ines, otto):
    story = a_story(ada)
    assign(fresh(story), by=ines, assignee=otto)
    with pytest.raises(Stale):
        assign(fresh(story), by=vera, version=story.version, assignee=ada)


def test_one_hands_over_what_one_was_assigned_and_nothing_else(ada, boris, vera, otto):
    story = a_story(ada)
    assign(story, by=vera, assignee=otto)
    with pytest.raises(NotAllowed):
        hand_over([fresh(story)], otto, by=ada)
    with pytest.raises(Refused, match="may not write stories"):
        hand_over([fresh(story)], boris, by=otto)
    with pytest.raises(Refused, match="Choose what"):
        hand_over([], ada, by=otto)
    assert (fresh(story).assignee, Handover.objects.count()) == (otto, 0)
    hand_over([fresh(story)], ada, by=otto, note="I am away.")
    assert fresh(story).assignee == ada


@zeal_ignore([{"model": "auth.User"}])
def test_my_open_stories_are_handed_over_on_one_page_and_the_receiver_sees_by_whom_and_why(ada, boris, vera, otto):
    stories = [a_story(ada, headline=f"Round {number}") for number in (1, 2, 3)]
    for story in stories:
        assign(story, by=vera, assignee=otto)
    client, address = desk(otto), page("articles_handover_add")
    assert address in client.get(page("index")).content.decode()
    form = client.get(address).context["form"]
    assert sorted(map(str, form["stories"].initial)) == ["Round 1", "Round 2", "Round 3"]
    chosen = [story.pk for story in stories[:2]]
    client.post(address, {"stories": chosen, "to": ada.pk, "note": "Call the ministry."})
    assert [fresh(story).assignee for story in stories] == [ada, ada, otto]
    row = Handover.objects.get()
    leads = {alert.event.path for alert in Alert.objects.filter(user=ada)}
    assert leads == {page("articles_handover_change", row.pk)}
    for who in (ada, otto):
        text = desk(who).get(page("articles_handover_change", row.pk)).content.decode()
        assert "Otto Other to Ada Report" in text
        assert "Call the ministry." in text
    assert "Round 1" not in text  # of the draft that Otto gave away he is told no more
    assert desk(boris).get(page("articles_handover_change", row.pk)).status_code == 404


def test_what_is_assigned_waits_by_its_deadline_and_for_nobody_else(ada, boris, vera, otto):
    stories = [a_story(ada, headline=f"Story {number}") for number in (1, 2, 3)]
    for story, days in zip(stories, (None, 2, 1), strict=True):
        take_step(story, "send_to_check", by=ada)
        assign(story, by=vera, assigned_checker=boris, deadline=days and in_days(days))
    assert [str(row) for row in awaiting.assigned_to(Article.objects.all(), boris)] == ["Story 3", "Story 2", "Story 1"]
    assert awaiting.to_check(Article.objects.all(), boris).count() == 3
    assert awaiting.to_check(Article.objects.all(), vera).count() == 0


def test_a_story_under_embargo_goes_out_by_no_door_until_its_time(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    story, until = ready(claim.article, by=vera), in_days(2)
    assign(story, by=vera, embargo_until=until)
    sentence = f"The story is under embargo: it is not to be published before {by_the_desk(until)}."
    assert [each.sentence for each in blockers(story, by=vera)] == [sentence]
    assert sentence.endswith("(UTC).")
    with pytest.raises(Refused, match="under embargo"):
        publish(fresh(story), by=vera, override="It leaked.")
    with pytest.raises(Refused, match="Choose that time, or a later one"):
        schedule(fresh(story), in_days(1), by=vera)
    schedule(fresh(story), until, by=vera)
    assert [outcome.what for outcome in publish_due(at=until + timedelta(minutes=1))] == ["published"]


def test_an_embargo_that_comes_after_the_schedule_stops_it(ada, boris, vera):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    story = ready(claim.article, by=vera)
    schedule(story, in_days(1), by=vera)
    answer = post_form(desk(vera), page("articles_article_assign", story.pk), embargo_until="2099-01-01T06:00")
    assert "It is scheduled for an earlier time than that, and will not go out then." in told(answer)
    assert [outcome.what for outcome in publish_due(at=in_days(2))] == ["stopped"]


def test_a_reporter_sets_the_embargo_of_their_draft_and_is_not_asked_for_the_rest(ada, vera):
    story = a_story(ada)
    address = page("articles_article_assign", story.pk)
    form = desk(ada).get(address).context["form"]
    assert list(form.fields) == ["version", "embargo_until", "note"]
    post_form(desk(ada), address, embargo_until="2099-01-01T06:00")
    assert fresh(story).embargo_until.year == 2099
    assert "under embargo" not in desk(ada).get(address).content.decode()
    assert "1 January 2099" in desk(vera).get(page("articles_article_change", story.pk)).content.decode()


def test_the_page_offers_who_could_do_it_and_who_is_chosen(ada, boris, vera, otto):
    person("noor", "Noor", "Reads", "auditor")
    story = a_story(ada)
    form = desk(vera).get(page("articles_article_assign", story.pk)).context["form"]
    offered = {name: {each.username for each in form.fields[name].queryset} for name in PEOPLE}
    assert offered == {"assignee": {"ada", "otto", "vera"}, "assigned_checker": {"boris", "vera"}}
    Article.objects.filter(pk=story.pk).update(assigned_checker=otto)  # who could once
    form = desk(vera).get(page("articles_article_assign", story.pk)).context["form"]
    assert otto in form.fields["assigned_checker"].queryset


@zeal_ignore([{"model": "auth.User"}])  # two people in one form
def test_the_page_keeps_what_it_does_not_change(ada, boris, vera, otto):
    story = a_story(ada)
    at = in_days(1)
    assign(story, by=vera, assignee=otto, deadline=at)
    post_form(desk(vera), page("articles_article_assign", story.pk), assigned_checker=boris.pk)
    story = fresh(story)
    assert (story.assignee, story.assigned_checker, story.deadline) == (otto, boris, at)


def test_several_stories_are_reassigned_from_their_list(ada, boris, vera, otto):
    stories = [a_story(ada, headline=f"Story {number}") for number in (1, 2)]
    address, client = page("articles_article_changelist"), desk(vera)
    sent = {"action": "assign_several", "_selected_action": [story.pk for story in stories]}
    assert [str(row) for row in client.post(address, sent).context["stories"]] == ["Story 2", "Story 1"]
    refused = client.post(address, sent | {"apply": "1", "assignee": boris.pk})
    assert problems(refused) == ["This person may not do that. Choose somebody from the list."]
    client.post(address, sent | {"apply": "1", "assignee": otto.pk, "deadline": "2099-01-01T06:00"})
    assert {fresh(story).assignee for story in stories} == {otto}
    desk(ada).post(address, sent | {"apply": "1", "assignee": ada.pk})
    assert {fresh(story).assignee for story in stories} == {otto}
    both = client.post(address, sent | {"apply": "1", "assignee": ada.pk, "away": ["assignee"]})
    assert problems(both) == ["Choose it, or take it away."]
    client.post(address, sent | {"apply": "1", "away": ["assignee", "deadline"]})
    assert {(fresh(story).assignee, fresh(story).deadline) for story in stories} == {(None, None)}


def test_the_list_is_narrowed_by_person_and_by_deadline(ada, boris, vera, otto):
    late, soon, bare = (a_story(ada, headline=name) for name in ("Late", "Soon", "Bare"))
    assign(late, by=vera, assignee=otto, deadline=in_days(-1))
    assign(soon, by=vera, assigned_checker=boris, deadline=in_days(3))
    asked = {
        f"assigned={otto.pk}": [late], "assigned=nobody": [bare], "deadline=passed": [late], "deadline=week": [soon],
        "deadline=none": [bare], "assigned=x": [bare, soon, late],
    }  # fmt: skip
    address = page("articles_article_changelist")
    assert {ask: list(desk(vera).get(f"{address}?{ask}").context["cl"].queryset) for ask in asked} == asked
    assert list(desk(boris).get(f"{address}?assigned=me").context["cl"].queryset) == [soon]
    assert "passed" in desk(vera).get(address).content.decode()
