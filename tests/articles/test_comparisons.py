"""The public comparison of two versions, asked for as a reader would."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.editions import print_edition, tombstone_of
from tests.pages import tags_of, text_of
from tests.samples import sample_content

STORY = "/articles/herring-talks/"
PAIR = f"{STORY}editions/1..2/"
CANARY = "quota fight that cost"
REASON = "The meeting was never agreed."
pytestmark = pytest.mark.django_db


@pytest.fixture
def second(vera):
    """A story in two versions: the fleet has other numbers, a claim is dropped, another one confirmed by now."""
    first = print_edition(sample_content(number=1, kind="first", at="2024-01-28T09:00:00.000000Z", reason=""), by=vera)
    content = sample_content()
    content["article"]["body"] = content["article"]["body"].replace("310 vessels", "301 vessels")
    content["claims"][4] |= {"exact": "its fleet shrank to 301 vessels", "status": "confirmed", "reading": "confirmed"}
    content["claims"].pop()
    return print_edition(content, by=vera, article=first.article)


@pytest.fixture
def withdrawn(second, vera):
    return print_edition(tombstone_of(sample_content(), reason=REASON), by=vera, article=second.article)


def test_the_page_says_when_and_why_and_what_changed_in_text_and_claims(client, second):
    html = client.get(PAIR).content.decode()
    text = text_of(html)
    assert (
        "Version 1 First published · 28 January 2024, 09:00 UTC · by Ada Report First publication. "
        "Version 2 Update · 29 January 2024, 11:30 UTC · by Ada Report Cannery figures added"
    ) in text
    assert "its fleet shrank to removed: 310 added: 301 vessels" in text
    assert "From “Sourced, not checked” to “Confirmed”." in text
    assert "Removed. It stood as" in text
    assert "12 claims are the same in both." in text
    assert {"name": "robots", "content": "noindex"} in tags_of(html, "meta")


def test_a_paragraph_that_stands_is_said_once_and_the_far_ones_are_folded(client, second):
    html = client.get(PAIR).content.decode()
    assert html.count("We did not come to haggle") == 1
    assert "2 unchanged paragraphs" in text_of(html)


def test_the_page_costs_two_queries_and_a_kept_copy_one(client, second):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(PAIR)
    assert (answer.status_code, len(queries)) == (200, 2)
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    with CaptureQueriesContext(connection) as queries:
        kept = client.get(PAIR, headers={"If-None-Match": answer.headers["ETag"]})
    assert (kept.status_code, len(queries)) == (304, 1)


def test_the_data_has_both_sides_the_pieces_of_text_and_each_claim(client, second):
    data = client.get(f"{PAIR}index.json").json()
    assert (data["from"]["number"], data["to"]["number"], data["to"]["kind"]) == (1, 2, "update")
    assert data["to"]["digest"] == second.edition.digest
    assert data["text"]["headline"] == [[{"kind": "same", "text": sample_content()["article"]["headline"]}]]
    assert [(claim["public_id"], claim["changed"]) for claim in data["claims"]] == [
        ("clz5bcdf", ["words", "status"]),
        ("cly4bcdf", ["removed"]),
    ]
    assert data["claims"][0]["before"]["citations"][0]["source"]["title"] == sample_content()["sources"][3]["title"]
    assert (data["claims"][1]["after"], data["unchanged_claims"]) == (None, 12)


@pytest.mark.parametrize("data", ["", "index.json"])
def test_the_later_one_first_leads_to_the_other_order_and_one_beside_itself_to_that_version(client, second, data):
    turned, single = (client.get(f"{STORY}editions/{pair}/{data}") for pair in ("2..1", "2..2"))
    assert (turned.status_code, turned.headers["Location"]) == (301, f"{PAIR}{data}")
    assert (single.status_code, single.headers["Location"]) == (301, f"{STORY}editions/2/{data}")


@pytest.mark.parametrize("data", ["", "index.json"])
@pytest.mark.parametrize("pair", ["1..3", "3..1", "0..1", "7..8", "1..99999999999999999999"])
def test_a_version_that_never_was_is_not_found(client, second, pair, data):
    for headers in ({}, {"If-None-Match": "*"}):
        assert client.get(f"{STORY}editions/{pair}/{data}", headers=headers).status_code == 404


@pytest.mark.parametrize("data", ["", "index.json"])
@pytest.mark.parametrize("pair", ["1..2", "2..1", "1..3"])
def test_a_withdrawn_story_answers_410_and_no_kept_copy_is_good(client, withdrawn, pair, data):
    for headers in ({}, {"If-None-Match": "*"}):
        answer = client.get(f"{STORY}editions/{pair}/{data}", headers=headers)
        assert answer.status_code == 410
        assert (REASON in answer.content.decode(), CANARY in answer.content.decode()) == (True, False)


def test_after_reinstatement_versions_are_compared_again_but_not_with_the_withdrawal(client, withdrawn, vera):
    content = sample_content(number=4, kind="reinstatement", at="2024-02-03T09:00:00.000000Z", reason="It was agreed.")
    print_edition(content, by=vera, article=withdrawn.article)
    answers = {pair: client.get(f"{STORY}editions/{pair}/").status_code for pair in ("1..2", "2..3", "3..4", "1..4")}
    assert answers == {"1..2": 200, "2..3": 410, "3..4": 410, "1..4": 200}
    links = [tag["href"] for tag in tags_of(client.get(f"{STORY}editions/").content.decode(), "a")]
    assert [link for link in links if ".." in link] == [f"{STORY}editions/2..4/", PAIR]
    assert "2 versions lie between these two" in text_of(client.get(f"{STORY}editions/1..4/").content.decode())


def test_the_list_of_versions_and_an_old_version_lead_there(client, second):
    for address in (f"{STORY}editions/", f"{STORY}editions/1/"):
        assert PAIR in [tag["href"] for tag in tags_of(client.get(address).content.decode(), "a")]


def test_two_long_versions_without_a_common_word_are_compared_within_bounds(client, vera):
    first = sample_content(number=1, kind="first", at="2024-01-28T09:00:00.000000Z")
    second = sample_content()
    for content, word in ((first, "a b "), (second, "b c ")):
        content["article"]["body"] = f"<p>{word * 4_000}</p>\n" * 20
        content["claims"] = []
    print_edition(second, by=vera, article=print_edition(first, by=vera).article)
    assert client.get(PAIR).status_code == 200
