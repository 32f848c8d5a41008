"""The list of stories: its filter, its pages, its data."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.editions import print_edition, tombstone_of
from tests.pages import tags_of, text_of
from tests.samples import sample_content

pytestmark = pytest.mark.django_db


def story(vera, slug, **article):
    """A public story with the sample's claims."""
    content = sample_content(number=1, kind="first", reason="")
    content["article"] |= {"slug": slug, "headline": f"Story {slug}"} | article
    return content, print_edition(content, by=vera)


@pytest.fixture
def three(vera):
    """Herring talks, a grain pact without tags and speakers, and a withdrawn story."""
    story(vera, "herring")
    grain = sample_content(number=1, kind="first", reason="")
    grain["article"] |= {
        "slug": "grain",
        "headline": "A pact on grain & barley",
        "standfirst": "",
        "body": "<p>Silos at Quay&amp;Sons stand full.</p>",
        "story_date": "2024-03-01",
        "tags": [],
        "work_type": "analysis",
    }
    grain |= {"claims": [], "sources": [], "actors": []}
    print_edition(grain, by=vera)
    content, gone = story(vera, "gone", story_date="2024-02-01")
    print_edition(tombstone_of(content, reason="Wrong."), by=vera, article=gone.article)


def slugs(client, query=""):
    return [row["url"].split("/")[-2] for row in client.get(f"/articles/index.json{query}").json()["stories"]]


def test_public_stories_are_listed_newest_first_and_withdrawn_ones_not(client, three):
    assert slugs(client) == ["grain", "herring"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=herring", ["herring"]),
        ("?q=HERRING+quotas", ["herring"]),
        ("?q=herring+silos", []),
        ("?q=grain+%26", ["grain"]),
        ("?q=Quay%26Sons", ["grain"]),
        ("?tag=fisheries", ["herring"]),
        ("?tag=unknown", []),
        ("?actor=borovia", ["herring"]),
        ("?actor=nobody", []),
        ("?status=said", ["herring"]),
        ("?status=disputed", ["herring"]),
        ("?after=2024-02-01", ["grain"]),
        ("?before=2024-02-01", ["herring"]),
        ("?after=2024-01-28&before=2024-01-28", ["herring"]),
        ("?tag=fisheries&actor=arland&status=refuted", ["herring"]),
        ("?tag=fisheries&after=2024-02-01", []),
        ("?page=99", ["grain", "herring"]),
    ],
)
def test_the_filter_finds(client, three, query, found):
    assert slugs(client, query) == found


def test_said_and_confirmed_are_told_apart(client, vera):
    content = sample_content(number=1, kind="first", reason="")
    content["claims"] = [claim for claim in content["claims"] if claim["reading"] == "said"]
    print_edition(content, by=vera)
    assert (slugs(client, "?status=said"), slugs(client, "?status=confirmed")) == (["herring-talks"], [])


def test_a_story_with_many_matching_rows_is_listed_once(client, vera):
    story(vera, "herring")
    assert slugs(client, "?status=confirmed&actor=arland&tag=arland") == ["herring"]


def test_the_page_counts_aloud_and_shows_a_chip_for_each_filter(client, three):
    html = client.get("/articles/?tag=fisheries&status=said&page=1").content.decode()
    text = text_of(html)
    assert (
        "1 story Tag: Fisheries × Remove this filter Has a claim that is: Said, on record × Remove this filter" in text
    )
    chips = [tag["href"] for tag in tags_of(html, "a") if "chip" in (tag.get("class") or "")]
    assert chips == ["/articles/?status=said", "/articles/?tag=fisheries"]
    assert [tag for tag in tags_of(html, "p") if tag.get("role") == "status"] == [{"role": "status"}]


def test_an_impossible_date_is_named_beside_its_field(client, three):
    text = text_of(client.get("/articles/?after=2024-13-28").content.decode())
    assert ("From Enter a valid date." in text, "0 stories" in text) == (True, True)
    for name in ("index.json", "index.csv"):
        answer = client.get(f"/articles/{name}?after=2024-13-28")
        said = "The filter “after” (From) is not understood: Enter a valid date."
        assert (answer.status_code, said in answer.content.decode()) == (400, True)


def test_an_unknown_status_is_named_beside_its_field(client, three):
    text = text_of(client.get("/articles/?status=true").content.decode())
    assert "Select a valid choice. true is not one of the available choices." in text


def test_a_line_of_the_list_says_what_a_reader_wants_to_know(client, three):
    text = text_of(client.get("/articles/?tag=fisheries").content.decode())
    assert (
        "News report · Fisheries · Arland · 28 January 2024 Story herring "
        "A quota fight that cost four canneries moves to the table. "
        "14 claims, 3 confirmed, 2 said on record, 6 with a caveat, 1 our own judgement; 2 not checked yet"
    ) in text


def test_an_empty_list_says_why(client, three):
    assert "No story fits all of these. Take one filter away." in text_of(
        client.get("/articles/?q=nothing").content.decode()
    )


def test_the_list_is_read_a_page_at_a_time(client, vera):
    for number in range(21):
        story(vera, f"story-{number}")
    first, second = (client.get(f"/articles/index.json?page={page}").json() for page in (1, 2))
    assert (first["count"], first["pages"], len(first["stories"]), len(second["stories"])) == (21, 2, 20, 1)
    html = client.get("/articles/?tag=fisheries").content.decode()
    assert [tag["href"] for tag in tags_of(html, "a") if tag.get("rel") == "next"] == ["?tag=fisheries&page=2"]


@pytest.mark.parametrize("stories", [1, 3])
@pytest.mark.parametrize("address", ["/", "/articles/", "/articles/index.json", "/feeds/articles.atom", "/sitemap.xml"])
def test_the_queries_of_a_list_do_not_grow(client, vera, address, stories):
    for number in range(stories):
        story(vera, f"story-{number}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    wanted = {"/": 2, "/articles/": 4, "/articles/index.json": 4, "/feeds/articles.atom": 3, "/sitemap.xml": 5}
    assert len(queries) == wanted[address]


def test_the_table_holds_the_stories_of_the_same_filter_and_no_formula(client, three, vera):
    story(vera, "sums", headline="=SUM(1)", standfirst="+1", tags=[{"name": "@tag", "slug": "fisheries"}])
    for query in ("", "?tag=fisheries", "?q=herring", "?after=2024-02-01", "?page=2"):
        table = list(csv.DictReader(io.StringIO(client.get(f"/articles/index.csv{query}").content.decode())))
        assert [row["url"].split("/")[-2] for row in table] == slugs(client, query)
    (sums,) = (row for row in csv.DictReader(io.StringIO(client.get("/articles/index.csv").content.decode())) if "SUM" in row["headline"])  # fmt: skip
    assert (sums["headline"], sums["standfirst"], sums["tags"]) == ("'=SUM(1)", "'+1", "'@tag")


def test_the_data_of_the_list_is_what_its_lines_show(client, vera):
    story(vera, "herring")
    assert client.get("/articles/index.json").json() == {
        "count": 1,
        "page": 1,
        "pages": 1,
        "stories": [
            {
                "url": "http://testserver/articles/herring/",
                "data": "http://testserver/articles/herring/index.json",
                "headline": "Story herring",
                "standfirst": "A quota fight that cost four canneries moves to the table.",
                "story_date": "2024-01-28",
                "published": "2024-01-29",
                "version": 1,
                "version_date": "2024-01-29",
                "claims": "14 claims, 3 confirmed, 2 said on record, 6 with a caveat, 1 our own judgement; 2 not checked yet",
                "tags": [{"name": "Fisheries", "slug": "fisheries"}, {"name": "Arland", "slug": "arland"}],
            }
        ],
    }
