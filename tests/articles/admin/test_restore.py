"""The page that takes an earlier version up again."""

import pytest

from articles.editing import save_article
from tests.desk import desk, filled, page, problems, told
from tests.pages import text_of
from tests.stories import BODY, a_claim, a_story, fresh


@pytest.fixture
def story(ada):
    article = a_story(ada)
    a_claim(article, ada)
    save_article(fresh(article), by=ada, body=BODY.replace("They agreed to cut duties on 24 goods. ", ""))
    return fresh(article)


def address(article, which="first"):
    row = getattr(article.history.order_by("history_date", "history_id"), which)()
    return page("articles_article_restore", article.pk, row.history_id)


def test_the_page_shows_first_what_would_change(story, vera):
    text = text_of(desk(vera).get(address(story)).content.decode())
    assert "added: They agreed to cut duties on 24 goods." in text
    assert "Readers go on seeing what was published." in text


def test_it_warns_of_claims_that_would_lose_their_words(story, vera):
    save_article(story, by=vera, body=BODY)
    second = fresh(story).history.order_by("history_date", "history_id")[1]
    answer = desk(vera).get(page("articles_article_restore", story.pk, second.history_id))
    assert "Claim 1 would lose its words" in text_of(answer.content.decode())


def test_a_confirmed_restore_leads_to_the_story_and_says_what_became_of_claims(story, vera):
    client = desk(vera)
    answer = client.post(address(story), filled(client.get(address(story)).context["form"]))
    assert answer.url == page("articles_article_change", story.pk)
    assert "Restored. The story is “Draft” now." in told(answer)
    assert (fresh(story).body.count("24 goods"), story.claims.get().anchor_state) == (1, "anchored")


def test_the_present_version_says_that_there_is_nothing_to_restore(story, vera):
    client = desk(vera)
    assert "there is nothing to restore" in text_of(client.get(address(story, "last")).content.decode())
    answer = client.post(address(story, "last"), {"version": story.version})
    assert told(answer) == ["Nothing was changed: the story has this text already."]


def test_a_late_one_is_refused_and_shows_what_stands(story, vera, ada):
    client = desk(vera)
    form = client.get(address(story)).context["form"]
    save_article(story, by=ada, headline="Ada was faster")
    answer = client.post(address(story), filled(form))
    assert "Nothing was saved: look, then save again." in problems(answer)[0]
    assert "removed: Ada was faster" in text_of(answer.content.decode())
    again = client.post(address(story), filled(answer.context["form"]))
    assert (again.status_code, fresh(story).headline) == (302, "Talks on tariffs end in Geneva")


def test_a_version_page_leads_there_for_who_may_edit(story, vera, boris):
    row = story.history.last()
    at = page("articles_article_version", story.pk, row.history_id)
    shown = [address(story) in desk(user).get(at).content.decode() for user in (vera, boris)]
    assert shown == [True, False]
    assert desk(vera).get(page("articles_article_restore", story.pk, 99_999)).status_code == 404
