"""The page of one tag."""

import pytest
from taggit.models import Tag

from actors.tagging import change_tag, merge_tag
from articles.publishing import withdraw
from tests.editions import print_edition
from tests.ledger import a_commitment, a_passage, published
from tests.pages import queries_of, tags_of, text_of
from tests.samples import sample_content
from tests.stories import a_story, fresh


def story(vera, slug="herring-talks", tags=("Fisheries",), article=None):
    """A public story with the tags."""
    content = sample_content(number=1 if article is None else 2, kind="first" if article is None else "update")
    content["article"] |= {"slug": slug, "headline": f"Story {slug}"}
    content["article"]["tags"] = [{"name": name, "slug": name.lower()} for name in tags]
    return print_edition(content, by=vera, article=article)


@pytest.fixture
def fisheries(ada, vera):
    """A tag of a story and of a commitment."""
    story(vera)
    published(a_commitment(ada, tag_list="Fisheries"), vera)
    tag = Tag.objects.get(name="Fisheries")
    change_tag(tag, by=vera, description="Boats, ports and quotas.", mediatopic="medtop:20000593")
    return tag


def test_the_page_gathers_stories_commitments_and_who_is_named_in_them(client, fisheries):
    html = client.get("/tags/fisheries/").content.decode()
    for words in (
        "Tag Fisheries Boats, ports and quotas. 1 story · 1 commitment · medtop:20000593",
        "Stories News report · Fisheries · 28 January 2024 Story herring-talks",
        "Commitments Open two ports 30 January 2024 · Borovia to Arland ○ Not yet rated",
        "People and states Arland · Borovia · Ilse Vahr",
    ):
        assert words in text_of(html)
    data = client.get("/tags/fisheries/index.json").json()
    assert (data["story_count"], data["commitment_count"], [row["name"] for row in data["actors"]]) == (
        1, 1, ["Arland", "Borovia", "Ilse Vahr"],
    )  # fmt: skip


def test_a_tag_of_drafts_and_an_unknown_one_answer_alike(client, fisheries, ada):
    a_story(ada, tag_list="secret")
    a_commitment(ada, "Secret", tag_list="hidden", undertaking=a_passage(ada, "nobody knows", "Secret paper"))
    for ending in ("", "index.json"):
        nothing = client.get(f"/tags/never/{ending}")
        for slug in ("secret", "hidden"):
            answer = client.get(f"/tags/{slug}/{ending}")
            assert (answer.status_code, answer.headers, answer.content) == (404, nothing.headers, nothing.content)


def test_a_merged_tag_leads_on_and_its_stories_come_along(client, fisheries, vera):
    story(vera, "ports", tags=("Ports",))
    merge_tag(Tag.objects.get(name="Ports"), fisheries, by=vera)
    for ending in ("", "index.json"):
        answer = client.get(f"/tags/ports/{ending}")
        assert (answer.status_code, answer["Location"]) == (301, f"/tags/fisheries/{ending}")
    data = client.get("/tags/fisheries/index.json").json()
    assert [row["headline"] for row in data["stories"]] == ["Story ports", "Story herring-talks"]
    assert "/tags/ports/" not in client.get("/sitemap.xml").content.decode()


def test_a_renamed_tag_leads_on(client, fisheries, vera):
    change_tag(fisheries, name="Fish and boats", by=vera)
    Tag.objects.create(name="Fisheries of a draft", slug="fisheries")  # as an older desk could have made it
    answer = client.get("/tags/fisheries/")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/fish-and-boats/")


def test_a_tag_that_no_reader_met_leads_nowhere_when_it_is_merged(client, fisheries, ada, vera):
    a_story(ada, tag_list="Operation Herring")
    merge_tag(Tag.objects.get(name="Operation Herring"), fisheries, by=vera)
    assert client.get("/tags/operation-herring/").status_code == 404


def test_a_tag_that_only_an_older_version_carries_keeps_a_page_that_says_so(client, vera):
    first = story(vera)
    story(vera, tags=("Arland",), article=first.article)
    html = client.get("/tags/fisheries/").content.decode()
    assert "Only earlier versions of stories carry this tag; nothing that stands now does." in text_of(html)
    assert {"name": "robots", "content": "noindex"} in tags_of(html, "meta")
    assert "fisheries" not in client.get("/sitemap.xml").content.decode()
    withdraw(fresh(first.article), by=vera, reason="Forged.")
    assert client.get("/tags/fisheries/").status_code == 404


def test_the_queries_of_a_page_do_not_grow(client, ada, vera):
    for numbers in (range(1), range(1, 5)):
        for number in numbers:
            story(vera, f"story-{number}")
            words = a_passage(ada, f"promise number {number}", f"Paper {number}")
            published(a_commitment(ada, f"Promise {number}", tag_list="Fisheries", undertaking=words), vera)
        assert [queries_of(client, f"/tags/fisheries/{ending}") for ending in ("", "index.json")] == [10, 10]
