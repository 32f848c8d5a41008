"""A story that went out unchecked stays on the desk until it is published on a checked footing."""

from datetime import UTC, datetime

import pytest

from articles.checking import record_check
from articles.editing import take_step
from articles.enums import Release
from articles.publishing import publish, withdraw
from tests.desk import desk, page
from tests.stories import a_claim, a_story, fresh, ready, sourced

LIST = "?follow_up=open"


@pytest.fixture
def released(vera, boris):
    """A story that Vera wrote and released alone."""
    story = a_story(vera)
    sourced(a_claim(story, boris), boris)
    publish(
        ready(story, by=vera), by=vera, footing=Release.SINGLE_READER, reason="Night desk.",
        at=datetime(2024, 3, 5, 22, tzinfo=UTC),
    )  # fmt: skip
    return fresh(story)


def test_the_start_page_the_list_and_the_form_say_when_it_is_due(released, vera):
    client = desk(vera)
    start = client.get(page("index")).content.decode()
    assert ("Follow-ups due" in start, "6 March 2024, 02:00 UTC" in start, "overdue" in start) == (True, True, True)
    listed = client.get(page("articles_article_changelist") + LIST).context["cl"].queryset
    assert list(listed) == [released]
    form = client.get(page("articles_article_change", released.pk)).content.decode()
    assert "6 March 2024, 02:00 (UTC)" in form


def test_it_is_done_when_the_story_goes_out_checked(released, vera, boris):
    record_check(released.claims.get(), "confirmed", by=boris)
    take_step(released, "reopen", by=vera)
    publish(ready(released, by=vera), by=boris_publishes(boris), kind="status")
    client = desk(vera)
    assert "Follow-ups due" not in client.get(page("index")).content.decode()
    assert list(client.get(page("articles_article_changelist") + LIST).context["cl"].queryset) == []


def boris_publishes(boris):
    """Boris as a publisher too: Vera alone wrote the story, so another person must bring it out."""
    boris.groups.add(*type(boris).groups.rel.model.objects.filter(name="publisher"))
    return type(boris).objects.get(pk=boris.pk)


def test_a_withdrawn_story_owes_nothing_any_more(released, vera):
    withdraw(released, by=vera, reason="Wrong.")
    assert "Follow-ups due" not in desk(vera).get(page("index")).content.decode()


def test_a_reporter_is_not_told_of_the_stories_of_others(released, ada):
    assert "Follow-ups due" not in desk(ada).get(page("index")).content.decode()
