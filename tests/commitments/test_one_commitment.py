"""What the page of one commitment has beside its words and its log: which way evidence points, how it changed, how to
cite and to watch it."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from commitments.chronicling import edits
from commitments.models import Commitment, Occasion, Participant, Party
from commitments.publishing import publish_commitment, take_back
from commitments.registering import change_commitment, change_occasion
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, published, tracked
from tests.pages import tags_of, text_of
from tests.stories import fresh

ATOM = "{http://www.w3.org/2005/Atom}"
PORTS = "/commitments/open-two-ports/"


@pytest.fixture
def ports(ada, boris, vera):
    """Public, in progress since March; called stalled in April, which was taken back."""
    made = published(a_commitment(ada, summary="Two ports are opened."), vera)
    tracked(made, propose=ada, confirm=boris)
    shown = [a_passage(ada, "no boat was let into any port", "Union letter")]
    wrong = tracked(made, propose=ada, confirm=boris, to_status="stalled", effective_on="2024-04", excerpts=shown)
    confirm(propose_retraction(wrong, by=ada, rationale="We misread it."), by=boris)
    return fresh(made)


def test_each_entry_says_which_way_its_evidence_points(client, ports):
    text = text_of(client.get(PORTS).content.decode())
    assert "1 March 2024 · ▲ for · ▸ In progress" in text
    assert "April 2024 · ▼ against · ‖ Stalled · taken back since" in text
    log = client.get(f"{PORTS}index.json").json()["log"]
    assert {(entry["to"], entry["points"]) for entry in log} == {
        ("in_progress", "for"), ("stalled", "against"), ("in_progress", None),
    }  # fmt: skip


def test_the_history_tells_days_and_fields_and_no_old_words(client, ports, vera):
    assert client.get(f"{PORTS}index.json").json()["changes"] == []
    change_commitment(ports, by=vera, summary="A secret of ours.", review_by="2025-01-01")
    parties = [{"actor": party.actor, "role": party.role} for party in ports.parties.all()]
    change_commitment(fresh(ports), by=vera, summary="Three ports.", parties=parties)
    page = client.get(PORTS).content.decode()
    day = fresh(ports).edited_at.strftime("%-d %B %Y")
    assert f"{day} · Readers read something else since: Summary, Parties" in text_of(page)
    assert "secret of ours" not in page
    (change,) = client.get(f"{PORTS}index.json").json()["changes"]
    assert change["fields"] == ["Summary", "Parties"]


def changes(commitment):
    """What its history tells: days and fields."""
    return [(edit.on.iso, edit.fields) for edit in edits(fresh(commitment))]


def moved(model, day):
    """What the history of the model got today was written on that day."""
    model.history.filter(history_date__gte=timezone.now() - timedelta(hours=1)).update(history_date=f"{day}T12:00Z")


def test_what_was_changed_while_it_was_taken_back_is_told_of_the_day_it_was_shown_again(ports, ada, boris, vera):
    moved(Commitment, "2024-02-01")
    moved(Party, "2024-01-31")
    take_back(ports, by=vera, reason="One port too many.")
    moved(Commitment, "2024-03-01")
    change_commitment(fresh(ports), by=vera, summary="One port.", own_act=True)
    parties = [{"actor": party.actor, "role": party.role} for party in ports.parties.all()]
    change_commitment(fresh(ports), by=vera, parties=parties)
    for model in (Commitment, Party):
        moved(model, "2024-04-01")
    assert changes(ports) == []
    tracked(fresh(ports), propose=ada, confirm=boris)  # it is read otherwise now
    publish_commitment(fresh(ports), by=vera)
    moved(Commitment, "2024-05-01")
    told = ("Summary", "An act in its own power", "The whole page, which had been taken back", "Parties")
    assert changes(ports) == [("2024-05-01", told)]

    change_commitment(fresh(ports), by=vera, own_act=False)
    moved(Commitment, "2024-06-01")
    assert changes(ports)[0] == ("2024-06-01", ("An act in its own power",))


def test_what_was_changed_of_its_occasion_is_dated_and_news(client, ports, vera):
    talks = an_occasion(vera, participants=[an_actor(vera)])
    change_occasion(talks, by=vera, place="Port Selden")  # before it was named here
    change_commitment(ports, by=vera, occasion=talks)
    for model in (Commitment, Occasion, Participant, Party):
        moved(model, "2024-01-31" if model is Party else "2024-02-01")
    before = fresh(ports).edited_at
    change_occasion(talks, by=vera, slug="other-talks")
    moved(Occasion, "2024-03-01")
    assert (changes(ports)[0][0], fresh(ports).edited_at) == ("2024-02-01", before)
    change_occasion(talks, by=vera, date="2024-01-31")
    moved(Occasion, "2024-04-01")
    assert changes(ports)[0] == ("2024-04-01", ("The occasion",))
    assert fresh(ports).edited_at > before
    change_occasion(talks, by=vera, participants=[an_actor(vera), an_actor(vera, "Arland")])
    moved(Participant, "2024-05-01")
    assert changes(ports)[0] == ("2024-05-01", ("Who took part in the occasion",))


def test_it_is_cited_in_four_forms_as_of_now_or_a_day(client, ports):
    page = client.get(PORTS).content.decode()
    day = fresh(ports).status_changes.latest("pk").recorded_at
    assert (
        f"Policy Desk, “Open two ports”, The ledger of commitments, {day:%-d %B %Y}. http://testserver{PORTS}"
        in text_of(page)
    )
    links = {tag["href"] for tag in tags_of(page, "a")}
    for ending, kind, words in (
        ("index.bib", "application/x-bibtex", "@misc{policydesk-open-two-ports,"),
        ("index.ris", "application/x-research-info-systems", "TI  - Open two ports"),
        ("index.csl.json", "application/vnd.citationstyles.csl+json", '"title": "Open two ports"'),
    ):
        assert f"{PORTS}{ending}" in links
        answer = client.get(f"{PORTS}{ending}")
        assert (answer["Content-Type"], words in answer.content.decode()) == (f"{kind}; charset=utf-8", True)
    (then,) = json.loads(client.get(f"{PORTS}index.csl.json?as_of=2024-03-01").content)
    assert (then["URL"], then["note"]) == (
        f"http://testserver{PORTS}?as_of=2024-03-01&dates=true", "as it was true on 1 March 2024",
    )  # fmt: skip


def test_whoever_watches_it_reads_each_step_once(client, ports, vera):
    feed = ElementTree.fromstring(client.get(f"{PORTS}index.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "An entry was taken back; now: In progress", "Stalled since April 2024", "In progress since 1 March 2024",
        "Published",
    ]  # fmt: skip
    assert text_of(entries[0].findtext(f"{ATOM}content")) == "We misread it."
    before = [entry.findtext(f"{ATOM}id") for entry in entries]
    change_commitment(ports, by=vera, title="Open ports", slug="ports")
    answer = client.get(f"{PORTS}index.atom")
    assert (answer.status_code, answer["Location"]) == (301, "/commitments/ports/index.atom")
    after = ElementTree.fromstring(client.get("/commitments/ports/index.atom").content).findall(f"{ATOM}entry")
    assert after[0].findtext(f"{ATOM}title") == "What it says was changed"
    assert [entry.findtext(f"{ATOM}id") for entry in after[1:]] == before


def test_what_was_taken_back_or_never_public_is_neither_cited_nor_watched(client, ports, ada, vera):
    a_commitment(ada, "A secret promise", undertaking=ports.undertaking)
    take_back(ports, by=vera, reason="Borovia was never asked.")
    for ending in ("index.bib", "index.ris", "index.csl.json", "index.atom"):
        gone, unknown = (client.get(f"/commitments/{slug}/{ending}") for slug in ("open-two-ports", "a-secret-promise"))
        assert (gone.status_code, unknown.status_code, b"Borovia" in gone.content) == (410, 404, False)
