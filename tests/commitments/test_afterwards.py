"""What readers see of a commitment after it was published: that it changed, that it went, that a source was hidden."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from commitments.models import CommitmentFormerSlug
from commitments.publishing import take_back
from commitments.registering import change_commitment
from commitments.retracting import propose_retraction
from commitments.tracking import confirm
from sources.models import Source
from sources.registering import change_source
from tests.ledger import SHOWN, UNDERTAKEN, a_commitment, published, tracked
from tests.pages import text_of
from tests.stories import fresh

ATOM = "{http://www.w3.org/2005/Atom}"
PORTS = "/commitments/open-two-ports/"


@pytest.fixture
def ports(ada, vera):
    """Borovia's promise to Arland, public and not rated."""
    return published(a_commitment(ada), vera)


def test_what_was_taken_back_says_so_at_every_address_it_had_and_nothing_else(client, ports, ada, vera):
    CommitmentFormerSlug.objects.create(of=ports, slug="open-ports")
    a_commitment(ada, "A secret promise", undertaking=ports.undertaking)
    moment = datetime(2024, 5, 6, 12, tzinfo=UTC)
    take_back(fresh(ports), by=vera, reason="Borovia was never asked.", at=moment)
    for address in (PORTS, "/commitments/open-ports/"):
        page, data = client.get(address), client.get(f"{address}index.json")
        assert (page.status_code, data.status_code) == (410, 410)
        assert "We took this commitment off the ledger on 6 May 2024." in text_of(page.content.decode())
        assert data.json() == {"taken_back": True, "at": moment.isoformat()}
        assert [word for word in ("Borovia", "two ports", "never asked") if word in page.content.decode()] == []
    assert client.get("/commitments/a-secret-promise/").status_code == 404
    published(ports, vera)
    assert client.get(PORTS).status_code == 200


def test_a_change_of_what_it_says_is_dated_on_the_page_in_the_data_and_in_the_feed(client, ports, ada, boris, vera):
    tracked(ports, propose=ada, confirm=boris)
    assert "Changed on" not in text_of(client.get(PORTS).content.decode())
    before = client.get(f"{PORTS}index.json").json()
    assert before["edited_at"] is None
    change_commitment(fresh(ports), by=vera, slug="ports", tag_list="Herring", review_by="2024-09-01")
    assert client.get("/commitments/ports/index.json").json()["edited_at"] is None

    change_commitment(fresh(ports), by=vera, summary="Three ports.")
    after = client.get("/commitments/ports/index.json").json()
    assert before["changed_at"] < after["changed_at"] == after["edited_at"]
    day = fresh(ports).edited_at.strftime("%-d %B %Y")
    assert f"Changed on {day}." in text_of(client.get("/commitments/ports/").content.decode())
    (entry,) = ElementTree.fromstring(client.get("/feeds/commitments.atom").content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated")[:19] == after["edited_at"][:19]
    assert f"What it says was changed on {day}." in text_of(entry.findtext(f"{ATOM}content"))

    parties = [{"actor": party.actor, "role": party.role} for party in ports.parties.all()]
    change_commitment(fresh(ports), by=vera, parties=parties)
    assert client.get("/commitments/ports/index.json").json()["edited_at"] > after["edited_at"]
    other = a_commitment(ada, "Open a third port", undertaking=ports.undertaking)
    change_commitment(other, by=ada, summary="A third one.")
    assert fresh(other).edited_at is None


@pytest.mark.parametrize(
    ("hiding", "called"),
    [
        ({"confidentiality": "confidential", "described_as": "an official"}, "an official"),
        ({"draft": True}, "a source that is not described yet"),
    ],
)
def test_words_of_a_source_that_became_confidential_or_a_draft_are_nowhere(client, ada, boris, vera, hiding, called):
    commitment = a_commitment(ada)
    change = tracked(commitment, propose=ada, confirm=boris)
    confirm(propose_retraction(change, by=ada, rationale="A mistake."), by=boris)
    published(commitment, vera)
    for title in ("Joint communiqué", "Harbour notice"):
        source = Source.objects.get(title=title)
        assert client.get(f"/sources/{source.public_id}/").status_code == 200
        change_source(source, by=boris, **hiding)
        assert client.get(f"/sources/{source.public_id}/").status_code == 404
    for address in ("", "index.json"):
        page = client.get(f"/commitments/{commitment.slug}/{address}").content.decode()
        words = (UNDERTAKEN, SHOWN, "Joint communiqué", "Harbour notice", "example.org", source.public_id)
        assert ([each for each in words if each in page], called in page) == ([], True)
    assert client.get("/commitments/index.json", {"q": "herring"}).json()["count"] == 0
