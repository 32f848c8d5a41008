"""The timeline and the matrix of the ledger: the same commitments in two more ways."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.merging import merge
from commitments.views import ledger as views
from tests.ledger import a_commitment, a_passage, an_actor, published, tracked
from tests.pages import tags_of, text_of

LIST = "/commitments/"


@pytest.fixture
def four(ada, boris, vera):
    """Ports, which Borovia owes Arland; a hotline by both, named from both ends, of which Arland did its part; a
    treaty of two sides who name no other; and quotas that an unnamed official of Borovia promised."""
    borovia, arland = an_actor(vera), an_actor(vera, "Arland")
    sides = [{"actor": borovia, "role": "pledger", "side": "first"}, {"actor": arland, "role": "pledger", "side": "second"}]  # fmt: skip
    ends = [{"actor": each["actor"], "role": "counterparty"} for each in sides]
    source = an_actor(vera, "John Doe", kind="unnamed", described_as="a senior official")
    ports = a_commitment(ada, due_words="by February", due_on="2024-02")
    hotline = a_commitment(ada, "Set up a hotline", made_on="2023-05", parties=[*sides, *ends], undertaking=a_passage(ada, "a hotline is to be set up", "Treaty"))  # fmt: skip
    treaty = a_commitment(ada, "Sign a treaty", made_on="2024-02", parties=sides, undertaking=a_passage(ada, "both will sign a treaty", "Note"))  # fmt: skip
    quotas = a_commitment(
        ada, "Publish the quotas", parties=[{"actor": source, "role": "pledger"}, {"actor": arland, "role": "counterparty"}],
        undertaking=a_passage(ada, "quotas will be published", "Minutes"),
    )  # fmt: skip
    tracked(hotline, propose=ada, confirm=boris, to_status="fulfilled", party=hotline.parties.get(actor=arland, role="pledger"))  # fmt: skip
    for made in (ports, hotline, treaty, quotas):
        published(made, vera)
    return borovia, arland


def matrix_of(client, query=""):
    """By row and column: what each cell says of the statuses, and the lists that it leads to."""
    html = client.get(f"{LIST}?view=matrix{query}").content.decode()
    table = html.partition('<table class="matrix"')[2].partition("</table>")[0]
    columns = [text_of(cell) for cell in re.findall(r'<th scope="col">(.*?)</th>', table)]
    found = {}
    for line in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", table, re.DOTALL):
        name, _end, cells = line.partition("</th>")
        for column, cell in zip(columns, re.findall(r"<td>(.*?)</td>", cells, re.DOTALL), strict=True):
            words = text_of(cell).partition(" Side by side")[0]
            lists = [tag["href"] for tag in tags_of(cell, "a") if tag["href"].startswith(LIST)]
            found[text_of(name), column] = (words, lists)
    return found


def test_each_cell_counts_by_status_and_leads_to_a_list_of_as_many(client, four):
    found = matrix_of(client)
    assert {pair: words for pair, (words, _links) in found.items()} == {
        ("a senior official", "Arland"): "○ Not yet rated: 1",
        ("a senior official", "Borovia"): "–",
        ("Arland", "Arland"): "–",
        ("Arland", "Borovia"): "○ Not yet rated: 1 ✓ Kept: 1",
        ("Borovia", "Arland"): "○ Not yet rated: 3",
        ("Borovia", "Borovia"): "–",
    }
    links = [link for _words, links in found.values() for link in links]
    assert len(links) == 3  # to what an unnamed person promised none leads
    counts = {link: client.get(link.replace(LIST, f"{LIST}index.json")).json()["count"] for link in links}
    assert counts == {
        f"{LIST}?by=arland&to=borovia&status=not_yet_rated": 1,
        f"{LIST}?by=arland&to=borovia&status=fulfilled": 1,
        f"{LIST}?by=borovia&to=arland&status=not_yet_rated": 3,
    }


@pytest.mark.parametrize("day", ["", "?as_of=2024-02-15&dates=true"])
def test_each_cell_of_two_who_are_named_leads_to_their_page_too(client, four, day):
    html = client.get(f"{LIST}{day or '?'}&view=matrix").content.decode()
    links = [(words, href) for href, words in re.findall(r'<br><a href="([^"]+)">(.*?)</a>', html) if "/with/" in href]
    page = f"/actors/arland/with/borovia/{day}"
    assert [(text_of(words), unescape(href)) for words, href in links] == [
        ("Side by side", page), ("Side by side", page),
    ]  # fmt: skip
    assert client.get(page).status_code == 200


def test_a_filter_narrows_the_matrix_and_its_cells_keep_it(client, four):
    assert matrix_of(client, "&by=arland&status=fulfilled") == {
        ("Arland", "Borovia"): ("✓ Kept: 1", [f"{LIST}?by=arland&to=borovia&status=fulfilled"]),
    }
    ((words, (link,)),) = matrix_of(client, "&as_of=2024-02-15&by=arland").values()
    assert words == "○ Not yet rated: 2"
    assert client.get(link.replace(LIST, f"{LIST}index.json")).json()["count"] == 2


def test_who_was_merged_is_counted_with_the_one_that_stays(client, four, ada, vera):
    other = an_actor(vera, "Kingdom of Borovia")
    made = a_commitment(
        ada, "Lend a boat", undertaking=a_passage(ada, "a boat is lent to them", "Memo"),
        parties=[{"actor": other, "role": "pledger"}, {"actor": four[1], "role": "counterparty"}],
    )  # fmt: skip
    published(made, vera)
    merge(other, four[0], by=vera)
    assert matrix_of(client)["Borovia", "Arland"][0] == "○ Not yet rated: 4"
    for slug in ("borovia", other.slug):
        assert client.get(f"{LIST}index.json?by={slug}&to=arland").json()["count"] == 4


def test_nobody_undertakes_anything_towards_themselves(client, four):
    assert client.get(f"{LIST}index.json?by=arland&to=arland").json()["count"] == 0
    assert client.get(f"{LIST}index.json?to=arland").json()["count"] == 4


def test_the_timeline_shows_each_row_as_a_link_with_all_its_words_and_the_table_below(client, four):
    html = client.get(f"{LIST}?view=timeline&sort=due").content.decode()
    picture, _end, rest = html.partition("<svg")[2].partition("</svg>")
    titles = [text_of(title) for title in re.findall(r"<a href=[^>]*><title>(.*?)</title>", picture)]
    assert titles == [
        "Open two ports: promised 30 January 2024, due “by February” (February 2024). Not yet rated. Overdue, no evidence",
        "Sign a treaty: promised February 2024, no date given. Not yet rated",
        "Publish the quotas: promised 30 January 2024, no date given. Not yet rated",
        "Set up a hotline: promised May 2023, no date given. Borovia: Not yet rated; Arland: Kept",
    ]
    assert (picture.count('class="nodate"'), picture.count('class="late"'), picture.count('class="ev"')) == (3, 1, 1)
    assert rest.count('<th scope="row">') == 4
    assert " style=" not in html
    assert 'role="group" aria-labelledby="chart-title chart-desc"' in picture
    assert '<div class="scroll" tabindex="0" role="region"' in html
    assert ("today, " in picture, "asked for: 1 March 2024" in client.get(f"{LIST}index.svg?as_of=2024-03-01").content.decode()) == (True, True)  # fmt: skip


def test_the_picture_by_itself_is_whole_and_its_links_are_too(client, four):
    answer = client.get(f"{LIST}index.svg?by=arland")
    picture = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert picture.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert re.findall(r'<a href="([^"]*)">', picture) == [
        "http://testserver/commitments/sign-a-treaty/", "http://testserver/commitments/set-up-a-hotline/",
    ]  # fmt: skip
    assert client.get(f"{LIST}index.svg?status=no").status_code == 400


def test_more_than_a_page_has_a_strip_of_all_and_the_picture_shows_the_page(client, four, monkeypatch):
    monkeypatch.setattr(views, "PAGE_SIZE", 3)
    first, second = (client.get(f"{LIST}index.svg?page={page}").content.decode() for page in (1, 2))
    assert ([picture.count("<a href=") for picture in (first, second)], "4 in all" in first) == ([3, 1], True)
    assert 'class="here"' in first
    monkeypatch.setattr(views, "PAGE_SIZE", 4)
    assert 'class="strip"' not in client.get(f"{LIST}index.svg").content.decode()


def test_the_views_and_the_form_keep_what_is_asked(client, four):
    html = client.get(f"{LIST}?by=arland&view=timeline").content.decode()
    nav = html.partition('aria-label="View">')[2].partition("</nav>")[0]
    assert [(tag["href"], tag.get("aria-current")) for tag in tags_of(nav, "a")] == [
        (f"{LIST}?by=arland", None), (f"{LIST}?by=arland&view=timeline", "true"), (f"{LIST}?by=arland&view=matrix", None),
    ]  # fmt: skip
    assert f'class="chip noprint" href="{LIST}?view=timeline"' in html
    assert '<input type="hidden" name="view" value="timeline"' in html
    data = {tag["href"] for tag in tags_of(html, "a")}
    assert {f"{LIST}index.csv?by=arland", f"{LIST}index.svg?by=arland", "/feeds/commitments.atom?by=arland"} <= data
    assert "noindex" not in client.get(f"{LIST}?view=matrix").content.decode()


def test_the_queries_of_each_view_do_not_grow(client, four, ada, vera):
    wanted = {
        f"{LIST}?view=timeline": 9,
        f"{LIST}?view=matrix": 10,
        f"{LIST}index.svg": 9,
        f"{LIST}?as_of={date.today()}": 8,
    }
    counts = []
    for number in range(2):
        with_queries = {}
        for address in wanted:
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get(address)
            with_queries[address] = len(seen)
        counts.append(with_queries)
        for each in range(4):
            more = a_commitment(ada, f"More {number} {each}", undertaking=a_passage(ada, f"they will do more {number} {each}", f"More {number} {each}"))  # fmt: skip
            published(more, vera)
    assert counts == [wanted, wanted]
    assert max(wanted.values()) <= 12
