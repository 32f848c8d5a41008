"""Actors as data, in the terms of Popolo."""

from actors.models import Tenure
from tests.editions import named_in
from tests.ledger import an_actor
from tests.pages import text_of


def test_data_of_an_actor_is_in_the_terms_of_popolo(client, borovia, vera):
    harbours = an_actor(vera, "Harbour Board", kind="government_body", country=borovia, parent=borovia)
    minister = an_actor(vera, "Ann Zorn", kind="person", aliases=[
        {"text": "A. Zorn", "kind": "former", "lang": "en", "valid_from": "2001", "valid_to": "2010-05/2010-08"},
    ])  # fmt: skip
    Tenure(person=minister, organisation=borovia, office="Minister", start="2021-01-20", acting=True).save(by=vera)
    named_in(vera, "zorn", **{"ann-zorn": "Ann Zorn", "harbour-board": "Harbour Board"})
    who = {"id": "borovia", "name": "Borovia", "url": "http://testserver/actors/borovia/"}
    part = {"id": "harbour-board", "name": "Harbour Board", "url": "http://testserver/actors/harbour-board/"}
    zorn = {"id": "ann-zorn", "name": "Ann Zorn", "url": "http://testserver/actors/ann-zorn/"}
    person, body, state = (
        client.get(f"/actors/{actor.slug}/index.json").json() for actor in (minister, harbours, borovia)
    )
    assert {key: person[key] for key in ("id", "type", "classification", "other_names", "memberships")} == {
        "id": "ann-zorn", "type": "person", "classification": None,
        "other_names": [
            {"name": "A. Zorn", "note": "Former name", "lang": "en", "start_date": "2001", "end_date": "2010"},
        ],
        "memberships": [{
            "role": "Minister", "person_id": "ann-zorn", "person": zorn, "organization_id": "borovia",
            "organization": who, "start_date": "2021-01-20", "end_date": None, "acting": True,
        }],
    }  # fmt: skip
    assert (body["type"], body["classification"], body["parent_id"], body["parent"], body["country"]) == (
        "organization", "Government body", "borovia", who, who,
    )  # fmt: skip
    assert (state["identifiers"], state["links"], state["children"]) == (
        [{"scheme": "ISO 3166-1 alpha-2", "identifier": "BV"}, {"scheme": "wikidata", "identifier": "Q1"}],
        [{"url": "https://www.wikidata.org/wiki/Q1", "note": "Wikidata"}],
        [part],
    )
    assert "Part of Borovia" in text_of(client.get("/actors/harbour-board/").content.decode())
    assert "Its parts Harbour Board" in text_of(client.get("/actors/borovia/").content.decode())


def test_a_whole_that_readers_do_not_know_is_not_told_by_its_part(client, borovia, vera):
    secret = an_actor(vera, "Secretland")
    board = an_actor(vera, "Harbour Board", kind="government_body", parent=secret)
    ghost = an_actor(vera, "Ghost Bureau", kind="government_body", parent=borovia)
    named_in(vera, "board", **{board.slug: "Harbour Board"})
    for address in ("/actors/harbour-board/", "/actors/harbour-board/index.json", "/actors/", "/actors/index.csv"):
        assert "Secret" not in client.get(address).content.decode()
    assert (
        "Ghost"
        not in client.get("/actors/borovia/").content.decode()
        + client.get("/actors/borovia/index.json").content.decode()
    )
    assert ghost.parent == borovia
