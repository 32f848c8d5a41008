"""Sentences are waived at the workbench, with and without its script, and everybody sees by whom and on what ground."""

import pytest

from articles.editing import take_step
from articles.models import Waiver
from articles.sparing import spare
from tests.conftest import person
from tests.desk import claims_page, desk, problems, sent, told
from tests.pages import element, text_of
from tests.stories import a_claim, a_story, fresh

JSON = {"accept": "application/json"}
NAMED = JSON | {"idempotency-key": "one"}
FIGURE, QUOTED = "They agreed to cut duties on 24 goods.", "“We listened,” the minister said."


@pytest.fixture
def story(ada):
    return a_story(ada)


def test_without_a_script_a_sentence_is_chosen_from_a_list_waived_and_asked_for_again(story, ada):
    client, address = desk(ada), claims_page(story)
    page = client.get(address).context["page"]
    key = {words: key for key, words in page.waivable}[FIGURE]
    assert problems(sent(client, address, "spare", sentence=key, ground="")) == ["Say why it need not be a claim."]
    assert problems(sent(client, address, "spare", sentence="", ground="common")) == ["Choose a sentence of the story."]
    assert told(sent(client, address, "spare", sentence=key, ground="common")) == [
        f"Waived: Common knowledge. “{FIGURE}”"
    ]
    html = client.get(address).content.decode()
    assert "Common knowledge · Ada Report, " in text_of(element(html, "div", "ready"))
    assert FIGURE not in {words for _key, words in client.get(address).context["page"].waivable}
    again = str(Waiver.objects.get().pk)
    assert told(sent(client, address, "spare", again=again))[-1] == "The waiver was taken back."
    assert (problems(sent(client, address, "spare", again=again)), Waiver.objects.count()) == (
        ["That was taken back already."], 0,
    )  # fmt: skip


def test_the_script_names_the_words_and_a_second_sending_is_answered_as_done(story, boris):
    client, address = desk(boris), claims_page(story)
    data = {"do": "spare", "ground": "opinion", "words": QUOTED}
    for _time in "12":
        found = client.post(address, data, headers=NAMED).json()
        assert (found["done"], found["claim"], found["map"]["waived"]) == (True, "", [["body", 117, 150]])
    refused = client.post(address, data, headers=JSON)
    assert (refused.status_code, "Boris Check waived this" in refused.json()["panel"]) == (422, True)
    assert Waiver.objects.get().by == boris


def test_a_claim_on_a_waived_sentence_ends_the_waiver_on_the_page(story, ada, boris):
    spare(story, FIGURE, "common", by=boris)
    assert len(desk(ada).get(claims_page(story)).context["page"].waived) == 1
    a_claim(story, ada, FIGURE)
    assert desk(ada).get(claims_page(story)).context["page"].waived == []


def test_who_only_reads_sees_what_was_waived_and_no_button(story, ada, boris):
    spare(story, FIGURE, "common", by=boris)
    take_step(fresh(story), "send_to_check", by=ada)
    for reader in (ada, person("otto", "Otto", "Audit", "auditor")):
        html = desk(reader).get(claims_page(story)).content.decode()
        assert ("Common knowledge · Boris Check" in text_of(html), 'value="spare"' in html) == (True, False)
    refused = desk(ada).post(claims_page(story), {"do": "spare", "ground": "opinion", "words": QUOTED}, headers=JSON)
    assert refused.status_code == 403
