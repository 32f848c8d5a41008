"""The ledger and the page of one commitment, asked for as a reader would."""

import csv
import io
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from commitments.models import CommitmentFormerSlug, StatusChange
from commitments.publishing import take_back
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from sources.excerpting import add_excerpt
from sources.models import Source
from sources.reading import type_text
from tests.ledger import a_commitment, a_passage, an_actor, an_occasion, carrying, published, tracked
from tests.pages import queries_of, tags_of, text_of
from tests.sources.copies import a_copy
from tests.stories import a_claim, a_source, a_story

ATOM = "{http://www.w3.org/2005/Atom}"
PORTS = "/commitments/open-two-ports/"


@pytest.fixture
def ports(ada, vera):
    """Borovia's promise to Arland, public and not rated."""
    return published(a_commitment(ada), vera)


def many(numbers, ada, boris, vera):
    """A public commitment for each number, each with a log of two entries, wordings and a related one."""
    parties = [
        {"actor": an_actor(vera), "role": "pledger", "side": "first", "own_wording": a_passage(ada, "we shall open")},
        {"actor": an_actor(vera, "Arland"), "role": "counterparty", "side": "second"},
    ]
    before = None
    for count in numbers:
        links = [{"kind": "reaffirms", "other": before}] if before else []
        before = a_commitment(
            ada, f"Promise {count}", parties=parties, links=links, tag_list="herring", occasion=an_occasion(vera, f"O{count}"),
            undertaking=a_passage(ada, f"promise number {count} stands", f"Communiqué {count}"),
        )  # fmt: skip
        for status, since in (("in_progress", "2024-02-01"), ("fulfilled", "2024-03-01")):
            shown = [a_passage(ada, f"step {status} of {count}", f"Notice {status} {count}")]
            tracked(before, propose=ada, confirm=boris, to_status=status, effective_on=since, excerpts=shown)
        published(before, vera)


# --- The list -----------------------------------------------------------------------------------------------
def test_the_ledger_shows_who_promised_what_to_whom_and_what_came_of_it(client, ports):
    html = client.get("/commitments/").content.decode()
    text = text_of(html)
    assert "1 commitment " in text
    assert "Open two ports Borovia Arland 30 January 2024 No date given ○ Not yet rated 0" in text
    assert {"/commitments/open-two-ports/", "/actors/borovia/", "/actors/arland/"} <= {
        tag.get("href") for tag in tags_of(html, "a")
    }


def test_an_empty_ledger_says_so(client, db):
    assert "No commitment has been published yet." in text_of(client.get("/commitments/").content.decode())
    assert "No commitment fits all of these." in text_of(client.get("/commitments/?q=x").content.decode())


def test_what_nobody_published_and_what_was_taken_back_is_nowhere(client, ports, ada, vera):
    a_commitment(ada, "A secret promise", undertaking=a_passage(ada, "nobody may know this", "Secret paper"))
    take_back(ports, by=vera, reason="Not yet.")
    for address in (
        "/commitments/",
        "/commitments/index.json",
        "/commitments/index.csv",
        "/feeds/commitments.atom",
        "/",
    ):
        answer = client.get(address).content.decode()
        assert [word for word in ("secret promise", "Open two ports", "Borovia") if word in answer] == []


def test_a_public_and_an_unknown_address_answer_alike_until_it_is_published(client, ada, vera):
    made = a_commitment(ada)
    for ending in ("", "index.json"):
        mine, other = (client.get(f"/commitments/{slug}/{ending}") for slug in ("open-two-ports", "never-made"))
        assert (mine.status_code, mine.headers, mine.content) == (404, other.headers, other.content)
    published(made, vera)
    assert client.get(PORTS).status_code == 200


def test_the_queries_of_the_ledger_do_not_grow(client, ada, boris, vera):
    wanted = {
        "/commitments/": 8,
        "/commitments/index.json": 8,
        "/commitments/index.csv": 7,
        "/feeds/commitments.atom": 8,
    }
    for numbers in (range(1), range(1, 5)):
        many(numbers, ada, boris, vera)
        assert {address: queries_of(client, address) for address in wanted} == wanted


def test_page_and_data_may_be_kept_for_a_minute_and_set_no_cookie(client, ports):
    for address in ("/commitments/", "/commitments/index.csv", PORTS, f"{PORTS}index.json", "/feeds/commitments.atom"):
        answer = client.get(address)
        assert (answer["Cache-Control"], dict(answer.cookies)) == ("public, max-age=60", {})


# --- One commitment -----------------------------------------------------------------------------------------
def test_the_page_shows_the_words_the_parties_and_the_log_with_its_evidence(client, ada, boris, vera):
    made = a_commitment(
        ada, occasion=an_occasion(vera), due_words="within the year", due_on="2024", interpretive_note="A port counts when boats land.",
        contested_by=a_passage(ada, "no boat was ever let in", "Union letter"), contested_note="The union disputes it.",
    )  # fmt: skip
    tracked(made, propose=ada, confirm=boris)
    published(made, vera)
    text = text_of(client.get(PORTS).content.decode())
    for words in (
        "What came of it ▸ In progress ! Overdue Contested",
        "Contested. The union disputes it. no boat was ever let in",
        "Due “within the year” 2024",
        "The exact words Borovia will open two of its ports to herring boats from Arland Joint communiqué",
        "Borovia Undertakes it · First side ▸ In progress The first boats were let in.",
        "How we read it A port counts when boats land.",
        "1 March 2024 · ▲ for · ▸ In progress The first boats were let in. ▲ For · Effect: It shows that it was done, or is in force. "
        "the first boats from Arland were let into the port",
        "Before: Not yet rated. Recorded on",
        "confirmed by Boris Check as second reader.",
        "30 January 2024 · Made · Selden fisheries talks",
    ):
        assert words in text


def test_a_term_that_has_passed_reads_overdue_and_never_broken(client, ada, vera):
    published(a_commitment(ada, due_words="by February", due_on="2024-02"), vera)
    text = text_of(client.get("/commitments/?overdue=on").content.decode())
    assert "○ Not yet rated ! Overdue, no evidence 0" in text
    assert "✗" not in text.partition("What the labels mean")[0]


def test_an_entry_that_was_taken_back_stays_in_the_log_and_says_so(client, ports, ada, boris):
    wrong = tracked(ports, propose=ada, confirm=boris, to_status="breached")
    confirm(propose_retraction(wrong, by=ada, rationale="We misread the notice."), by=boris)
    text = text_of(client.get(PORTS).content.decode())
    assert "What came of it ○ Not yet rated" in text
    assert "An entry is taken back; what holds now: ○ Not yet rated We misread the notice." in text
    assert "✗ Broken · taken back since" in text
    assert StatusChange.objects.count() == 2


def test_each_party_shows_its_own_status_with_its_reason(client, ada, boris, vera):
    both = [{"actor": an_actor(vera, name), "role": "pledger", "side": side} for name, side in (("Borovia", "first"), ("Arland", "second"))]  # fmt: skip
    made = a_commitment(ada, parties=both)
    tracked(made, propose=ada, confirm=boris, to_status="fulfilled", party=made.parties.get(actor__name="Arland"))
    published(made, vera)
    text = text_of(client.get("/commitments/").content.decode())
    assert (
        "Borovia and Arland each other 30 January 2024 No date given Borovia: ○ Not yet rated Arland: ✓ Kept 1" in text
    )
    assert [
        row["title"] for row in client.get("/commitments/index.json?by=arland&status=fulfilled").json()["commitments"]
    ]
    assert client.get("/commitments/index.json?by=borovia&status=fulfilled").json()["commitments"] == []


def test_only_claims_that_are_public_are_named_as_reporting_it(client, ada, vera):
    claim = a_claim(a_story(ada, headline="A draft of ours"), ada)
    published(a_commitment(ada, reports=[claim]), vera)
    html = client.get(PORTS).content.decode()
    assert ("A draft of ours" in html, claim.public_id in html, "Claims that report it" in html) == (
        False,
        False,
        False,
    )


def test_links_lead_both_ways_and_only_to_public_ones(client, ports, ada, vera):
    second = a_commitment(ada, "Open a third port", links=[{"kind": "supersedes", "other": ports}])
    assert "superseded" not in text_of(client.get(PORTS).content.decode())
    published(second, vera)
    assert "Is superseded by Open a third port" in text_of(client.get(PORTS).content.decode())
    assert "Supersedes Open two ports" in text_of(client.get("/commitments/open-a-third-port/").content.decode())


def test_an_address_it_had_leads_on_while_it_is_public(client, ports, vera):
    CommitmentFormerSlug.objects.create(of=ports, slug="open-ports")
    for ending in ("", "index.json"):
        answer = client.get(f"/commitments/open-ports/{ending}")
        assert (answer.status_code, answer["Location"]) == (301, f"{PORTS}{ending}")


def test_the_queries_of_a_page_do_not_grow(client, ada, boris, vera):
    for rows in (2, 30):
        parties = [
            {"actor": an_actor(vera, f"State {number}"), "role": "pledger", "side": "first"} for number in range(rows)
        ]
        parties.append({"actor": an_actor(vera), "role": "counterparty", "side": "second"})
        meeting = an_occasion(vera, f"Meeting of {rows}", participants=[party["actor"] for party in parties])
        made = a_commitment(ada, f"Parties {rows}", parties=parties, occasion=meeting)
        for number in range(rows):
            shown = [a_passage(ada, f"it stalled {number}", f"Paper {number}")]
            tracked(made, propose=ada, confirm=boris, to_status="stalled", excerpts=shown)
        published(made, vera)
        addresses = [f"/commitments/parties-{rows}/{ending}" for ending in ("", "index.json")]
        assert [queries_of(client, address) for address in addresses] == [12, 12]


def test_a_passage_names_the_copy_that_holds_it_and_who_typed_its_words(client, ada, boris, vera):
    source = a_source(ada, "Agreed minutes")
    scan = a_copy(source, None, by=ada)
    type_text(scan, "Borovia will open two ports by May.", by=boris)
    published(a_commitment(ada, undertaking=add_excerpt(source, "Borovia will open two ports", by=ada)), vera)
    text = text_of(client.get(PORTS).content.decode())
    assert "Found word for word in words typed from the scan by Boris Check. Copy saved on" in text
    assert scan.sha256[:12] in text


def test_the_data_of_a_page_is_what_the_page_shows(client, ports, ada, boris):
    tracked(ports, propose=ada, confirm=boris)
    data = client.get(f"{PORTS}index.json").json()
    assert (data["url"], data["statuses"][0]["status"], data["evidence"]) == (
        f"http://testserver{PORTS}",
        "in_progress",
        1,
    )
    assert data["undertaking"]["words"] == "Borovia will open two of its ports to herring boats from Arland"
    assert [(row["name"], row["part"], row["status"]) for row in data["parties"]] == [
        ("Borovia", "Undertakes it", "in_progress"), ("Arland", "To whom it was undertaken", None),
    ]  # fmt: skip
    (entry,) = data["log"]
    assert (entry["since"], entry["from"], entry["to"], entry["confirmed_by"]) == (
        "2024-03-01", "not_yet_rated", "in_progress", "Boris Check",
    )  # fmt: skip
    assert entry["evidence"][0]["source"] == "Harbour notice"


# --- Feed and table -----------------------------------------------------------------------------------------
def test_the_feed_renews_an_entry_when_the_log_grows(client, ports, ada, boris):
    before = ElementTree.fromstring(client.get("/feeds/commitments.atom").content).find(f"{ATOM}entry")
    change = tracked(ports, propose=ada, confirm=boris)
    after = ElementTree.fromstring(client.get("/feeds/commitments.atom").content).find(f"{ATOM}entry")
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id") == f"tag:testserver,2024:commitments/{ports.pk}"
    assert after.findtext(f"{ATOM}updated")[:19] == change.recorded_at.isoformat()[:19]
    assert "In progress. The first boats were let in." in text_of(after.findtext(f"{ATOM}content"))


def test_no_cell_of_the_table_is_a_formula(client, ada, vera):
    hostile = "=HYPERLINK(1)"
    made = a_commitment(
        ada, hostile, due_words="+1 month", tag_list="@sum", occasion=an_occasion(vera, "-cmd"),
        parties=[{"actor": an_actor(vera, "＝Borovia"), "role": "pledger"}, {"actor": an_actor(vera, "−Arland"), "role": "counterparty"}],
    )  # fmt: skip
    published(made, vera)
    header, row = csv.reader(io.StringIO(client.get("/commitments/index.csv").content.decode()))
    cells = dict(zip(header, row, strict=True))
    assert [cells[name] for name in ("title", "by", "to", "due_words", "occasion", "topics")] == [
        "'=HYPERLINK(1)", "'＝Borovia", "'−Arland", "'+1 month", "'-cmd", "'@sum",
    ]  # fmt: skip
    assert not any(cell.startswith(("=", "+", "-", "@", "＝", "−")) for cell in row)


def test_what_was_taken_back_counts_as_no_evidence(client, ada, boris, vera):
    commitment = a_commitment(ada)
    change = tracked(commitment, propose=ada, confirm=boris)
    proof = a_passage(ada, "the notice in the harbour of Selden was forged by a clerk", "Second notice")
    confirm(propose_retraction(change, by=ada, rationale="A mistake.", evidence=carrying("breached", proof)), by=boris)
    published(commitment, vera)
    (row,) = client.get("/commitments/index.json").json()["commitments"]
    assert row["evidence"] == 0
    assert client.get("/commitments/index.json", {"evidence": "on"}).json()["count"] == 0


def test_words_under_an_embargo_that_came_later_are_not_quoted(client, ports):
    assert "will open two of its ports" in client.get("/commitments/open-two-ports/").content.decode()
    Source.objects.filter(title="Joint communiqué").update(embargo_until=timezone.now() + timedelta(days=1))
    page = client.get("/commitments/open-two-ports/").content.decode()
    assert ("will open two of its ports" in page, "a source under embargo" in text_of(page)) == (False, True)
    assert client.get("/commitments/index.json", {"q": "herring boats"}).json()["count"] == 0
