"""What answers when a page is refused or missing: the desk's own frame for who works there, else the public one."""

from urllib.parse import urlencode

import pytest

from articles.models import Article
from articles.publishing import publish
from sources.registering import register_source
from tests.desk import desk, page
from tests.pages import tags_of, text_of
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready


def seen(answer):
    """Status, heading, and where one can go on from the page's own words."""
    html = answer.content.decode()
    ways = html.partition('class="ways"')[2].partition("</ul>")[0]
    return answer.status_code, text_of(html), [tag["href"] for tag in tags_of(ways, "a")]


@pytest.mark.parametrize(
    ("address", "sentence", "ways"),
    [
        ("articles_article_add", "You may not add articles.", ["articles_article_changelist"]),
        ("auth_user_changelist", "You may not see the list of users.", []),
        ("actors_actor_add", "You may not add actors.", ["actors_actor_changelist"]),
    ],
)
def test_a_refused_page_of_the_desk_says_what_one_may_not_do_and_leads_back(boris, address, sentence, ways):
    boris.groups.set(boris.groups.model.objects.filter(name="auditor"))
    status, text, leads = seen(desk(boris).get(page(address)))
    assert (status, sentence in text) == (403, True)
    assert leads == [page("index"), *(page(way) for way in ways)]
    assert "All stories" not in text


def test_a_script_of_the_desk_gets_the_sentence_and_keeps_what_was_typed_itself(ada, vera, client):
    mine, theirs = a_story(ada), a_story(vera)
    asks = {"accept": "application/json"}
    refused = [
        desk(ada).post(page("articles_article_claims", theirs.pk), {"do": "undo"}, headers=asks),
        desk(ada).post(page("articles_article_claims", mine.pk) + "?claim=no", {"do": "retire"}, headers=asks),
        desk(ada).post(page("articles_article_claims", mine.pk), {f"a{n}": "" for n in range(10_001)}, headers=asks),
    ]
    assert [answer.status_code for answer in refused] == [404, 404, 400]
    said = [answer.json() for answer in refused]
    assert ([row["user"] for row in said], all(row["token"] for row in said)) == ([ada.pk] * 3, True)
    assert said[0]["problem"].startswith("The address may be mistyped")
    assert said[2]["problem"] == "Nothing was saved: what was sent could not be read."
    strange = client.post(page("articles_article_claims", mine.pk), {"do": "undo"}, headers=asks)
    assert strange.headers["Content-Type"].startswith("text/html")  # who is signed out is told so elsewhere


def test_a_step_that_one_may_not_take_is_refused_in_the_words_of_its_rule(ada):
    story = a_story(ada)
    for key, sentence in (("send_back", "Ask a checker or an editor."), ("make_ready", "Ask an editor.")):
        status, text, _ways = seen(desk(ada).get(page("articles_article_step", story.pk, key)))
        assert (status, sentence in text) == (403, True)
    status, text, _ways = seen(desk(ada).get(page("articles_article_publish", story.pk)))
    assert (status, "You may not publish stories. Ask a publisher." in text) == (403, True)


def test_a_change_that_is_refused_is_told_from_a_page_that_is(ada, boris):
    source = a_source(boris)
    status, text, _ways = seen(desk(ada).post(page("sources_source_change", source.pk), {"title": "Forged"}))
    assert (status, "You may not change this source." in text, fresh(source).title) == (403, True, "Joint communiqué")


def test_a_missing_page_of_the_desk_leads_back_to_the_desk(ada, vera):
    theirs = a_story(vera)
    for address in ("/admin/nothing/", page("articles_article_claims", theirs.pk)):
        status, text, leads = seen(desk(ada).get(address))
        assert (status, "There is no such page at the desk" in text, leads[0]) == (404, True, page("index"))


def test_readers_and_strangers_get_the_public_pages(client, noor):
    for asker in (client, desk(noor)):
        status, text, leads = seen(asker.get("/no-such-page/"))
        assert (status, "There is no such page" in text, "All stories" in text, leads) == (404, True, True, [])
    assert desk(noor).get("/admin/nothing/").status_code == 302


def test_names_of_people_are_text_on_pages_of_the_desk(ada, boris, vera):
    story = a_story(ada)
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    source = register_source(by=ada, title="Readout")[0]
    for address, name in (
        (page("sources_source_change", source.pk), "Ada"),
        (page("articles_check_change", claim.checks.get().pk), "Boris"),
        (page("articles_edition_change", story.editions.get().pk), "Vera"),
    ):
        html = desk(vera).get(address).content.decode()
        assert (name in text_of(html), "/admin/auth/user/" in html) == (True, False)


def test_a_new_source_has_no_owner_yet(ada):
    assert 'class="readonly">–' in desk(ada).get(page("sources_source_add")).content.decode()


def typed(client, address, **fields):
    """What a browser sends for a form of text alone."""
    return client.post(address, urlencode(fields), content_type="application/x-www-form-urlencoded")


def test_the_longest_body_in_any_script_fits_into_one_form(ada):
    body = "<p>" + "क\U0001f1ee " * 333_000 + "</p>"
    fields = {"headline": "Long", "story_date": "2024-03-05", "work_type": "reporting", "slug": "long"}
    assert len(urlencode({"body": body})) > 2_500_000
    answer = typed(desk(ada), page("articles_article_add"), body=body, **fields)
    assert (answer.status_code, len(Article.objects.get().body)) == (302, len(body) - 1)


def test_what_no_story_is_gets_a_sentence(ada, client):
    status, text, leads = seen(typed(desk(ada), page("articles_article_add"), body="x" * 13_000_000))
    assert (status, "Nothing was saved. The text of a story holds at most 1,000,000 characters." in text) == (413, True)
    assert leads == [page("index"), page("articles_article_changelist")]
    status, text, leads = seen(typed(client, page("login"), username="x" * 13_000_000))
    assert (status, "That is too much at once" in text, leads) == (413, True, [])
