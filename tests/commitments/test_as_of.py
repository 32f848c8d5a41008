"""The ledger as of a day: by the dates from which things hold, or by when the desk recorded them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from articles.publishing import publish
from commitments.as_of import KNOWN, AsOf
from commitments.evidencing import Evidence
from commitments.models import Link, Party, Report, StatusEvidence
from commitments.publishing import publish_commitment, take_back
from commitments.rating import rated, said_of, standing_entries
from commitments.registering import change_commitment
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from sources.models import Source
from tests.ledger import a_commitment, a_passage, an_actor, carrying, proposed, published
from tests.pages import text_of
from tests.stories import a_claim, a_story, confirmed, fresh, ready

PORTS = "/commitments/open-two-ports/"


def on(day):
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def entered(commitment, ada, boris, to_status, since, recorded, **fields):
    """An entry that holds since one day and was recorded on another."""
    shown = carrying(to_status, a_passage(ada, f"it is {to_status} since {since}", f"Notice of {since}"))
    if to_status == "breached":  # what speaks against it is given too, and answered
        old = StatusEvidence.objects.filter(change__commitment=commitment)
        shown += [Evidence(row.excerpt, row.bearing, row.nature, row.unnamed) for row in old]
        fields["rebuttal"] = "That was before."
    fields = fields if "excerpts" in fields else {"evidence": shown} | fields
    return confirm(proposed(commitment, ada, to_status, effective_on=since, **fields), by=boris, at=on(recorded))


@pytest.fixture
def ports(ada, boris, vera):
    """Due at the end of April; in progress in March, recorded in May; called broken in June, taken back in August."""
    made = a_commitment(ada, due_words="by the end of April", due_on="2024-04")
    published(made, vera, at=on("2024-02-10"))
    entered(made, ada, boris, "in_progress", "2024-03-01", "2024-05-20")
    wrong = entered(made, ada, boris, "breached", "2024-06", "2024-06-15")
    confirm(propose_retraction(wrong, by=ada, rationale="We misread it."), by=boris, at=on("2024-08-01"))
    return fresh(made)


def row(client, day, dates, **more):
    """Status, overdue and evidence of the one commitment as the ledger tells it as of the day; None when absent."""
    rows = client.get("/commitments/index.json", {"as_of": day, "dates": dates} | more).json()["commitments"]
    return next(((each["statuses"][0]["status"], each["overdue"], each["evidence"]) for each in rows), None)


@pytest.mark.parametrize(
    ("day", "true", "known"),
    [
        ("2024-01-29", None, None),
        ("2024-01-30", ("not_yet_rated", False, 0), None),
        ("2024-02-10", ("not_yet_rated", False, 0), ("not_yet_rated", False, 0)),
        ("2024-03-01", ("in_progress", False, 1), ("not_yet_rated", False, 0)),
        ("2024-04-30", ("in_progress", False, 1), ("not_yet_rated", False, 0)),
        ("2024-05-01", ("in_progress", True, 1), ("not_yet_rated", True, 0)),
        ("2024-05-20", ("in_progress", True, 1), ("in_progress", True, 1)),
        ("2024-06-15", ("in_progress", True, 1), ("breached", False, 3)),
        ("2024-07-31", ("in_progress", True, 1), ("breached", False, 3)),
        ("2024-08-01", ("in_progress", True, 1), ("in_progress", True, 1)),
    ],
)
def test_each_day_has_what_had_come_true_and_what_was_known(client, ports, day, true, known):
    assert (row(client, day, "true"), row(client, day, "known")) == (true, known)
    assert row(client, day, "") == true


@pytest.mark.parametrize(
    ("asked", "day", "dates", "found"),
    [
        ({"status": "breached"}, "2024-07-01", "known", True),
        ({"status": "breached"}, "2024-07-01", "true", False),
        ({"by": "borovia", "status": "breached"}, "2024-07-01", "known", True),
        ({"by": "borovia", "status": "breached"}, "2024-08-01", "known", False),
        ({"overdue": "on"}, "2024-07-01", "known", False),
        ({"overdue": "on"}, "2024-07-01", "true", True),
        ({"evidence": "on"}, "2024-05-19", "known", False),
        ({"evidence": "on"}, "2024-05-19", "true", True),
    ],
)
def test_filters_ask_what_was_then(client, ports, asked, day, dates, found):
    assert (row(client, day, dates, **asked) is not None) is found


def test_as_known_then_overdue_counts_from_the_term_that_was_known_then(client, ports, vera):
    change_commitment(fresh(ports), by=vera, due_on="2024-04-10", due_words="by 10 April")
    change_commitment(fresh(ports), by=vera, due_on="", due_words="soon")
    written = ("2024-02-01", "2024-02-10", "2024-04-15", "2024-07-01")
    for version, day in zip(ports.history.order_by("history_id"), written, strict=True):
        ports.history.filter(pk=version.pk).update(history_date=on(day))
    days = ("2024-04-14", "2024-04-20", "2024-05-20", "2024-08-01")
    for dates, overdue in (("true", [False] * 4), ("known", [False, True, True, False])):
        assert [row(client, day, dates)[1] for day in days] == overdue
        assert [row(client, day, dates, overdue="on") is not None for day in days] == overdue
        pages = [client.get(PORTS, {"as_of": day, "dates": dates}).content.decode() for day in days]
        assert ["! Overdue" in text_of(page) for page in pages] == overdue


def test_what_is_dated_in_part_holds_from_the_first_day_it_may_mean(client, ada, boris, vera):
    made = a_commitment(ada, made_on="2023-11")
    published(made, vera)
    entered(made, ada, boris, "in_progress", "2024", "2024-06-01")
    assert [row(client, day, "true") for day in ("2023-10-31", "2023-11-01", "2024-05-01")] == [
        None, ("not_yet_rated", False, 0), ("in_progress", False, 1),
    ]  # fmt: skip


def test_each_party_stands_as_it_did_and_both_ways_of_reading_the_log_agree(client, ada, boris, vera):
    both = [{"actor": an_actor(vera, name), "role": "pledger"} for name in ("Borovia", "Arland")]
    made = a_commitment(ada, parties=[*both, {"actor": an_actor(vera, "Cordia"), "role": "counterparty"}])
    published(made, vera, at=on("2024-02-01"))
    borovia, arland = made.parties.filter(role="pledger")
    entered(made, ada, boris, "in_progress", "2024-03", "2024-03-20")
    entered(made, ada, boris, "fulfilled", "2024-04-10", "2024-06-01", party=arland)
    entered(made, ada, boris, "stalled", "2024-04-05", "2024-04-12", party=borovia)
    late = entered(made, ada, boris, "partly_fulfilled", "2024-04-08", "2024-07-01")
    confirm(propose_retraction(late, by=ada, rationale="Too early."), by=boris, at=on("2024-09-01"))
    for day in ("2024-02-15", "2024-03-20", "2024-04-09", "2024-05-01", "2024-06-01", "2024-07-15", "2024-09-01"):
        for asof in (AsOf(date.fromisoformat(day)), AsOf(date.fromisoformat(day), KNOWN)):
            stood = {party.pk: party.stood for party in rated(Party.objects.undertaking(), asof)}
            entries = standing_entries(made, asof)
            assert stood == {party.pk: said_of(party, entries) for party in (borovia, arland)}
    (told,) = client.get("/commitments/index.json?as_of=2024-07-15&dates=known").json()["commitments"]
    assert [(each["status"], each["of"][0]["name"]) for each in told["statuses"]] == [
        ("partly_fulfilled", "Borovia"), ("fulfilled", "Arland"),
    ]  # fmt: skip
    now = {party.pk: party.stood for party in rated(Party.objects.undertaking(), None)}
    assert now == {borovia.pk: "stalled", arland.pk: "fulfilled"}


def test_a_dispute_counts_from_its_passage_on_or_from_when_the_desk_wrote_it_down(client, ada, vera):
    made = a_commitment(ada)
    published(made, vera, at=on("2024-02-01"))
    letter = a_passage(ada, "no boat was ever let in", "Union letter", published="2024-04")
    change_commitment(fresh(made), by=vera, contested_by=letter, contested_note="The union disputes it.")
    today = timezone.now().astimezone(UTC).date().isoformat()
    found = {
        (day, dates): row(client, day, dates, contested="on") is not None
        for day in ("2024-03-31", "2024-04-01", today)
        for dates in ("true", "known")
    }
    assert found == {
        ("2024-03-31", "true"): False, ("2024-03-31", "known"): False,
        ("2024-04-01", "true"): True, ("2024-04-01", "known"): False,
        (today, "true"): True, (today, "known"): True,
    }  # fmt: skip
    page = client.get(f"{PORTS}?as_of=2024-03-31").content.decode()
    assert "The union disputes it." not in page
    assert "The union disputes it." in client.get(PORTS).content.decode()


def test_what_fell_later_was_not_known_to_have_fallen(client, ports, vera):
    Source.objects.filter(title="Joint communiqué").update(
        retracted_at=on("2024-06-01"), retracted_by=vera, retracted_reason="Forged."
    )
    for day, dates, flagged in (
        ("2024-05-31", "known", False), ("2024-06-01", "known", True), ("2024-05-31", "true", True)
    ):  # fmt: skip
        (line,) = client.get("/commitments/index.json", {"as_of": day, "dates": dates}).json()["commitments"]
        data = client.get(f"{PORTS}index.json", {"as_of": day, "dates": dates}).json()
        assert (line["source_retracted"], data["source_retracted"]) == (flagged, flagged)
        assert data["source_retracted_on"] == ("2024-06-01" if flagged else None)


def test_as_of_a_day_nothing_stands_beside_it_that_was_not_there_then(client, ada, boris, vera):
    """Another commitment, made in May and tied to it in June, and a story that reports it, printed today."""
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    publish(ready(claim.article, by=vera), by=vera)
    made = published(a_commitment(ada, reports=[claim]), vera, at=on("2024-02-01"))
    links = [{"kind": "reaffirms", "other": made}]
    newer = a_commitment(ada, "Open all ports", made_on="2024-05", links=links, undertaking=made.undertaking)
    published(newer, vera, at=on("2024-05-20"))
    Link.objects.update(created=on("2024-06-10"))
    Report.objects.update(created=on("2024-02-01"))
    beside = {}
    for day, dates in (
        ("2024-04-30", "true"),
        ("2024-05-01", "true"),
        ("2024-06-01", "known"),
        ("2024-06-10", "known"),
    ):
        data = client.get(f"{PORTS}index.json", {"as_of": day, "dates": dates}).json()
        beside[day] = ([each["title"] for each in data["related"]], len(data["reported_in"]))
    assert beside == {
        "2024-04-30": ([], 1),
        "2024-05-01": (["Open all ports"], 1),
        "2024-06-01": ([], 0),
        "2024-06-10": (["Open all ports"], 0),
    }
    assert len(client.get(f"{PORTS}index.json").json()["reported_in"]) == 1


def test_a_passage_published_after_the_day_says_so(client, ada, boris, vera):
    made = published(a_commitment(ada), vera, at=on("2024-02-01"))
    shown = a_passage(ada, "boats were let in since March", "Almanac", published="2024-06")
    confirm(proposed(made, ada, "in_progress", effective_on="2024-03", excerpts=[shown]), by=boris)
    for day, later in (("2024-05-31", True), ("2024-06-01", False)):
        page = text_of(client.get(f"{PORTS}?as_of={day}").content.decode())
        (entry,) = client.get(f"{PORTS}index.json?as_of={day}").json()["log"]
        assert ("Published after the day asked for." in page, entry["evidence"][0]["published_later"]) == (later, later)


def test_a_page_as_of_a_day_says_so_keeps_out_of_indexes_and_shows_the_log_of_then(client, ports):
    now = client.get(PORTS).content.decode()
    assert ("taken back since" in text_of(now), "noindex" in now) == (True, False)
    then = client.get(f"{PORTS}?as_of=2024-07-01&dates=known").content.decode()
    text = text_of(then)
    assert "The ledger as it was known on 1 July 2024." in text
    assert ("✗ Broken" in text, "taken back since" in text, '<meta name="robots" content="noindex">' in then) == (
        True, False, True,
    )  # fmt: skip
    assert 'href="?as_of=2024-07-01&amp;dates=true"' in then
    data = client.get(f"{PORTS}index.json?as_of=2024-07-01&dates=known").json()
    assert data["as_of"] == {"day": "2024-07-01", "dates": "known"}
    assert [(entry["to"], entry["taken_back"]) for entry in data["log"]] == [
        ("breached", False),
        ("in_progress", False),
    ]
    assert [part["status"] for part in data["parties"]] == ["breached", None]
    listed = client.get("/commitments/?as_of=2024-07-01").content.decode()
    assert "The ledger as it was true on 1 July 2024." in text_of(listed)
    assert f'href="{PORTS}?as_of=2024-07-01&amp;dates=true"' in listed


def test_before_it_was_there_its_page_says_so_and_leads_to_now(client, ports):
    for dates, sentence in (
        ("true", "It was not made yet on 1 January 2024."),
        ("known", "It was not in the ledger yet on 1 January 2024."),
    ):
        answer = client.get(PORTS, {"as_of": "2024-01-01", "dates": dates})
        assert (answer.status_code, sentence in text_of(answer.content.decode())) == (404, True)
        data = client.get(f"{PORTS}index.json", {"as_of": "2024-01-01", "dates": dates})
        assert (data.status_code, data.json()["there"]) == (404, False)
    change_commitment(fresh(ports), by=ports.published_by, slug="ports")
    moved = client.get(PORTS, {"as_of": "2024-07-01"})
    assert (moved.status_code, moved["Location"]) == (301, "/commitments/ports/?as_of=2024-07-01&dates=true")


def test_while_it_was_taken_back_readers_did_not_know_it_and_its_page_says_so(client, ports, vera):
    take_back(fresh(ports), by=vera, reason="A slip.", at=on("2024-06-20"))
    publish_commitment(fresh(ports), by=vera, at=on("2024-07-10"))
    written = ("2024-02-01", "2024-02-10", "2024-06-20", "2024-07-10")
    for version, day in zip(ports.history.order_by("history_id"), written, strict=True):
        ports.history.filter(pk=version.pk).update(history_date=on(day))
    known = {day: row(client, day, "known") for day in ("2024-06-19", "2024-06-20", "2024-07-09", "2024-07-10")}
    assert known == {
        "2024-06-19": ("breached", False, 3), "2024-06-20": None, "2024-07-09": None, "2024-07-10": ("breached", False, 3)
    }  # fmt: skip
    assert row(client, "2024-07-01", "true") == ("in_progress", True, 1)
    answer = client.get(PORTS, {"as_of": "2024-07-01", "dates": "known"})
    told = "On 1 July 2024 it had been taken back, and readers did not see it." in text_of(answer.content.decode())
    assert (answer.status_code, told) == (404, True)


@pytest.mark.parametrize("value", ["2999-01-01", "soon"])
def test_a_day_to_come_and_no_day_are_not_understood(client, ports, value):
    for address in (
        "/commitments/index.json",
        "/commitments/index.csv",
        "/feeds/commitments.atom",
        f"{PORTS}index.json",
    ):
        assert client.get(address, {"as_of": value}).status_code == 400
    for address in ("/commitments/", PORTS):
        page = client.get(address, {"as_of": value}).content.decode()
        assert ("errorlist" in page, "The ledger as it was" in page) == (True, False)
