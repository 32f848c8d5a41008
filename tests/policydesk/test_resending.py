"""What was typed survives a lost session: nothing is saved unasked, and nothing has to be typed again."""

import pytest
from django.test import Client

from articles.models import Article
from tests.desk import desk, filled, page
from tests.pages import tags_of, text_of
from tests.stories import a_story, fresh

HOME = {"Origin": "http://testserver"}


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def typed(story, ada):
    """The form of the story with a new dateline, and its address."""
    at = page("articles_article_change", story.pk)
    return at, filled(desk(ada).get(at).context["adminform"].form, dateline="Geneva “& back”")


def offered(answer):
    """What the page would send again."""
    return {tag["name"]: tag["value"] for tag in tags_of(answer.content.decode(), "input") if tag["type"] == "hidden"}


def test_who_was_signed_out_finds_what_they_typed_and_sends_it_again(story, ada, typed):
    at, data = typed
    browser = Client()
    answer = browser.post(at, data, headers=HOME)
    assert (answer.status_code, answer.context["title"]) == (403, "You were signed out")
    assert fresh(story).dateline != "Geneva “& back”"
    assert page("login") in [tag["href"] for tag in tags_of(answer.content.decode(), "a")]
    again = offered(answer)
    assert (again["dateline"], again["body"]) == ("Geneva “& back”", data["body"])
    browser.force_login(ada)
    browser.post(at, again, headers=HOME)
    assert fresh(story).dateline == "Geneva “& back”"


def test_a_page_older_than_ones_signing_in_is_offered_again_with_a_token_that_holds(story, ada, typed):
    at, data = typed
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    browser.get(at)
    answer = browser.post(at, data | {"csrfmiddlewaretoken": "x" * 64}, headers=HOME)
    assert (answer.status_code, answer.context["title"]) == (403, "Please send it again")
    browser.post(at, offered(answer), headers=HOME)
    assert fresh(story).dateline == "Geneva “& back”"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example"])
def test_another_sites_form_is_refused_and_never_offered(story, ada, typed, origin):
    at, data = typed
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    answer = browser.post(at, data, headers={"Origin": origin})
    html = answer.content.decode()
    assert (answer.status_code, "Geneva" in html) == (403, False)
    assert "The form could not be accepted" in text_of(html)
    assert Article.objects.get().dateline == story.dateline


def test_a_password_is_never_repeated(ada):
    browser = Client()
    data = {"old_password": "one", "new_password1": "the longest secret", "new_password2": "the longest secret"}
    answer = browser.post(page("password_change"), data, headers=HOME)
    assert (answer.status_code, answer["Location"].startswith(page("login"))) == (302, True)
