"""Home, how we check, and what machines ask first."""

from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from articles.enums import READINGS
from commitments.enums import OVERDUE
from commitments.enums import READINGS as STANDINGS
from tests.editions import print_edition, tombstone_of
from tests.ledger import a_commitment, a_passage, published, tracked
from tests.pages import tags_of, text_of
from tests.samples import sample_content

pytestmark = pytest.mark.django_db


def test_home_leads_to_the_stories(client, vera):
    assert "No story has been published yet." in text_of(client.get("/").content.decode())
    print_edition(sample_content(), by=vera)
    html = client.get("/").content.decode()
    assert "Arland and Borovia to open herring talks after nine years" in text_of(html)
    assert "/articles/herring-talks/" in [tag["href"] for tag in tags_of(html, "a")]


def test_the_labels_are_explained_from_the_vocabulary_itself(client):
    text = text_of(client.get("/methodology/").content.decode())
    for reading in READINGS.values():
        assert f"{reading.glyph} {reading.label} words {reading.sentence}" in text


def test_what_may_come_of_a_commitment_is_explained_from_the_vocabulary_itself(client):
    pages = [text_of(client.get(address).content.decode()) for address in ("/methodology/", "/commitments/")]
    for reading in (*STANDINGS.values(), OVERDUE):
        assert [f"{reading.glyph} {reading.label} {reading.sentence}" in page for page in pages] == [True, True]


def test_home_shows_the_commitments_that_moved_last(client, ada, boris, vera):
    first = published(a_commitment(ada), vera)
    published(a_commitment(ada, "Set up a hotline", undertaking=a_passage(ada, "a hotline is set up", "Treaty")), vera)
    tracked(first, propose=ada, confirm=boris)
    moved = text_of(client.get("/").content.decode()).partition("Latest in the ledger of commitments")[2]
    assert 0 < moved.index("Open two ports") < moved.index("▸ In progress") < moved.index("Set up a hotline")


def test_the_sitemap_names_stories_that_stand(client, vera):
    first = print_edition(sample_content(number=1, kind="first"), by=vera)
    content = sample_content(number=1, kind="first")
    content["article"]["slug"] = "second"
    print_edition(content, by=vera)
    print_edition(tombstone_of(sample_content(number=1), reason="Wrong."), by=vera, article=first.article)
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [[child.text for child in url] for url in root.findall(f"{namespace}url")] == [
        ["http://testserver/"],
        ["http://testserver/articles/"],
        ["http://testserver/commitments/"],
        ["http://testserver/actors/"],
        ["http://testserver/methodology/"],
        ["http://testserver/corrections/"],
        ["http://testserver/articles/second/", "2024-01-29T11:30:00+00:00"],
        *([f"http://testserver/actors/{slug}/"] for slug in ("arland", "borovia", "ilse-vahr")),
        *([f"http://testserver/tags/{slug}/"] for slug in ("arland", "fisheries")),
        *([f"http://testserver/sources/src{number}bcdf/"] for number in "5432y"),
    ]


def test_robots_keep_out_of_the_desk(client):
    response = client.get("/robots.txt")
    assert (response["Content-Type"], response.content.decode()) == (
        "text/plain; charset=utf-8",
        "User-agent: *\nDisallow: /admin/\n\nSitemap: http://testserver/sitemap.xml\n",
    )


def test_the_icon_that_browsers_ask_for_by_name_is_found(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.url, answer.cookies) == (302, "/static/policydesk/favicon.svg", {})


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (400, "We could not read that request"),
        (403, "You may not see this"),
        (404, "There is no such page"),
        (500, "Something went wrong here"),
    ],
)
def test_every_error_has_a_page_that_needs_nothing_from_the_request(status, heading):
    html = render_to_string(f"{status}.html")
    assert f"<h1>{heading}</h1>" in html
    assert {"name": "robots", "content": "noindex"} in tags_of(html, "meta")


@pytest.mark.parametrize("address", ["/", "/articles/", "/methodology/"])
def test_every_page_has_its_address_title_and_feed_in_the_head(client, address):
    html = client.get(address).content.decode()
    links = {(tag["rel"], tag["href"]) for tag in tags_of(html, "link")}
    assert {("canonical", f"http://testserver{address}"), ("alternate", "/feeds/articles.atom")} <= links
    properties = {tag.get("property"): tag["content"] for tag in tags_of(html, "meta") if "property" in tag}
    assert properties.keys() == {
        "og:site_name", "og:image", "og:image:alt", "og:type", "og:title", "og:description", "og:url",
    }  # fmt: skip
    assert properties["og:url"] == f"http://testserver{address}"


@pytest.mark.parametrize(
    ("release", "says"),
    [
        ("checked", "Every claim in this story shows what it stands on and who checked it."),
        ("developing", "This story is under way: the claims that nobody has checked yet say so."),
        ("single_reader", "One person published this story; a second one has still to check it."),
        ("overridden", "This story was published over objections: not every claim in it is settled."),
    ],
)
def test_the_foot_of_a_story_says_no_more_than_its_release_allows(client, vera, release, says):
    due = None if release in ("checked", "overridden") else "2024-01-29T15:30:00.000000Z"
    print_edition(sample_content(release=release, follow_up_due=due), by=vera)
    foot = text_of(client.get("/articles/herring-talks/").content.decode().partition("<footer")[2])
    assert says in foot
    assert "or that nobody has yet" in text_of(client.get("/articles/").content.decode().partition("<footer")[2])
