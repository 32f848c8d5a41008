"""The Atom feed: one entry a story, renewed by each edition, with the head of the chain."""

from xml.etree import ElementTree

import pytest

from tests.editions import print_edition, tombstone_of
from tests.samples import overridden_content, sample_content

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
HEAD = "{urn:policydesk:chain}head"


def feed(client):
    response = client.get("/feeds/articles.atom")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def entry(node):
    return {
        child.tag.removeprefix(ATOM): child.text or child.attrib for child in node if child.tag != f"{ATOM}category"
    }


def test_an_empty_feed_is_valid(client):
    root = feed(client)
    assert (root.findtext(f"{ATOM}id"), root.findall(f"{ATOM}entry")) == ("http://testserver/feeds/articles.atom", [])
    assert root.find(HEAD).attrib == {"sequence": "0"}
    redactions = root.find("{urn:policydesk:chain}redactions")
    assert (redactions.text, redactions.attrib) == ("0" * 64, {"sequence": "0"})


def test_an_entry_says_version_status_and_reason(client, vera):
    first = print_edition(sample_content(number=1, kind="first", at="2024-01-28T09:00:00Z", reason=""), by=vera)
    publication = print_edition(overridden_content(), by=vera, article=first.article)
    root = feed(client)
    assert [entry(node) for node in root.findall(f"{ATOM}entry")] == [
        {
            "title": "Arland and Borovia to open herring talks after nine years",
            "link": {"href": "http://testserver/articles/herring-talks/", "rel": "alternate"},
            "published": "2024-01-28T09:00:00+00:00",
            "updated": "2024-01-29T11:30:00+00:00",
            "id": f"tag:testserver,2024:stories/{publication.pk}",
            "summary": "A quota fight that cost four canneries moves to the table.",
            "content": "<p>A quota fight that cost four canneries moves to the table.</p>\n"
            "<p>Version 2 (Update) of 29 January 2024. Cannery figures added</p>\n"
            "<p>Developing story</p>\n"
            "<p>14 claims, 3 confirmed, 2 said on record, 6 with a caveat, 1 our own judgement; 2 not checked yet</p>\n",
        }
    ]
    head = root.find(HEAD)
    assert (head.text, head.attrib) == (publication.edition.digest, {"sequence": "2"})


def test_a_story_without_a_standfirst_has_no_empty_paragraph(client, vera):
    content = sample_content()
    content["article"]["standfirst"] = ""
    print_edition(content, by=vera)
    html = feed(client).find(f"{ATOM}entry").findtext(f"{ATOM}content")
    assert ("<p></p>" in html, html.lstrip().startswith("<p>Version 2")) == (False, True)


def test_a_withdrawal_is_an_entry_without_a_word_of_the_story(client, vera):
    first = print_edition(sample_content(number=1, kind="first", reason=""), by=vera)
    print_edition(tombstone_of(sample_content(number=1), reason="Never agreed."), by=vera, article=first.article)
    (node,) = feed(client).findall(f"{ATOM}entry")
    found = entry(node)
    assert {name: found.get(name) for name in ("title", "summary", "content", "updated")} == {
        "title": "Withdrawn: Arland and Borovia to open herring talks after nine years",
        "summary": None,
        "content": "<p>This story was withdrawn. Never agreed.</p>\n",
        "updated": "2024-02-01T09:00:00+00:00",
    }


def test_markup_in_a_headline_breaks_nothing(client, vera):
    content = sample_content(number=1, kind="first", reason="<b>&")
    content["article"] |= {"headline": "</title><script>x</script>", "standfirst": "]]> & <i>"}
    content["claims"] = []
    print_edition(content, by=vera)
    found = entry(feed(client).find(f"{ATOM}entry"))
    assert found["title"] == "</title><script>x</script>"
    assert found["summary"] == "]]&gt; &amp; &lt;i&gt;"
    assert found["content"].startswith("<p>]]&gt; &amp; &lt;i&gt;</p>")
