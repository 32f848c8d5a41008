"""The page of corrections, its data, its table and its feed: what readers are told, of stories that stand."""

import csv
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Correction
from tests.editions import print_edition, tombstone_of
from tests.pages import text_of
from tests.samples import as_schema_1, corrected_content, sample_content

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "/corrections/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(vera):
    """A story with a first version, and the correction of it."""
    first = print_edition(sample_content(number=1, kind="first", at="2024-01-28T09:00:00.000000Z"), by=vera)
    content = corrected_content()
    content["corrections"].pop()  # the first version told none
    return print_edition(content, by=vera, article=first.article)


def withdraw(publication, vera, **edition):
    content = tombstone_of(corrected_content(), reason="It was never agreed.")
    content["edition"] |= edition
    return print_edition(content, by=vera, article=publication.article)


def test_the_page_tells_our_policy_and_each_correction_with_its_claims(client, corrected):
    text = text_of(client.get(PAGE).content.decode())
    assert "When we got something wrong, we say what it was, and what is right." in text
    assert "Retraction We no longer stand by it." in text
    assert (
        "1 entry JSON · CSV · Feed Correction · 29 January 2024, 11:30 UTC · version 2 "
        "Arland and Borovia to open herring talks after nine years We gave the wrong number of boats. There are 61. "
        "The claim concerned: “"
    ) in text


def test_a_withdrawn_story_is_told_as_withdrawn_and_its_corrections_go_with_it(client, corrected, vera):
    withdraw(corrected, vera)
    text = text_of(client.get(PAGE).content.decode())
    assert "Withdrawn · 1 February 2024, 09:00 UTC · version 3 Arland and Borovia" in text
    assert "It was never agreed." in text
    for address in (PAGE, f"{PAGE}index.json", f"{PAGE}index.csv", "/feeds/corrections.atom"):
        assert "number of boats" not in client.get(address).content.decode()


def test_a_story_that_is_back_tells_both(client, corrected, vera):
    withdraw(corrected, vera)
    print_edition(corrected_content() | {"edition": sample_content(number=4, kind="reinstatement")["edition"]}, by=vera,
                  article=corrected.article)  # fmt: skip
    rows = client.get(f"{PAGE}index.json").json()["corrections"]
    assert [(row["kind"], row["version"]) for row in rows] == [("withdrawal", 3), ("correction", 2)]


def test_the_data_hold_what_the_page_shows_with_absolute_addresses(client, corrected):
    found = client.get(f"{PAGE}index.json").json()
    claim = corrected_content()["claims"][1]
    assert found == {
        "count": 1,
        "page": 1,
        "pages": 1,
        "corrections": [
            {
                "date": "2024-01-29T11:30:00+00:00",
                "kind": "correction",
                "headline": "Arland and Borovia to open herring talks after nine years",
                "story": "http://testserver/articles/herring-talks/",
                "version": 2,
                "text": "We gave the wrong number of boats.\nThere are 61.",
                "claims": [
                    {
                        "public_id": claim["public_id"],
                        "words": claim["exact"],
                        "url": f"http://testserver/claims/{claim['public_id']}/",
                    }
                ],
            }
        ],
    }


def test_the_table_holds_all_of_it_and_no_formula(client, corrected, vera):
    content = corrected_content()
    content["article"] |= {"slug": "other", "headline": "=1+1"}
    content["corrections"] = [content["corrections"][0] | {"text": "@SUM(A1)", "claims": []}]
    for claim in content["claims"]:
        claim["public_id"] = claim["public_id"].replace("c", "d")
    print_edition(content, by=vera)
    answer = client.get(f"{PAGE}index.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    header, newest, older = csv.reader(StringIO(answer.content.decode()))
    assert header == ["date", "kind", "headline", "story", "version", "text", "claims"]
    assert (newest[2], newest[5], newest[6]) == ("'=1+1", "'@SUM(A1)", "")
    assert older[3:5] == ["http://testserver/articles/herring-talks/", "2"]


def test_the_feed_has_an_entry_for_each(client, corrected, vera):
    answer = client.get("/feeds/corrections.atom")
    root = ElementTree.fromstring(answer.content)
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Correction: Arland and Borovia to open herring talks after nine years"
    ]
    assert entries[0].findtext(f"{ATOM}id") == "tag:testserver,2024:editions/2"
    assert "There are 61." in entries[0].findtext(f"{ATOM}content")
    withdraw(corrected, vera)
    titles = [
        node.text for node in ElementTree.fromstring(client.get("/feeds/corrections.atom").content).iter(f"{ATOM}title")
    ]
    assert titles[1:] == ["Withdrawn: Arland and Borovia to open herring talks after nine years"]


def test_the_feed_of_stories_says_what_was_corrected(client, corrected):
    content = ElementTree.fromstring(client.get("/feeds/articles.atom").content).find(f".//{ATOM}content").text
    assert "<p>Correction: We gave the wrong number of boats." in content


def test_a_correction_of_the_first_schema_is_told_by_its_reason(client, vera):
    print_edition(as_schema_1(sample_content(kind="correction", reason="The talks were on Tuesday.")), by=vera)
    assert [row["text"] for row in client.get(f"{PAGE}index.json").json()["corrections"]] == [
        "The talks were on Tuesday."
    ]


def test_the_list_of_versions_says_what_each_corrected(client, corrected):
    text = text_of(client.get("/articles/herring-talks/editions/").content.decode())
    assert "Correction: We gave the wrong number of boats. There are 61." in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_list_do_not_grow(client, vera, count):
    for number in range(count):
        content = corrected_content()
        content["article"]["slug"] = f"story-{number}"
        for claim in content["claims"]:
            claim["public_id"] = f"{number}{claim['public_id'][1:]}"
        print_edition(content, by=vera)
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    assert len(queries) == 2


def test_every_page_leads_to_the_corrections_and_the_sitemap_names_them(client):
    assert 'href="/corrections/"' in client.get("/").content.decode()
    assert "<loc>http://testserver/corrections/</loc>" in client.get("/sitemap.xml").content.decode()


def test_a_row_that_no_content_tells_of_is_passed_over(client, corrected):
    Correction(edition=corrected.edition.article.editions.get(number=1), kind="update", text="Planted.").save()
    answer = client.get(PAGE)
    assert (answer.status_code, "Planted." in answer.content.decode()) == (200, False)
