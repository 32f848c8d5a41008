"""The page of two: what each undertook towards the other, side by side, occasion by occasion."""

import csv
import io

import pytest

from actors.merging import merge
from commitments.registering import change_commitment
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, published, tracked
from tests.pages import queries_of, tags_of, text_of
from tests.stories import fresh

TWO = "/actors/arland/with/borovia/"
SIDES = ("by_first", "by_second", "by_both")


def made(ada, vera, title, by, to, **fields):
    """A public commitment of these towards those."""
    parties = [{"actor": each, "role": "pledger"} for each in by] + [{"actor": each, "role": "counterparty"} for each in to]  # fmt: skip
    words = a_passage(ada, f"it was promised to {title.lower()} soon", f"Paper: {title}")
    return published(a_commitment(ada, title, parties=parties, undertaking=words, **fields), vera)


@pytest.fixture
def cast(vera):
    """Arland and Borovia, and Cordia, who is no party to most of it."""
    return [an_actor(vera, name) for name in ("Arland", "Borovia", "Cordia")]


@pytest.fixture
def told(ada, boris, vera, cast):
    """On a summit of 2023 each promised something, and both something together; later one promised without occasion."""
    arland, borovia, cordia = cast
    summit = an_occasion(vera, "Coast summit", kind="summit", date="2023-05-01", place="Selden")
    talks = an_occasion(vera)
    made(ada, vera, "Open ports", [borovia], [arland], occasion=summit, made_on="2023-05-01")
    made(ada, vera, "Pay dues", [arland], [borovia, cordia], occasion=summit, made_on="2023-05-01")
    both = made(ada, vera, "Count boats", [arland, borovia], [arland, borovia], occasion=summit, made_on="2023-05-01")
    tracked(both, propose=ada, confirm=boris, to_status="fulfilled")
    made(ada, vera, "Mend nets", [arland], [borovia], occasion=talks)
    made(ada, vera, "Send letters", [borovia], [arland], made_on="2022")
    made(ada, vera, "Feed gulls", [cordia], [arland], made_on="2022")


def test_each_side_stands_beside_the_other_by_occasion_in_the_order_of_time(client, told):
    data = client.get(f"{TWO}index.json").json()
    assert [each["name"] for each in data["actors"]] == ["Arland", "Borovia"]
    assert [
        (chapter["name"], *([line["title"] for line in chapter[side]] for side in SIDES))
        for chapter in data["occasions"]
    ] == [
        ("Coast summit", ["Pay dues"], ["Open ports"], ["Count boats"]),
        ("Selden fisheries talks", ["Mend nets"], [], []),
        ("", [], ["Send letters"], []),
    ]
    html = client.get(TWO).content.decode()
    text = text_of(html)
    for words in (
        "Arland and Borovia 5 commitments between them.",
        "Coast summit 1 May 2023 · Summit · Selden",
        "By both, towards each other Count boats 1 May 2023 · No date given ✓ Kept",
        "Nothing by this side alone.",
        "On no occasion that is named",
    ):
        assert words in text
    assert "Feed gulls" not in text
    assert {"/commitments/?by=arland&to=borovia", "/commitments/?by=borovia&to=arland"} <= {
        tag["href"] for tag in tags_of(html, "a")
    }


def test_it_is_asked_as_of_a_day_and_as_a_table(client, told):
    """The summit's three and the letters were made by June 2023, and the count of boats was not kept yet."""
    day = "?as_of=2023-06-01&dates=true"
    page = client.get(f"{TWO}{day}")
    text = text_of(page.content.decode())
    assert "4 commitments between them." in text
    assert ("The ledger as it was true on 1 June 2023." in text, "Mend nets" in text, "Kept" in text) == (
        True, False, False,
    )  # fmt: skip
    links = {tag["href"] for tag in tags_of(page.content.decode(), "a")}
    assert {f"/commitments/open-ports/{day}", f"{TWO}index.csv{day}", f"{TWO}index.json{day}"} <= links
    assert "noindex" in page.content.decode()
    data = client.get(f"{TWO}index.json{day}").json()
    assert (data["count"], data["as_of"]) == (4, {"day": "2023-06-01", "dates": "true"})
    for query, dated in ((day, ["2023-06-01"] * 4), ("", [""] * 5)):
        rows = list(csv.DictReader(io.StringIO(client.get(f"{TWO}index.csv{query}").content.decode())))
        shown = client.get(f"{TWO}index.json{query}").json()["occasions"]
        assert [row["title"] for row in rows] == [
            line["title"] for each in shown for side in SIDES for line in each[side]
        ]
        assert [row["as_of_day"] for row in rows] == dated

    assert "0 commitments between them." in text_of(client.get(f"{TWO}?as_of=2021-01-01").content.decode())
    assert client.get(f"{TWO}index.csv?as_of=soon").status_code == 400
    answer = client.get(f"/actors/borovia/with/arland/index.csv{day}")
    assert (answer.status_code, answer["Location"]) == (301, f"{TWO}index.csv{day}")
    assert client.get("/actors/borovia/with/cordia/index.csv?as_of=2023-06-01").status_code == 404


@pytest.mark.parametrize("day", ["31.12.2024", "2099-01-01"])
def test_on_a_day_that_is_not_understood_nothing_is_listed_and_it_is_said(client, told, day):
    html = client.get(f"{TWO}?as_of={day}").content.decode()
    assert "The day is not understood, so nothing is listed." in text_of(html)
    assert ("errorlist" in html, "Pay dues" in html, "commitments between them" in html) == (True, False, False)


def test_the_other_order_and_former_addresses_lead_to_the_one_page(client, told, cast, ada, vera):
    for ending in ("", "index.json"):
        answer = client.get(f"/actors/borovia/with/arland/{ending}")
        assert (answer.status_code, answer["Location"]) == (301, f"{TWO}{ending}")
    crown = an_actor(vera, "Zealous crown of Arland")
    made(ada, vera, "Lend a boat", [crown], [cast[1]], made_on="2021")
    assert client.get(f"/actors/borovia/with/{crown.slug}/").status_code == 200
    merge(crown, fresh(cast[0]), by=vera)
    answer = client.get(f"/actors/borovia/with/{crown.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, TWO)
    assert "Lend a boat" in client.get(TWO).content.decode()


@pytest.mark.parametrize(
    "address", ["borovia/with/cordia/", "arland/with/arland/", "arland/with/nobody/", "arland/with/john-doe/"]
)
def test_two_with_nothing_between_them_have_no_page(client, told, ada, vera, cast, address):
    source = an_actor(vera, "John Doe", kind="unnamed", described_as="an official")
    made(ada, vera, "Whisper", [source], [cast[0]])
    secret = a_commitment(ada, "Secret", undertaking=a_passage(ada, "nobody may know it", "Secret paper"), parties=[{"actor": cast[1], "role": "pledger"}, {"actor": cast[2], "role": "counterparty"}])  # fmt: skip
    assert [client.get(f"/actors/{address}{ending}").status_code for ending in ("", "index.json")] == [404, 404]
    change_commitment(secret, by=vera, summary="Still secret.")


def test_ledger_and_actors_lead_to_it(client, told):
    for address in ("/actors/arland/", "/commitments/?by=borovia&to=arland"):
        assert TWO in {tag["href"] for tag in tags_of(client.get(address).content.decode(), "a")}
    text = text_of(client.get("/actors/arland/").content.decode())
    assert "side by side. Borovia · 5 commitments Cordia · 2 commitments" in text
    assert "/with/" not in client.get("/commitments/?by=borovia&to=cordia").content.decode()


def test_where_the_page_shows_the_newest_alone_table_and_data_have_all(client, told, monkeypatch):
    assert "The newest of them are shown." not in client.get(TWO).content.decode()
    monkeypatch.setattr("policydesk.registers.two_sides.SHOWN", 2)
    page = text_of(client.get(TWO).content.decode())
    assert ("5 commitments between them. The newest of them are shown." in page, "Send letters" in page) == (
        True,
        False,
    )
    assert len([*csv.reader(io.StringIO(client.get(f"{TWO}index.csv").content.decode()))]) == 1 + 5
    occasions = client.get(f"{TWO}index.json").json()["occasions"]
    assert sum(len(chapter[side]) for chapter in occasions for side in SIDES) == 5


def test_the_queries_of_the_page_of_two_do_not_grow(client, cast, ada, vera):
    for numbers in (range(1), range(1, 5)):
        for number in numbers:
            meeting = an_occasion(vera, f"Meeting {number}", date=f"2023-0{number + 1}-01")
            made(ada, vera, f"Promise {number}", cast[:1], cast[1:2], occasion=meeting)
        assert [queries_of(client, f"{TWO}{ending}") for ending in ("", "index.json", "index.csv")] == [5, 5, 5]
