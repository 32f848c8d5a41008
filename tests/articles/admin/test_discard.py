"""The page that asks before a draft is discarded."""

import pytest

from articles.models import Article
from tests.desk import desk, filled, page, problems, told
from tests.pages import tags_of, text_of
from tests.stories import a_claim, a_story, confirmed, fresh, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


def discarding(article):
    return page("articles_article_discard", article.pk)


def test_the_page_says_what_goes_and_changes_nothing(story, ada):
    sourced(a_claim(story, ada), ada)
    text = text_of(desk(ada).get(discarding(story)).content.decode())
    for said in (
        "its text and its tags",
        "1 claim",
        "1 source attached to a claim",
        "The history of every row is kept",
    ):
        assert said in text
    assert ("seed file" in text, Article.objects.count()) == (False, 1)


def test_a_confirmed_discard_leads_to_the_list_with_a_message(story, ada):
    client = desk(ada)
    answer = client.post(discarding(story), filled(client.get(discarding(story)).context["form"]))
    assert (answer.url, told(answer)) == (
        page("articles_article_changelist"), ["“Talks on tariffs end in Geneva” is discarded."]
    )  # fmt: skip
    assert Article.objects.count() == 0


def test_a_story_from_a_seed_says_that_a_load_brings_it_back(story, vera):
    Article.objects.filter(pk=story.pk).update(import_ref="seeds/talks.txt", import_sha256="0" * 64)
    assert "the next load brings it back" in text_of(desk(vera).get(discarding(story)).content.decode())


def test_what_may_not_go_says_why_and_has_no_button(story, ada, boris):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    html = desk(ada).get(discarding(story)).content.decode()
    assert "Somebody checked a claim of this story." in text_of(html)
    assert [tag for tag in tags_of(html, "button") if tag.get("class") == "default"] == []
    assert problems(desk(ada).post(discarding(story), {})) == [
        "Somebody checked a claim of this story. What a check refers to is never deleted."
    ]
    assert fresh(story).pk


def test_the_form_offers_it_to_who_may_edit(story, ada, boris):
    links = [
        discarding(story) in desk(who).get(page("articles_article_change", story.pk)).content.decode()
        for who in (ada, boris)
    ]
    assert links == [True, False]
