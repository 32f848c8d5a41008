"""The filter of the ledger: one for the page, its data, its table and its feed."""

import csv
import io
from xml.etree import ElementTree

import pytest

from commitments.models import Commitment
from commitments.registering import change_commitment
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, published, tracked
from tests.pages import tags_of, text_of

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def three(ada, boris, vera):
    """Ports, which Borovia owes Arland; a hotline both owe each other, kept; quotas, long due, and not rated."""
    borovia, arland = an_actor(vera), an_actor(vera, "Arland")
    published(a_commitment(ada, made_on="2024-01-30", tag_list="herring, ports", occasion=an_occasion(vera)), vera)
    both = [{"actor": borovia, "role": "pledger", "side": "first"}, {"actor": arland, "role": "pledger", "side": "second"}]  # fmt: skip
    hotline = a_commitment(
        ada, "Set up a hotline", made_on="2023-05", parties=both, bindingness="legally_binding", tag_list="herring",
        undertaking=a_passage(ada, "a hotline is to be set up without delay", "Treaty"),
    )  # fmt: skip
    for party in both:
        tracked(
            hotline, propose=ada, confirm=boris, to_status="fulfilled", effective_on="2023-08",
            excerpts=[a_passage(ada, f"the line to {party['actor']} rang", f"Note {party['actor']}")],
        )  # fmt: skip
    published(hotline, vera)
    quotas = a_commitment(
        ada, "Publish the quotas", made_on="2024-02-10", due_words="by the end of March", due_on="2024-03-31",
        parties=[{"actor": arland, "role": "pledger"}, {"actor": borovia, "role": "counterparty"}],
        undertaking=a_passage(ada, "quotas of 100% will be published by the end of March", "Minutes"),
    )  # fmt: skip
    published(quotas, vera)


def titles_of(client, query):
    """What page, data, table and feed list for the query; they must agree but for the feed's own order."""
    html = client.get(f"/commitments/{query}").content.decode()
    page = [text_of(cell) for cell in html.split('<th scope="row">')[1:]]
    rows = client.get(f"/commitments/index.json{query}").json()["commitments"]
    data = [row["title"] for row in rows]
    table = list(csv.DictReader(io.StringIO(client.get(f"/commitments/index.csv{query}").content.decode())))
    feed = ElementTree.fromstring(client.get(f"/feeds/commitments.atom{query}").content)
    entries = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert [row["title"] for row in table] == data
    assert all(set(cells) <= set(row) for cells, row in zip(table, rows, strict=True))  # the same names
    assert sorted(entries) == sorted(data)
    assert [cell.startswith(title) for cell, title in zip(page, data, strict=True)] == [True] * len(data)
    return data


PORTS, HOTLINE, QUOTAS = "Open two ports", "Set up a hotline", "Publish the quotas"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [QUOTAS, PORTS, HOTLINE]),
        ("?sort=due", [QUOTAS, PORTS, HOTLINE]),
        ("?sort=updated", [QUOTAS, HOTLINE, PORTS]),
        ("?q=hotline", [HOTLINE]),
        ("?q=HERRING+boats", [PORTS]),
        ("?q=100%25", [QUOTAS]),
        ("?q=nowhere", []),
        ("?by=borovia", [PORTS, HOTLINE]),
        ("?by=arland", [QUOTAS, HOTLINE]),
        ("?to=arland", [PORTS, HOTLINE]),
        ("?to=nobody", []),
        ("?status=fulfilled", [HOTLINE]),
        ("?status=not_yet_rated", [QUOTAS, PORTS]),
        ("?by=arland&status=fulfilled", [HOTLINE]),
        ("?by=arland&status=not_yet_rated", [QUOTAS]),
        ("?tag=herring", [PORTS, HOTLINE]),
        ("?bindingness=legally_binding", [HOTLINE]),
        ("?occasion=selden-fisheries-talks", [PORTS]),
        ("?after=2024-02-01", [QUOTAS]),
        ("?after=2023-05-20&before=2024-01-30", [PORTS, HOTLINE]),
        ("?due=2024-03-31", [QUOTAS]),
        ("?due=2024-03-30", []),
        ("?overdue=on", [QUOTAS]),
        ("?evidence=on", [HOTLINE]),
        ("?overdue=on&evidence=on", []),
        ("?contested=on", []),
        ("?page=99", [QUOTAS, PORTS, HOTLINE]),
    ],
)
def test_page_data_table_and_feed_of_one_filter_list_the_same_rows(client, three, query, found):
    assert titles_of(client, query) == found


def test_by_overdue_and_evidence_together_mean_the_same_party(client, ada, boris, vera):
    """Borovia did its part in time, as an entry says; of Arland's nothing is known."""
    parties = [{"actor": an_actor(vera, name), "role": "pledger"} for name in ("Borovia", "Arland")]
    parties.append({"actor": an_actor(vera, "Cordia"), "role": "counterparty"})
    made = a_commitment(ada, due_words="by March", due_on="2024-03", parties=parties)
    tracked(made, propose=ada, confirm=boris, to_status="fulfilled", party=made.parties.get(actor__name="Borovia"))
    published(made, vera)
    day = "as_of=2024-06-01&"
    for query, found in (
        ("by=borovia&overdue=on", []),
        ("by=arland&overdue=on", [PORTS]),
        ("by=borovia&to=cordia&overdue=on", []),
        ("to=cordia&overdue=on", [PORTS]),
        ("status=fulfilled&overdue=on", []),
        ("by=borovia&evidence=on", [PORTS]),
        ("by=arland&evidence=on", []),
        ("overdue=on&evidence=on", []),
    ):
        assert (titles_of(client, f"?{query}"), titles_of(client, f"?{day}{query}")) == (found, found), query
    matrix = client.get("/commitments/?view=matrix&overdue=on").context["matrix"]
    assert [(line.by.name, tally.count) for line in matrix.rows for cell in line.cells for tally in cell.tallies] == [
        ("Arland", 1)
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?status=nonsense", "The filter “status” (Status) is not understood: Select a valid choice."),
        ("?after=xx&sort=no", "The filter “after” (Made from) is not understood: Enter a valid date."),
        ("?q=%00", "The filter “q” (Words) is not understood: "),
    ],
)
def test_a_value_that_is_not_understood_finds_nothing_and_is_named(client, three, query, sentence):
    told = [client.get(f"/{path}{query}") for path in ("commitments/index.csv", "feeds/commitments.atom")]
    data = client.get(f"/commitments/index.json{query}")
    assert [answer.status_code for answer in (*told, data)] == [400, 400, 400]
    assert all(
        words.startswith(sentence) for words in (*(each.content.decode() for each in told), data.json()["error"])
    )
    html = client.get(f"/commitments/{query}").content.decode()
    words = "A filter is not understood, so nothing is listed. Beside it stands what is wrong."
    assert (html.count('<th scope="row">'), words in text_of(html), "0 commitments" in text_of(html)) == (0, True, True)


def test_an_entry_of_the_feed_is_the_same_under_a_new_address(client, three, vera):
    ids = [_ids(client)]
    promise = Commitment.objects.get(title=PORTS)
    change_commitment(promise, by=vera, slug="open-ports")
    ids.append(_ids(client))
    assert (ids[0], len(set(ids[0]))) == (ids[1], 3)
    assert client.get("/commitments/open-two-ports/").status_code == 301


def _ids(client):
    feed = ElementTree.fromstring(client.get("/feeds/commitments.atom").content)
    return sorted(entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry"))


def test_every_filter_in_force_is_a_chip_that_takes_it_away(client, three):
    html = client.get("/commitments/?by=arland&overdue=on&sort=due&page=1").content.decode()
    chips = {tag["href"] for tag in tags_of(html, "a") if tag.get("class") == "chip noprint"}
    assert chips == {"/commitments/?overdue=on&sort=due", "/commitments/?by=arland&sort=due"}
    assert "1 commitment Made by: Arland × Remove this filter Overdue × Remove this filter" in text_of(html)
    links = {tag["href"] for tag in tags_of(html, "a")}
    assert {
        f"{at}?by=arland&overdue=on&sort=due" for at in ("/commitments/index.csv", "/feeds/commitments.atom")
    } <= links


def test_an_unnamed_party_is_not_found_by_the_address_the_desk_gave_it(client, ada, vera):
    source = an_actor(vera, "John Doe", kind="unnamed", described_as="a senior official")
    published(
        a_commitment(
            ada, parties=[{"actor": source, "role": "pledger"}, {"actor": an_actor(vera), "role": "counterparty"}]
        ),
        vera,
    )
    html = client.get("/commitments/").content.decode()
    assert ("a senior official" in html, "John Doe" in html, "john-doe" in html) == (True, False, False)
    assert client.get("/commitments/index.json?by=john-doe").json()["count"] == 0
    assert client.get("/actors/john-doe/").status_code == 404


def test_the_menus_hold_what_public_commitments_name_and_no_more(client, three, ada, vera):
    secret = an_actor(vera, "Secretland")
    a_commitment(
        ada,
        "Secret",
        parties=[{"actor": secret, "role": "pledger"}],
        tag_list="secret",
        occasion=an_occasion(vera, "Secret talks"),
    )
    assert "ecret" not in client.get("/commitments/").content.decode()
