"""Two editions of a story, chosen and compared in the admin."""

import pytest

from articles.editing import save_article
from articles.publishing import publish, withdraw
from tests.desk import desk, page
from tests.pages import tags_of, text_of
from tests.stories import BODY, a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def story(ada, boris, vera):
    """A story in three editions: the headline changes, then a paragraph comes."""
    article = a_story(ada)
    confirmed(a_claim(article, ada), attach=ada, check=boris)
    publish(ready(article, by=vera), by=vera)
    for fields in ({"headline": "Talks go on"}, {"body": f"{BODY}<p>They will meet again.</p>"}):
        save_article(fresh(article), by=vera, **fields)
        publish(ready(article, by=vera), by=vera, kind="update", reason="More is known.")
    return fresh(article)


def shown(article, user, query=""):
    return desk(user).get(f"{page('articles_article_editions', article.pk)}{query}")


def chosen(answer):
    return answer.context["old"] and answer.context["old"].number, answer.context["new"] and answer.context[
        "new"
    ].number


def test_the_newest_two_are_compared_unless_others_are_chosen(story, vera):
    asked = {"": (2, 3), "?from=1&to=3": (1, 3), "?from=3&to=1": (1, 3), "?to=2": (1, 2), "?from=x&to=9": (2, 3)}
    assert {query: chosen(shown(story, vera, query)) for query in asked} == asked


def test_text_and_claims_are_compared(story, vera):
    text = text_of(shown(story, vera, "?from=1&to=3").content.decode())
    assert "added: They will meet again." in text
    assert "The one claim is the same in both, with its status and its evidence." in text


def test_a_withdrawal_is_compared_too(story, vera):
    withdraw(story, by=vera, reason="Forged.")
    text = text_of(shown(story, vera).content.decode())
    assert "Removed. It stood as" in text


def test_one_edition_has_nothing_to_compare_and_none_is_said(story, ada, vera):
    assert chosen(shown(story, vera, "?from=1&to=1")) == (None, None)
    draft = a_story(ada, headline="A draft")
    assert "there is no edition" in text_of(shown(draft, vera).content.decode())


def test_the_form_the_history_and_the_edition_lead_there(story, vera):
    there = page("articles_article_editions", story.pk)
    edition = story.editions.get(number=2)
    for name, row in (
        ("articles_article_change", story), ("articles_article_history", story), ("articles_edition_change", edition)
    ):  # fmt: skip
        links = [tag.get("href") or "" for tag in tags_of(desk(vera).get(page(name, row.pk)).content.decode(), "a")]
        assert [link for link in links if link.startswith(there)]
