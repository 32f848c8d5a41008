"""The register of actors: the list, and the page of one actor."""

import csv
import io

import pytest

from actors.merging import merge
from actors.models import ActorFormerSlug, Tenure
from articles.publishing import withdraw
from tests.editions import named_in
from tests.ledger import a_commitment, a_passage, an_actor, published, tracked
from tests.pages import linked_data, queries_of, tags_of, text_of
from tests.samples import sample_content
from tests.stories import a_source, fresh


# --- The list -----------------------------------------------------------------------------------------------
@pytest.fixture
def four(vera, ada, borovia):
    """Borovia and Arland of a story; its minister and a ministry, who are party to a commitment."""
    minister = an_actor(vera, "Ann Zorn", kind="person", sort_name="Zorn, Ann", country=borovia)
    ministry = an_actor(vera, "Ministry of Fisheries", kind="government_body", country=borovia)
    secret = an_actor(vera, "Secretland")
    for office, place in (("Minister of Fisheries", borovia), ("Envoy", secret)):
        Tenure(person=minister, organisation=place, office=office, start="2021-01-20").save(by=vera)
    parties = [{"actor": minister, "role": "pledger"}, {"actor": ministry, "role": "counterparty"}]
    published(a_commitment(ada, parties=parties), vera)


FOUND = {
    "": ["Arland", "Borovia", "Ministry of Fisheries", "Ann Zorn"],
    "?kind=person": ["Ann Zorn"],
    "?country=borovia": ["Borovia", "Ministry of Fisheries", "Ann Zorn"],
    "?country=nowhere": [],
    "?q=coast": ["Borovia"],
    "?q=bor%C3%B3wia": ["Borovia"],
    "?q=ministry+fish": ["Ministry of Fisheries"],
    "?q=x%25": [],
    "?office=minister+of+fisheries": ["Ann Zorn"],
    "?office=minister&on=2024-01-28": ["Ann Zorn"],
    "?office=minister&on=2019-01-28": [],
    "?office=borovia": ["Ann Zorn"],
    "?office=secretland": [],
    "?on=2024-01-28": ["Ann Zorn"],
    "?part=says": ["Arland", "Borovia"],
    "?part=made": ["Ann Zorn"],
    "?part=received": ["Ministry of Fisheries"],
}


def test_page_data_and_table_of_one_filter_list_the_same_actors_by_sort_name(client, four):
    for query, found in FOUND.items():
        data = client.get(f"/actors/index.json{query}").json()
        table = list(csv.DictReader(io.StringIO(client.get(f"/actors/index.csv{query}").content.decode())))
        html = client.get(f"/actors/{query}").content.decode()
        listed = html.partition('<ul class="ui rows index">')[2].partition("</ul>")[0]
        links = [tag["href"] for tag in tags_of(listed, "a")]
        assert [row["name"] for row in data["actors"]] == [row["name"] for row in table] == found, query
        assert [f"http://testserver{link}" for link in links] == [row["url"] for row in data["actors"]]
        assert data["count"] == len(found)
        same = ("id", "url", "type", "name", "sort_name", "summary")
        assert [[row[name] for name in same] for row in table] == [
            [row[name] for name in same] for row in data["actors"]
        ]
    unknown = [client.get(f"/actors/{name}?kind=unnamed").status_code for name in ("index.json", "index.csv", "")]
    assert unknown == [400, 400, 200]


def test_no_cell_of_the_table_is_a_formula(client, ada, vera):
    state = an_actor(vera, "+State", native_name="=N", summary="@sum")
    person = an_actor(vera, "-Person", kind="person", country=state)
    published(a_commitment(ada, parties=[{"actor": state, "role": "pledger"}, {"actor": person, "role": "counterparty"}]), vera)  # fmt: skip
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(client.get("/actors/index.csv").content.decode()))}
    assert (rows["'+State"]["native_name"], rows["'+State"]["summary"]) == ("'=N", "'@sum")
    assert rows["'-Person"]["country"] == "'+State"


def test_the_queries_of_the_register_do_not_grow(client, borovia, vera):
    wanted = {"/actors/": 5, "/actors/index.json": 5, "/actors/index.csv": 4}
    for numbers in (range(1), range(1, 5)):
        for number in numbers:
            an_actor(vera, f"Actor {number}", country=borovia)
        named_in(vera, f"story-{len(numbers)}", **{f"actor-{number}": f"Actor {number}" for number in numbers})
        assert {address: queries_of(client, address) for address in wanted} == wanted


# --- One actor ----------------------------------------------------------------------------------------------
def test_the_page_tells_who_it_is_what_it_said_and_what_it_undertook(client, borovia, ada, boris, vera):
    minister = an_actor(vera, "Ann Zorn", kind="person")
    Tenure(person=minister, organisation=borovia, office="Minister", start="2021-01-20", end="2025").save(by=vera)
    made = a_commitment(ada)
    tracked(made, propose=ada, confirm=boris)
    published(made, vera)
    back = [{"actor": minister, "role": "pledger"}, {"actor": borovia, "role": "counterparty"}]
    published(a_commitment(ada, "Answer letters", parties=back, undertaking=a_passage(ada, "letters get answers", "Note")), vera)  # fmt: skip
    html = client.get("/actors/borovia/").content.decode()
    for words in (
        "State Borovia A state on the northern coast.",
        "In its own script Borówia Other names The Coast (Metonym) ISO 3166 BV Wikidata Q1",
        "Minister , Ann Zorn from 20 January 2021 to 2025",
        "Commitments made In progress: 1 · all 1 in the ledger Open two ports 30 January 2024 · Borovia to Arland ▸ In progress",
        "Commitments received Not yet rated: 1 · all 1 in the ledger Answer letters",
        "What they said, in our stories",
        "Stories News report",
    ):
        assert words.replace(" ,", ",") in text_of(html).replace(" ,", ",")
    graph = linked_data(html)
    assert (graph["@type"], graph["name"], graph["sameAs"]) == (
        "Country",
        "Borovia",
        "https://www.wikidata.org/wiki/Q1",
    )


def test_what_was_received_is_what_the_ledger_finds_under_made_to(client, ada, vera):
    states = {name: an_actor(vera, name) for name in ("Borovia", "Arland", "Cordia")}

    def made(title, by, to):
        sides = [{"actor": states[name], "role": "pledger", "side": side} for name, side in zip(by, ("first", "second"), strict=False)]  # fmt: skip
        ends = [{"actor": states[name], "role": "counterparty"} for name in to]
        published(a_commitment(ada, title, parties=sides + ends), vera)

    made("Set up a hotline", ["Borovia", "Arland"], [])
    made("Count the boats", ["Cordia"], ["Cordia", "Arland"])
    for slug, titles in (("arland", ["Count the boats", "Set up a hotline"]), ("borovia", ["Set up a hotline"])):
        found = client.get(f"/commitments/index.json?to={slug}").json()["commitments"]
        data = client.get(f"/actors/{slug}/index.json").json()["commitments_received"]
        assert sorted(row["title"] for row in found) == titles
        assert f"all {len(titles)} in the ledger" in text_of(client.get(f"/actors/{slug}/").content.decode())
        assert data["count"] == len(titles)
    assert "Commitments received" not in client.get("/actors/cordia/").content.decode()
    assert [row["name"] for row in client.get("/actors/index.json?part=received").json()["actors"]] == [
        "Arland", "Borovia",
    ]  # fmt: skip


def test_claims_are_counted_by_what_the_check_found_without_a_ranking(client, borovia):
    data = client.get("/actors/borovia/index.json").json()
    said = {claim["speaker"]["slug"]: [] for claim in sample_content()["claims"] if claim["speaker"]}
    for claim in sample_content()["claims"]:
        if claim["speaker"]:
            said[claim["speaker"]["slug"]].append(claim["reading"])
    counts = {group["status"]: group["count"] for group in data["claims"]}
    assert counts == {reading: said["borovia"].count(reading) for reading in said["borovia"]}
    text = text_of(client.get("/actors/borovia/").content.decode())
    assert all(f"{group['label']} ({group['count']})" in text for group in data["claims"])


def test_offices_are_asked_for_a_day(client, borovia, vera):
    minister = an_actor(vera, "Ann Zorn", kind="person")
    named_in(vera, "zorn", **{"ann-zorn": "Ann Zorn"})
    for office, start, end in (("Mayor", "2010", "2014-05"), ("Minister", "2021-01-20", "")):
        Tenure(person=minister, organisation=borovia, office=office, start=start, end=end).save(by=vera)
    offices = {
        day: [row["role"] for row in client.get(f"/actors/ann-zorn/index.json?on={day}").json()["memberships"]]
        for day in ("2012-01-01", "2014-05-31", "2014-06-01", "2024-01-01", "")
    }
    assert offices == {
        "2012-01-01": ["Mayor"], "2014-05-31": ["Mayor"], "2014-06-01": [], "2024-01-01": ["Minister"],
        "": ["Minister", "Mayor"],
    }  # fmt: skip
    assert "No office is known for that day." in text_of(client.get("/actors/ann-zorn/?on=2016-01-01").content.decode())
    wrong = client.get("/actors/ann-zorn/?on=soon").content.decode()
    assert ("Enter a valid date." in wrong, "Mayor" in wrong) == (True, True)
    data = client.get("/actors/ann-zorn/index.json?on=soon")
    assert (data.status_code, data.json()) == (400, {"error": "“on” is not understood: Enter a valid date."})


def test_claims_tell_when_they_were_printed(client, borovia):
    (group, *_more) = client.get("/actors/borovia/index.json").json()["claims"]
    assert group["first_printed"] == group["last_printed"] != ""
    assert group["newest"][0]["story_date"] == sample_content()["article"]["story_date"]
    assert "as printed on" in text_of(client.get("/actors/borovia/").content.decode())


def test_a_body_and_a_country_that_readers_do_not_know_are_not_told_by_an_office(client, vera, borovia):
    secret = an_actor(vera, "Secretland")
    minister = an_actor(vera, "Ann Zorn", kind="person", country=secret)
    named_in(vera, "zorn", **{"ann-zorn": "Ann Zorn"})
    Tenure(person=minister, organisation=secret, office="Envoy").save(by=vera)
    Tenure(person=an_actor(vera, "Ghost", kind="person"), organisation=borovia, office="Hidden post").save(by=vera)
    answers = "".join(
        client.get(address).content.decode()
        for address in (
            "/actors/ann-zorn/", "/actors/ann-zorn/index.json", "/actors/borovia/", "/actors/borovia/index.json",
            "/actors/", "/actors/index.json", "/actors/index.csv", "/actors/?country=secretland",
        )
    )  # fmt: skip
    assert ("Envoy" in answers, "Secret" in answers.replace("secretland", ""), "Ghost" in answers, "Hidden post" in answers) == (True, False, False, False)  # fmt: skip
    assert client.get("/actors/index.json?country=secretland").json()["count"] == 0


def test_the_queries_of_a_page_do_not_grow(client, borovia, ada, boris, vera):
    for numbers in (range(1), range(1, 5)):
        for number in numbers:
            named_in(vera, f"story-{number}", borovia="Borovia", arland="Arland")
            person = an_actor(vera, f"Person {number}", kind="person")
            Tenure(person=person, organisation=borovia, office=f"Office {number}").save(by=vera)
            for title, pledger, other in (("Give", borovia, person), ("Take", person, borovia)):
                parties = [{"actor": pledger, "role": "pledger"}, {"actor": other, "role": "counterparty"}]
                words = a_passage(ada, f"{title} number {number}", f"{title} {number}", publisher=borovia)
                published(a_commitment(ada, f"{title} {number}", parties=parties, undertaking=words), vera)
        assert [queries_of(client, f"/actors/borovia/{ending}") for ending in ("", "index.json")] == [12, 12]


# --- Who is public ------------------------------------------------------------------------------------------
def test_who_only_an_older_version_names_keeps_a_page_that_says_so_and_is_on_no_list(client, vera):
    first = named_in(vera, borovia="Borovia", arland="Arland")
    named_in(vera, article=first.article, arland="Arland")
    html = client.get("/actors/borovia/").content.decode()
    assert "Only earlier versions of stories name them; nothing that stands now does." in text_of(html)
    assert {"name": "robots", "content": "noindex"} in tags_of(html, "meta")
    assert client.get("/actors/borovia/index.json").json()["current"] is False
    assert [row["name"] for row in client.get("/actors/index.json").json()["actors"]] == ["Arland"]
    assert "borovia" not in client.get("/sitemap.xml").content.decode()
    withdraw(fresh(first.article), by=vera, reason="Forged.")
    assert client.get("/actors/borovia/").status_code == 404


def test_an_actor_nobody_knows_and_an_unknown_address_answer_alike(client, borovia, vera):
    an_actor(vera, "Secretland")
    for ending in ("", "index.json"):
        mine, other = (client.get(f"/actors/{slug}/{ending}") for slug in ("secretland", "never-was"))
        assert (mine.status_code, mine.headers, mine.content) == (404, other.headers, other.content)


def test_a_merged_actor_leads_to_the_one_that_stays_and_gives_it_what_it_said(client, borovia, ada, vera):
    other = an_actor(vera, "Republic of Borovia")
    published(a_commitment(ada, parties=[{"actor": other, "role": "pledger"}, {"actor": an_actor(vera, "Arland"), "role": "counterparty"}]), vera)  # fmt: skip
    merge(other, borovia, by=vera)
    for ending in ("", "index.json"):
        answer = client.get(f"/actors/republic-of-borovia/{ending}")
        assert (answer.status_code, answer["Location"]) == (301, f"/actors/borovia/{ending}")
    assert client.get("/actors/borovia/index.json").json()["commitments_made"]["count"] == 1
    assert client.get("/commitments/index.json?by=borovia").json()["count"] == 1
    assert [row["name"] for row in client.get("/actors/index.json").json()["actors"]] == ["Arland", "Borovia"]


def test_two_who_undertook_one_thing_count_as_one_once_they_are_merged(client, borovia, ada, boris, vera):
    twin, arland = an_actor(vera, "Republic of Borovia"), an_actor(vera, "Arland")
    parties = [{"actor": each, "role": "pledger"} for each in (borovia, twin)]
    made = published(a_commitment(ada, parties=[*parties, {"actor": arland, "role": "counterparty"}]), vera)
    tracked(made, propose=ada, confirm=boris)
    merge(twin, borovia, by=vera)
    for slug, which in (("borovia", "commitments_made"), ("arland", "commitments_received")):
        told = client.get(f"/actors/{slug}/index.json").json()[which]
        assert (told["count"], told["statuses"]) == (1, {"in_progress": 1})
    (line,) = client.get("/commitments/index.json?by=borovia&status=in_progress").json()["commitments"]
    assert [[who["name"] for who in each["of"]] for each in line["statuses"]] == [["Borovia"]]
    data = client.get(f"/commitments/{made.slug}/index.json").json()
    assert [(part["name"], part["part"]) for part in data["parties"]] == [
        ("Borovia", "Undertakes it"), ("Arland", "To whom it was undertaken")
    ]  # fmt: skip
    assert client.get("/actors/arland/with/borovia/index.json").json()["count"] == 1


def test_who_was_merged_into_someone_nobody_names_is_still_found_there(client, borovia, vera):
    merge(borovia, an_actor(vera, "Union of the Coast"), by=vera)
    assert client.get("/actors/borovia/")["Location"] == "/actors/union-of-the-coast/"
    data = client.get("/actors/union-of-the-coast/index.json").json()
    assert (bool(data["claims"]), len(data["stories"])) == (True, 1)


def test_a_former_address_leads_on_only_while_its_actor_is_public(client, borovia, vera):
    ActorFormerSlug.objects.create(of=borovia, slug="borowia")
    ActorFormerSlug.objects.create(of=an_actor(vera, "Secretland"), slug="old-secret")
    answer = client.get("/actors/borowia/")
    assert (answer.status_code, answer["Location"]) == (301, "/actors/borovia/")
    assert client.get("/actors/old-secret/").status_code == 404


def test_the_stories_lead_to_the_pages_of_those_they_name(client, borovia):
    links = {tag["href"] for tag in tags_of(client.get("/articles/herring-talks/").content.decode(), "a")}
    assert {"/actors/borovia/", "/actors/arland/", "/tags/fisheries/", "/sources/srcybcdf/"} <= links
    assert {client.get(link).status_code for link in links if link.startswith(("/actors", "/tags", "/sources"))} == {
        200
    }


def test_a_publisher_shows_its_public_sources(client, ada, vera):
    paper = an_actor(vera, "Selden Post", kind="media")
    words = a_passage(ada, "boats will be let in", "Closures on the coast", publisher=paper, published="2023-12")
    a_source(ada, "Never cited", publisher=paper)
    published(a_commitment(ada, undertaking=words), vera)
    text = text_of(client.get("/actors/selden-post/").content.decode())
    assert "Sources they published Closures on the coast, December 2023" in text
    assert "Never cited" not in text
