"""Any filter of the ledger gives the same rows, which say the same, as page, data, table, feed and picture."""

import csv
import html
import io
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.wording import day
from policydesk.lib.tables import FORMULA
from sources.models import Source
from sources.retracting import retract
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, published, tracked
from tests.pages import text_of

ATOM = "{http://www.w3.org/2005/Atom}"
DAYS = ["2023-04-30", "2023-11-15", "2024-01-30", "2024-02-29", "2024-03-01", "2024-06-01", "2025-01-01"]
VALUES = {
    "q": ["port", "=SUM", "100%", "a b c", "nothing of it"],
    "by": ["borovia", "arland", "no-such"],
    "to": ["borovia", "arland", "cordia"],
    "status": ["not_yet_rated", "in_progress", "fulfilled", "breached", "superseded"],
    "tag": ["herring", "ports"],
    "bindingness": ["politically_binding", "legally_binding"],
    "occasion": ["selden-fisheries-talks"],
    "after": DAYS,
    "before": DAYS,
    "due": DAYS,
    "overdue": ["on"],
    "evidence": ["on"],
    "contested": ["on"],
    "as_of": DAYS,
    "dates": ["true", "known"],
    "sort": ["made", "due", "updated"],
    "view": ["table", "timeline", "matrix"],
    "page": ["1", "2", "last"],
}
FLAGS = {
    "overdue": "Overdue", "self_reported": "Self-reported", "contested": "Contested",
    "source_retracted": "A source was retracted",
}  # fmt: skip
QUERIES = st.fixed_dictionaries({}, optional={name: st.sampled_from(found) for name, found in VALUES.items()})


@pytest.fixture
def six(ada, boris, vera):
    """Six commitments that differ in all that can be asked for; their words begin as formulas do."""
    states = {name: an_actor(vera, name) for name in ("Borovia", "Arland", "Cordia")}

    def made(title, by, to, published_on, entries=(), **fields):
        sides = [{"actor": states[name], "role": "pledger", "side": side} for name, side in zip(by, ("first", "second"), strict=False)]  # fmt: skip
        ends = [{"actor": states[name], "role": "counterparty"} for name in to]
        words = a_passage(ada, f"it was promised to do what {title} says", f"Paper on {title}")
        commitment = a_commitment(ada, title, parties=sides + ends, undertaking=words, **fields)
        for status, since, party in entries:
            own = {"publisher": states[by[0]]} if status == "in_progress" else {}
            shown = [a_passage(ada, f"{status} is shown since {since}", f"Notice of {title}, {since} {status}", **own)]
            concerned = commitment.parties.get(actor=states[party], role="pledger") if party else None
            tracked(commitment, propose=ada, confirm=boris, to_status=status, effective_on=since, excerpts=shown, party=concerned)  # fmt: skip
        published(commitment, vera, at=datetime.fromisoformat(published_on).replace(tzinfo=UTC))

    made("=SUM(ports)", ["Borovia"], ["Arland"], "2024-02-01", occasion=an_occasion(vera), tag_list="herring, ports")
    made("+1 hotline", ["Borovia", "Arland"], [], "2023-06-01", [("fulfilled", "2024-02", "Arland")], made_on="2023-05")
    made("-Quotas 100%", ["Arland"], ["Borovia", "Cordia"], "2024-02-20", [("in_progress", "2024", None)],
         made_on="2024", due_words="@by March", due_on="2024-02-29", bindingness="legally_binding")  # fmt: skip
    made(
        "@Boats", ["Cordia"], ["Cordia", "Arland"], "2024-03-01", [("breached", "2024-05-01", None)], made_on="2023-11"
    )
    made("Nets", ["Borovia", "Arland"], ["Borovia", "Arland"], "2024-01-31", made_on="2023-11-15", tag_list="herring",
         due_words="by year's end", due_on="2023", contested_note="Doubted.",
         contested_by=a_passage(ada, "nobody saw a single net", "Letter", published="2024-02"))  # fmt: skip
    made("Buoys", ["Arland"], [], "2025-01-01", [("in_progress", "2024-03-01", None), ("fulfilled", "2024-06-01", None)],
         bindingness="unilateral")  # fmt: skip
    for title in ("Paper on -Quotas 100%", "Notice of +1 hotline, 2024-02 fulfilled"):
        retract(Source.objects.get(title=title), by=vera, reason="Forged.")


def rows_of(client, query):
    """By each of the five ways: path, status in words and whether it is overdue, in the order of the list; page, data
    and table with what else all three say of it."""
    page = client.get("/commitments/", query).content.decode()
    table = page.partition('<table class="stack">')[2]
    found = {"page": [], "picture": []}
    for row in re.findall(r'<tr><th scope="row">(.*?)</tr>', table, re.DOTALL):
        words = text_of(row.partition("<span>")[2])
        path = re.search(r'href="([^"?]*)', row)[1]
        found["page"].append((path, words, "! Overdue" in words, _said(row)))
    picture = client.get("/commitments/index.svg", query).content.decode()
    for href, told in re.findall(r'<a href="([^"]*)"><title>(.*?)</title>', picture):
        words = html.unescape(told)
        found["picture"].append((urlsplit(html.unescape(href)).path, words, "Overdue" in words))
    data = client.get("/commitments/index.json", query).json()["commitments"]
    found["data"] = [
        (urlsplit(row["url"]).path, [(each["label"], [who["name"] for who in each["of"]]) for each in row["statuses"]], row["overdue"], row)
        for row in data
    ]  # fmt: skip
    cells = list(csv.reader(io.StringIO(client.get("/commitments/index.csv", query).content.decode())))
    assert not [cell for row in cells for cell in row if cell.lstrip().startswith(FORMULA)]
    table = [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
    found["table"] = [(urlsplit(row["url"]).path, row["statuses"], row["overdue"] == "yes", row) for row in table]
    feed = ElementTree.fromstring(client.get("/feeds/commitments.atom", query).content)
    entries = feed.findall(f"{ATOM}entry")
    found["feed"] = [
        (urlsplit(entry.find(f"{ATOM}link").get("href")).path, text_of(entry.findtext(f"{ATOM}content")))
        for entry in entries
    ]
    return found


def _said(row):
    """What a row of the page says, cell by cell."""
    cells = re.findall(r'<td data-l="([^"]*)"><span>(.*?)</span></td>', row, re.DOTALL)
    return {name: text_of(words) for name, words in cells}


def assert_equal_rows(data, page, table):
    """By whom, to whom, made, due, contested and evidence are the same in data, page and table."""
    for part in ("by", "to"):
        names = [who["name"] for who in data[part]]
        assert table[part].lstrip("'") == "; ".join(names)
        told = page[part.title()]
        if told == "each other":
            assert sorted(names) == sorted(who["name"] for who in data["by"])
        else:
            assert told.replace(" and ", ", ").replace(" , ", ", ") == (", ".join(names) or "nobody named")
    assert (data["made_on"], data["due_on"]) == (table["made_on"], table["due_on"])
    assert page["Made"] == day(data["made_on"]).words
    assert table["due_words"].lstrip("'") == data["due_words"]
    due = f"“{data['due_words']}” {day(data['due_on']).words}" if data["due_on"] else "No date given"
    assert page["Due"] == due
    assert (table["contested"] == "yes", "Contested" in page["Status"]) == (data["contested"],) * 2
    assert (table["evidence"], page["Evidence"]) == (str(data["evidence"]),) * 2


def test_any_filter_gives_the_same_rows_in_every_form(client, six):
    sizes, flagged = set(), set()

    @settings(max_examples=15)
    @given(QUERIES)
    @example({})
    @example({"by": "arland"})
    @example({"to": "borovia"})
    @example({"tag": "ports"})
    def same(query):
        found = rows_of(client, query)
        paths = [row[0] for row in found["data"]]
        assert [[row[0] for row in found[form]] for form in ("page", "picture", "table")] == [paths] * 3
        assert sorted(row[0] for row in found["feed"]) == sorted(paths)
        told = dict(found["feed"])
        lines = zip(found["data"], found["page"], found["picture"], found["table"], strict=True)
        for (path, statuses, overdue, data), page, picture, table in lines:
            assert_equal_rows(data, page[3], table[3])
            assert (page[2], picture[2], table[2], "Overdue" in told[path]) == (overdue,) * 4
            assert table[3]["as_of_day"] == (data["as_of_day"] or "") == query.get("as_of", "")
            for flag, label in FLAGS.items():
                assert (table[3][flag] == "yes") is data[flag]
                assert [label in words for words in (page[1], picture[1], told[path])] == [data[flag]] * 3
                flagged.add((flag, data[flag]))
            for label, names in statuses:
                assert all(label in words for words in (page[1], picture[1], table[1], told[path]))
                assert len(statuses) == 1 or all(f"{name}: {label}" in table[1] for name in names)
        sizes.add(len(paths))

    same()
    assert (len(sizes) > 3, len(flagged)) == (True, 8)  # it was no comparison of empty lists


def test_pages_of_the_feed_lead_on_until_all_were_told(client, six, monkeypatch):
    monkeypatch.setattr("commitments.feeds.LENGTH", 4)
    address, seen = "/feeds/commitments.atom?sort=due", []
    while address:
        feed = ElementTree.fromstring(client.get(address).content)
        seen.append([entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")])
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        address = links.get("next")
    assert [len(titles) for titles in seen] == [4, 2]
    assert len({title for titles in seen for title in titles}) == 6
    assert links["previous"] == "http://testserver/feeds/commitments.atom?sort=due&page=1"


def test_an_entry_of_the_feed_as_of_a_day_is_not_that_of_now(client, six):
    ids = [
        {entry.findtext(f"{ATOM}id") for entry in ElementTree.fromstring(client.get(f"/feeds/commitments.atom{query}").content).findall(f"{ATOM}entry")}
        for query in ("", "?as_of=2024-03-01", "?as_of=2024-03-01&dates=known")
    ]  # fmt: skip
    assert all(ids)
    assert len(set.union(*ids)) == sum(map(len, ids))
