"""Scheduling in the admin: the page that asks for the time, and what list, form and start page tell."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles.claiming import change_claim
from articles.models import Article
from articles.scheduling import publish_due, schedule
from tests.desk import desk, page, post_form, problems, told
from tests.pages import text_of
from tests.stories import a_claim, a_story, confirmed, fresh, ready

YEAR = datetime.now(UTC).year + 2
SIX = datetime(YEAR, 1, 2, 5, tzinfo=UTC)  # in Berlin
SUMMER = max(day for day in (date(YEAR, 3, number) for number in range(25, 32)) if day.weekday() == 6)  # it begins


@pytest.fixture(autouse=True)
def berlin(settings):
    settings.TIME_ZONE = "Europe/Berlin"


@pytest.fixture
def claim(ada, boris):
    return confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)


def form(client, article):
    return text_of(client.get(page("articles_article_change", article.pk)).content.decode())


def test_a_publisher_sets_the_time_by_the_desks_clock(claim, vera):
    article, client = ready(claim.article, by=vera), desk(vera)
    address = page("articles_article_schedule", article.pk)
    assert "By the desk's clock, where it is" in text_of(client.get(address).content.decode())
    for typed, sentence in (
        ({"day": "2020-01-02", "time": "06:00"}, "That time has passed. Choose a later one, or publish the story now."),
        ({"day": f"{SUMMER}", "time": "02:30"}, "couldn’t be interpreted in time zone Europe/Berlin"),
        ({"day": f"{YEAR}-01-02", "time": ""}, "Choose the time."),
        ({"day": "0001-01-01", "time": "00:00"}, "That time has passed."),
    ):
        assert sentence in " ".join(problems(post_form(client, address, **typed)))
    answer = post_form(client, address, day=f"2 Jan {YEAR}", time="06:00", reason="As agreed.")
    assert told(answer) == [f"It goes out on 2 January {YEAR}, 06:00 (Europe/Berlin, CET)."]
    assert (fresh(article).publish_at, fresh(article).scheduled_by) == (SIX, vera)
    shown = form(client, article)
    assert f"Goes out on 2 January {YEAR}, 06:00 (Europe/Berlin, CET): First published. Vera Publish" in shown
    assert "Nothing stands in the way now" in shown
    again = client.get(address).context
    assert (again["title"], again["form"]["time"].value().strftime("%H:%M")) == ("Change the time", "06:00")
    listed = client.get(f"{page('articles_article_changelist')}?state__exact=scheduled")
    assert f"Scheduled, 2 January {YEAR}, 06:00 (Europe/Berlin, CET)" in text_of(listed.content.decode())


def test_a_time_that_no_calendar_holds_is_refused_in_a_sentence(claim, vera, settings):
    article, client = ready(claim.article, by=vera), desk(vera)
    settings.TIME_ZONE = "America/New_York"  # there the last evening of the calendar is past its end in UTC
    answer = post_form(client, page("articles_article_schedule", article.pk), day="9999-12-31", time="23:30")
    assert problems(answer) == ["That is more than five years ahead. Choose an earlier day."]


def test_the_page_says_what_the_schedule_waits_for_and_what_no_time_can_heal(claim, ada, boris, vera):
    change_claim(claim, by=boris, kind="figure")
    client = desk(vera)
    article = ready(claim.article, by=vera)
    shown = client.get(page("articles_article_schedule", article.pk))
    assert [sentence for sentence, _url in shown.context["gate"]] == [
        "Claim 1, “They agreed to cut duties on 24 goods”: it needs a re-check. The kind of claim changed."
    ]
    assert not shown.context["hopeless"]
    schedule(article, SIX, by=vera)
    assert "If it were due now, it would be stopped" in form(client, article)
    own = ready(a_story(vera), by=vera)
    shown = client.get(page("articles_article_schedule", own.pk))
    assert (shown.context["hopeless"], 'type="time"' in shown.content.decode()) == (True, False)


def test_a_stopped_story_is_told_to_its_author_and_to_who_scheduled_it(claim, ada, boris, vera):
    article = ready(claim.article, by=vera)
    schedule(article, SIX, by=vera)
    change_claim(fresh(claim), by=boris, kind="figure")
    list(publish_due(at=SIX + timedelta(minutes=1)))
    for user, seen in ((ada, True), (vera, True), (boris, False)):
        html = desk(user).get(page("index")).content.decode()
        assert ("Not published as scheduled" in html) is seen
    shown = form(desk(ada), article)
    assert f"Vera Publish had scheduled it for 2 January {YEAR}, 06:00 (Europe/Berlin, CET). It did not go out" in shown
    assert (
        f"?claim={claim.public_id}#claim" in desk(ada).get(page("articles_article_change", article.pk)).content.decode()
    )
    for value, user, found in (("yes", boris, 1), ("mine", boris, 0), ("mine", ada, 1), ("no", vera, 1)):
        rows = desk(user).get(f"{page('articles_article_changelist')}?stopped={value}").context["cl"].queryset
        assert rows.count() == found


def test_what_was_due_and_has_not_gone_out_stands_on_the_start_page(claim, ada, vera):
    article, client = ready(claim.article, by=vera), desk(ada)
    schedule(article, SIX, by=vera)

    def start(minutes):
        Article.objects.filter(pk=article.pk).update(publish_at=timezone.now() - timedelta(minutes=minutes))
        return text_of(client.get(page("index")).content.decode())

    assert "has not gone out" not in start(9)
    shown = start(11)
    assert "Due and not gone out (1)" in shown
    assert "Talks on tariffs end in Geneva was due at" in shown


def test_who_saves_a_scheduled_story_is_told_that_it_will_not_go_out(claim, vera):
    article = ready(claim.article, by=vera)
    schedule(article, SIX, by=vera)
    client = desk(vera)
    address = page("articles_article_change", article.pk)
    data = client.get(address).context["adminform"].form
    sent = {field.html_name: field.value() or "" for field in data} | {"headline": "Talks go on"}
    answer = client.post(address, sent | {"story_date": "2024-03-05", "_continue": "1"})
    assert "It was scheduled. It will not go out until it is ready and scheduled again." in told(answer)
    lines = client.get(page("articles_article_history", article.pk)).context["sessions"]
    steps = [(line.what, [change.label for change in line.changes]) for _session, rows in lines for line in rows]
    assert ("The story is “Scheduled” now", ["Goes out at", "Goes out as"]) in steps
    assert ("Story changed", ["Headline", "State"]) in steps
    assert Article.objects.stopped().get() == article
