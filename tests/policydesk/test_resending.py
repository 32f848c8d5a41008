"""What was typed survives a lost session: nothing is saved unasked, and nothing has to be typed again."""

import pytest
from django.test import Client

from articles.discarding import discard
from articles.editing import take_step
from articles.models import Article
from tests.conftest import person
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


def test_the_form_of_a_story_that_was_discarded_meanwhile_says_so_and_becomes_a_new_story(story, ada, vera, typed):
    at, data = typed
    discard(fresh(story), by=vera)
    browser = desk(ada)
    answer = browser.post(at, data, headers=HOME)
    assert (answer.status_code, dict(answer.context["typed"])["Dateline"]) == (404, "Geneva “& back”")
    html = answer.content.decode()
    assert "Vera Publish discarded “Talks on tariffs end in Geneva” on " in text_of(html)
    assert page("articles_article_add") in [tag.get("action") for tag in tags_of(html, "form")]
    browser.post(page("articles_article_add"), offered(answer), headers=HOME)
    new = Article.objects.get()
    assert (new.pk == story.pk, new.dateline, new.body) == (False, "Geneva “& back”", story.body)


def test_other_forms_of_a_discarded_story_keep_what_was_typed_and_strangers_hear_nothing(story, ada, vera):
    discard(fresh(story), by=ada)
    address = page("articles_article_notes", story.pk)
    for who, known in ((ada, True), (vera, True), (person("other", "Other", "Reporter", "reporter"), False)):
        answer = desk(who).post(address, {"text": "Call <b>them</b>."}, headers=HOME)
        html = answer.content.decode()
        assert (answer.status_code, "discarded" in html, "Geneva" in html) == (404, known, known)
        assert (answer.context["typed"], html.count("Call &lt;b&gt;them&lt;/b&gt;.")) == (
            [("Text", "Call <b>them</b>.")],
            1,
        )


def test_what_one_may_not_change_any_more_is_kept_and_can_be_sent_again(story, ada, vera, typed):
    at, data = typed
    take_step(fresh(story), "send_to_check", by=ada)
    answer = desk(ada).post(at, data, headers=HOME)
    assert (answer.status_code, dict(answer.context["typed"])["Dateline"]) == (403, "Geneva “& back”")
    take_step(fresh(story), "send_back", by=vera, note="One more look.")
    desk(ada).post(at, offered(answer), headers=HOME)
    assert fresh(story).dateline == "Geneva “& back”"
    elsewhere = desk(ada).post(page("articles_article_publish", story.pk), {"reason": "X"}, headers={"Origin": "null"})
    assert (elsewhere.status_code, "typed" in elsewhere.context) == (403, False)
