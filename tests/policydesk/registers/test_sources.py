"""The page of one source."""

import re
from datetime import UTC, datetime

import pytest

from articles.noticing import retract_source
from articles.publishing import publish, withdraw
from sources.excerpting import take_extract
from sources.models import CaptureRequest
from tests.ledger import a_commitment, a_passage, an_actor, published
from tests.pages import linked_data, queries_of, tags_of, text_of
from tests.sources.copies import a_copy
from tests.stories import PASSAGE, a_claim, a_source, a_story, confirmed, fresh, ready


@pytest.fixture
def communique(ada, boris, vera):
    """A source that one claim of a public story stands on."""
    publisher = an_actor(vera, "Joint secretariat", kind="organisation")
    source = a_source(ada, publisher=publisher, authors="P. Lind", published="2024-03-05", language="fr")
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    return source


def address(source, ending=""):
    return f"/sources/{source.public_id}/{ending}"


def test_the_page_tells_what_it_is_which_copies_we_hold_and_what_rests_on_it(client, communique):
    html = client.get(address(communique)).content.decode()
    for words in (
        "Source · Report · Official, first hand Joint communiqué",
        "Publisher Joint secretariat Authors P. Lind Published 5 March 2024 Language fr",
        "Address https://example.org/Joint-communiqué",
        "Extract",
        f"“They agreed to cut duties on 24 goods” ✓ Confirmed in Talks on tariffs end in Geneva · Supports {PASSAGE}",
    ):
        assert words in text_of(html)
    snapshot = communique.snapshots.get()
    assert tags_of(html, "abbr") == [{"class": "hash", "title": snapshot.sha256}]
    assert linked_data(html)["name"] == "Joint communiqué"


def test_the_words_of_a_copy_stay_with_the_desk(client, communique, ada):
    take_extract(communique, "A paragraph that no claim cites.", by=ada, note="Only for us.")
    for ending in ("", "index.json"):
        answer = client.get(address(communique, ending)).content.decode()
        assert [word for word in ("no claim cites", "Only for us", "It was announced") if word in answer] == []


def test_the_data_is_what_the_page_shows(client, communique):
    data = client.get(address(communique, "index.json")).json()
    assert (data["title"], data["current"], data["cited_count"], data["published"]) == (
        "Joint communiqué", True, 1, "2024-03-05",
    )  # fmt: skip
    (use,) = data["cited"]
    assert (use["stance"], use["passage"], use["status"]) == ("Supports", PASSAGE, "confirmed")
    assert [(row["number"], row["sha256"]) for row in data["saved_copies"]] == [(1, communique.snapshots.get().sha256)]


def test_the_page_says_whether_the_address_opens_and_leads_to_the_copy_where_readers_may_have_it(
    client, communique, ada
):
    def looked(day, **came):
        at = datetime(2023, 11, day, 12, tzinfo=UTC)
        CaptureRequest.objects.create(
            source=communique, url=communique.url, asked_by=ada, asked_at=at, done_at=at, **came
        )

    def says():
        data = client.get(address(communique, "index.json")).json()["address_state"]
        html = client.get(address(communique)).content.decode()
        return data, re.search(r"Address https://example.org/Joint-communiqué ?(.*?) Saved copies", text_of(html))[1]

    assert says() == (None, "")
    copy = a_copy(communique, "First paragraph.", by=ada)
    looked(1, result="unchanged", outcome="The same.", snapshot=copy)
    opens = {"opens": True, "checked_on": "2023-11-01", "does_not_open_since": ""}
    assert says() == (opens, "Opens, checked on 1 November 2023.")
    looked(2, result="failed", outcome="A canary.", trouble="closed")
    assert says() == (opens, "Opens, checked on 1 November 2023.")
    looked(3, result="failed", outcome="A canary.", trouble="closed")
    looked(4, result="failed", outcome="A canary.", trouble="closed")
    closed = {"opens": False, "checked_on": "2023-11-04", "does_not_open_since": "2023-11-02"}
    assert says() == (closed, "Did not open at any of our looks since 2 November 2023. The desk holds a copy")
    looked(5, result="failed", outcome="A canary.", trouble="gone")
    communique.public_copy = "licensed"
    communique.save(by=ada)
    assert says()[1] == "Does not open since 2 November 2023. Read the saved copy"
    assert "canary" not in client.get(address(communique)).content.decode()


def test_a_retracted_source_says_so_with_its_reason(client, communique, vera):
    retract_source(fresh(communique), by=vera, reason="It was forged.", at=datetime(2024, 4, 1, 12, tzinfo=UTC))
    text = text_of(client.get(address(communique)).content.decode())
    assert ("retracted on 1 April 2024" in text, "It was forged." in text) == (True, True)
    (notice,) = client.get(address(communique, "index.json")).json()["notices"]
    assert "It was forged." in notice["text"]


def test_a_commitment_that_rests_on_it_is_listed_whatever_it_rests_on_it_for(client, ada, vera):
    words = a_passage(ada)
    own = a_passage(ada, "we shall open the ports", "Borovian note")
    against = a_passage(ada, "no boat was ever let in", "Union letter")
    borovia = {"actor": an_actor(vera), "role": "pledger", "own_wording": own}
    made = a_commitment(
        ada, undertaking=words, parties=[borovia, {"actor": an_actor(vera, "Arland"), "role": "counterparty"}],
        contested_by=against, contested_note="The union disputes it.",
    )  # fmt: skip
    sources = [passage.work for passage in (words, own, against)]
    assert {client.get(address(source)).status_code for source in sources} == {404}
    published(made, vera)
    for source in sources:
        assert "Commitments that rest on it Open two ports" in text_of(client.get(address(source)).content.decode())


def test_copies_and_originals_name_one_another_only_where_readers_know_both(client, ada, vera):
    original = a_source(ada, "The original paper")
    copied = a_passage(ada, "boats will be let in", "The printed copy", copy_of=original)
    published(a_commitment(ada, undertaking=copied), vera)
    answers = [client.get(address(copied.work, ending)).content.decode() for ending in ("", "index.json")]
    assert ["The original paper" in answer for answer in answers] == [False, False]
    assert "Copy of a work that nothing here cites by itself. A copy is no second origin." in text_of(answers[0])
    take_extract(original, "It was announced that all ports open.", by=ada)
    published(a_commitment(ada, "Open all ports", undertaking=a_passage(ada, "all ports open", "The original paper")), vera)  # fmt: skip
    assert "Copy of The original paper" in text_of(client.get(address(copied.work)).content.decode())
    assert "Repeated by The printed copy" in text_of(client.get(address(original)).content.decode())


def test_a_source_nobody_cites_and_a_confidential_one_answer_as_an_unknown_address(client, communique, ada, vera):
    unused = a_source(ada, "Never cited")
    communique.confidentiality, communique.described_as = "confidential", "a delegate"
    communique.save(by=vera)
    for ending in ("", "index.json"):
        nothing = client.get(f"/sources/zzzzzzzz/{ending}")
        for source in (unused, communique):
            answer = client.get(address(source, ending))
            assert (answer.status_code, answer.headers, answer.content) == (404, nothing.headers, nothing.content)


def test_a_source_of_a_withdrawn_story_is_gone_with_it(client, communique, vera):
    withdraw(fresh(communique.edition_citations.get().claim.edition.article), by=vera, reason="Forged.")
    assert client.get(address(communique)).status_code == 404


def test_the_queries_of_a_page_do_not_grow(client, communique, ada, boris, vera):
    for numbers in (range(1), range(1, 5)):
        for number in numbers:
            story = a_story(ada, headline=f"Talks, day {number}")
            confirmed(a_claim(story, ada), attach=ada, check=boris)
            publish(ready(story, by=vera), by=vera)
            copied = a_passage(ada, f"copy number {number}", f"Copy {number}", copy_of=communique)
            published(a_commitment(ada, f"Copied {number}", undertaking=copied), vera)
            take_extract(communique, f"They promised for the {number}. time to cut duties.", by=ada)
            words = a_passage(ada, f"for the {number}. time to cut duties")
            published(a_commitment(ada, f"Cut duties {number}", undertaking=words), vera)
        assert [queries_of(client, address(communique, ending)) for ending in ("", "index.json")] == [16, 15]
