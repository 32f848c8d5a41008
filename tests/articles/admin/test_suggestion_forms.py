"""Suggestions and the same claim elsewhere on the claims page, with and without its script."""

import pytest

from articles.citing import cite
from articles.models import Claim, Deed, Rejection
from tests.conftest import person
from tests.desk import claims_page, desk, sent, told
from tests.pages import element, tags_of, text_of
from tests.stories import PASSAGE, WORDS, a_claim, a_source, a_story, confirmed, fresh, sourced

JSON = {"accept": "application/json"}
NAMED = JSON | {"idempotency-key": "one"}  # a change, and the same sent once more
FIRST = "They agreed to cut duties on 24 goods."


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def auditor(db):
    return person("otto", "Otto", "Audit", "auditor")


def buttons(html, name):
    return [tag["value"] for tag in tags_of(html, "button") if tag.get("name") == name]


def test_a_suggestion_is_accepted_and_another_rejected_by_buttons(story, ada):
    client, address = desk(ada), claims_page(story)
    html = client.get(address).content.decode()
    shown = text_of(element(html, "section", "suggestions"))
    assert "Looks like: an undertaking, a figure. It would be marked as: Commitment." in shown
    first, second = buttons(html, "accept")
    answer = sent(client, address, "suggest", accept=first)
    claim = Claim.objects.get()
    assert (answer.url, told(answer), claim.kind) == (
        claims_page(story, claim) + "#claim", ["Accepted: Commitment."], "commitment",
    )  # fmt: skip
    answer = sent(client, address, "suggest", reject=second)
    assert told(answer)[-1] == "Rejected: it is not suggested again in this story."
    html = client.get(address).content.decode()
    assert (buttons(html, "accept"), buttons(html, "again")) == ([], ["1"])
    sent(client, address, "suggest", again="1")
    assert (buttons(client.get(address).content.decode(), "accept"), Rejection.objects.count()) == ([second], 0)


def test_a_suggestion_that_is_gone_is_refused_in_a_sentence_and_the_second_sending_of_the_same_is_not(story, ada):
    client, address = desk(ada), claims_page(story)
    key = buttons(client.get(address).content.decode(), "accept")[0]
    data = {"do": "suggest", "accept": key}
    first, again = (client.post(address, data, headers=NAMED).json() for _time in "12")
    assert (first["claim"], again["claim"], again["done"]) == (Claim.objects.get().public_id, first["claim"], True)
    refused = client.post(address, data, headers=JSON)
    assert (refused.status_code, "does not stand any more" in refused.json()["panel"]) == (422, True)


def test_who_may_not_mark_sees_no_suggestion(story, boris, auditor):
    assert 'id="suggestions"' in desk(boris).get(claims_page(story)).content.decode()
    found = desk(auditor).get(claims_page(story))
    assert 'id="suggestions"' not in found.content.decode()
    assert desk(auditor).get(claims_page(story), headers=JSON).json()["suggestions"].strip() == ""


def test_the_same_claim_elsewhere_lends_its_source_once_and_that_is_undone(story, ada, boris, vera):
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    later = a_claim(a_story(vera, headline="A later story"), vera, WORDS)
    client, address = desk(boris), claims_page(later.article, later)
    html = client.get(address).content.decode()
    shown = text_of(element(html, "section", "elsewhere"))
    assert "Confirmed. Talks on tariffs end in Geneva Joint communiqué: " in shown
    (value,) = buttons(html, "value")
    data = {"do": "reuse", "value": value, "version": fresh(later).version}
    for _time in "12":
        assert client.post(address, data, headers=NAMED).json()["done"]
    assert (later.citations.get().excerpt.exact, Deed.objects.get().claim) == (PASSAGE, later)
    html = client.get(address).content.decode()
    assert (buttons(html, "value"), "Attached here too." in html) == ([], True)
    sent(client, address, "undo")
    assert later.citations.count() == 0


def test_each_source_is_listed_with_the_claims_that_rest_on_it(story, ada):
    first = sourced(a_claim(story, ada, "The two sides"), ada)
    second = sourced(a_claim(story, ada, "24 goods"), ada)
    cite(second, a_source(ada, "Minutes"), by=ada)
    html = desk(ada).get(claims_page(story), headers=JSON).json()["ready"]
    by_source = html.partition('class="bysource"')[2]
    assert text_of(f"<ul {by_source}").endswith("Minutes: Claim 2 ?, Sourced, not checked")
    assert [by_source.count(f"?claim={row.public_id}") for row in (first, second)] == [1, 2]
