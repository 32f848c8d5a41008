"""The claims page in pieces, as its script asks for it: what an answer carries, to whom, and once."""

import gzip
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.utils import timezone

from articles.admin import workbench_page
from articles.checking import record_check
from articles.citing import remove_citation
from articles.editing import take_step
from articles.models import Arrival, Check
from articles.probing import probe
from tests.desk import claims_page, desk, filled, sent
from tests.pages import element, tags_of, text_of
from tests.stories import PASSAGE, WORDS, a_claim, a_story, fresh, sourced

JSON = {"accept": "application/json"}
KEYS_OF_CHANGES = count()
HERE = Path(__file__).parents[3]
SCRIPTS = HERE / "static" / "policydesk" / "js" / "bench"


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def claim(story, ada):
    return sourced(a_claim(story, ada), ada)


def posted(client, claim, do, headers=JSON, **typed):
    """Open the page, type into its form called `do`, send it as the script does."""
    address = claims_page(claim.article, claim)
    form = next(form for form in client.get(address).context["bench"].forms if form.do == do)
    return client.post(address, filled(form) | typed | {"do": do}, headers=headers)


def test_the_pieces_are_those_of_the_page(claim, boris):
    client, address = desk(boris), claims_page(claim.article, claim)
    html, found = client.get(address).content.decode(), client.get(address, headers=JSON).json()
    for name in ("list", "story", "ready"):
        assert text_of(found[name]) in text_of(html), name
    assert WORDS in text_of(found["panel"])
    assert (found["claim"], found["user"], found["done"]) == (claim.public_id, boris.pk, False)


def test_the_map_names_blocks_sentences_and_claims_in_code_points(ada):
    story = a_story(ada, headline="A 🐟", body="<h2>One</h2><p>🐟 Two. Three.</p>")
    claim = a_claim(story, ada, "Three.")
    assert desk(ada).get(claims_page(story), headers=JSON).json()["map"] == {
        "blocks": [["headline", 0, 3], ["body", 0, 3], ["body", 5, 18]],
        "sentences": [["headline", 0, 3], ["body", 5, 11], ["body", 12, 18]],
        "claims": {claim.public_id: ["body", 12, 18]},
        "waived": [],
    }


def test_a_panel_alone_comes_alone(claim, boris):
    found = desk(boris).get(claims_page(claim.article, claim) + "&only=panel", headers=JSON).json()
    assert ("panel" in found, "story" in found, "list" in found) == (True, False, False)


def test_what_is_done_is_answered_with_all_that_moved(claim, boris):
    answer = posted(desk(boris), claim, "check", verdict="confirmed")
    found = answer.json()
    assert (answer.status_code, found["done"], found["told"]) == (200, True, ["Recorded: Confirmed."])
    assert "Confirmed" in text_of(found["list"])
    assert found["ready"].startswith("<p><strong>The one claim is resolved.")


@pytest.mark.parametrize(
    ("who", "typed", "status"),
    [("ada", {"verdict": "confirmed"}, 403), ("boris", {"verdict": "disputed"}, 422), ("boris", {"verdict": ""}, 422)],
)
def test_what_is_refused_comes_back_with_its_sentence(claim, ada, boris, who, typed, status):
    answer = posted(desk({"ada": ada, "boris": boris}[who]), claim, "check", note="Kept.", **typed)
    assert (answer.status_code, answer.json()["done"], Check.objects.count()) == (status, False, 0)
    assert "There is a problem" in answer.json()["panel"]
    assert "Kept." in answer.json()["panel"]


def test_a_stranger_is_sent_to_the_login_and_an_auditor_gets_no_form(claim, noor):
    assert desk(noor).get(claims_page(claim.article), headers=JSON).status_code == 302


def test_what_others_changed_meanwhile_is_a_conflict(claim, boris, vera):
    client, address = desk(boris), claims_page(claim.article, claim)
    form = client.get(address).context["bench"].check
    record_check(claim, "unsupported", by=vera, note="I found nothing.")
    answer = client.post(
        address, filled(form) | {"do": "check", "verdict": "confirmed"}, headers=JSON | {"idempotency-key": "b"}
    )
    assert (answer.status_code, Check.objects.count()) == (409, 1)
    assert "Vera Publish" in answer.json()["panel"]


def test_an_answer_names_the_further_claims_that_were_changed_with_their_versions(claim, ada):
    other, third = (fresh(a_claim(claim.article, ada, words)) for words in ("met in Geneva", "“We listened,”"))
    keyed, typed = JSON | {"idempotency-key": "m"}, {"source": "https://example.org/new", "others": [other.public_id]}
    found, again = (posted(desk(ada), claim, "cite", headers=keyed, **typed).json()["moved"] for _time in "12")
    assert found == {other.public_id: [other.version, fresh(other).version]}
    assert (fresh(other).version > other.version, fresh(third).version == third.version, again) == (True, True, None)
    assert desk(ada).get(claims_page(claim.article, claim), headers=JSON).json()["moved"] == {}


def test_a_panel_names_the_verdict_that_ctrl_enter_must_not_sign_over(claim, ada, boris, vera):
    def stands(user):
        panel = desk(user).get(claims_page(claim.article, claim) + "&only=panel", headers=JSON).json()["panel"]
        return next(tag.get("data-stands", "") for tag in tags_of(panel, "section") if tag.get("data-part") == "check")

    told = [stands(boris)]
    for verdict in ("partly", "confirmed"):
        record_check(claim, verdict, by=vera, note="Read.")
        told.append(stands(boris))
    sourced(claim, ada, "Minutes")  # now it is asked again
    told.append(stands(boris))
    record_check(claim, "partly", by=vera, note="Read again.")
    sourced(claim, ada, "Protocol")
    sentence = "“{}” stands. Choose a verdict to record another one."
    assert told == ["", sentence.format("Partly confirmed"), sentence.format("Confirmed"), ""]
    assert (stands(boris), stands(ada)) == (sentence.format("Partly confirmed"), "")


def sent_twice(client, claim, do, **typed):
    """Send a form, lose the answer, and send it once more as it was."""
    address = claims_page(claim.article, claim)
    form = next(form for form in client.get(address).context["bench"].forms if form.do == do)
    data = filled(form) | typed | {"do": do}
    headers = JSON | {"idempotency-key": str(next(KEYS_OF_CHANGES))}
    return [client.post(address, data, headers=headers).json()["done"] for _time in "12"]


def test_a_change_whose_answer_was_lost_is_made_once(claim, boris, vera):
    client, citation = desk(vera), claim.citations.get()
    assert sent_twice(client, claim, "check", verdict="confirmed", note="Read.") == [True, True]
    assert sent_twice(client, claim, "claim", kind="figure") == [True, True]
    assert sent_twice(client, claim, "mark", words="met in Geneva") == [True, True]
    assert sent_twice(client, claim, "cite", source="https://example.org/new", passage=PASSAGE) == [True, True]
    assert sent_twice(client, claim, f"citation-{citation.pk}", note="Page two.") == [True, True]
    assert sent_twice(client, claim, f"citation-{citation.pk}", remove="1") == [True, True]
    assert (Check.objects.count(), claim.article.claims.count(), fresh(claim).citations.count()) == (1, 2, 1)
    assert sent_twice(client, claim, "retire", reason="No claim.") == [True, True]


def test_undoing_and_redoing_whose_answers_were_lost_go_one_step(claim, boris):
    client, address = desk(boris), claims_page(claim.article, claim)
    for verdict in ("partly", "confirmed"):
        sent(client, address, "check", verdict=verdict, note="Read.")

    def said():
        return [row.verdict for row in claim.checks.order_by("pk")][2:]

    assert (sent_twice(client, claim, "undo"), said()) == ([True, True], ["partly"])
    sent(client, address, "undo")
    assert (sent_twice(client, claim, "redo"), said()) == ([True, True], ["partly", "void", "partly"])


def test_words_whose_answer_was_lost_are_written_once_though_they_begin_with_the_old_ones(claim, vera):
    client, story = desk(vera), claim.article
    base = "The two sides met in Geneva on Monday for talks on tariffs."
    place = {"place": f"body:0:{len(base)}", "base": base}
    assert sent_twice(client, claim, "reword", words=f"{base} It rained.", **place) == [True, True]
    assert fresh(story).body.count("It rained.") == 1


def test_a_key_is_of_one_person_and_what_was_refused_may_be_sent_again(claim, boris, vera):
    assert sent_twice(desk(boris), claim, "check", verdict="partly", note="") == [False, False]
    for user in (boris, vera):
        posted(desk(user), claim, "check", JSON | {"idempotency-key": "one"}, verdict="partly", note="Read.")
    assert [row.by for row in claim.checks.order_by("pk")] == [boris, vera]
    Arrival.objects.update(at=timezone.now() - timedelta(days=8))
    posted(desk(boris), claim, "check", JSON | {"idempotency-key": "two"}, verdict="confirmed")
    assert sorted(Arrival.objects.values_list("key", "claim")) == [
        ("one", claim.public_id), ("two", claim.public_id),
    ]  # fmt: skip


def test_what_somebody_else_did_counts_as_nobodys_own(claim, boris, vera):
    client, address = desk(boris), claims_page(claim.article, claim)
    shown = client.get(address).context["bench"]
    remove_citation(claim.citations.get(), by=vera)
    data = filled(shown.citations[0]) | {"do": shown.citations[0].do, "remove": "1"}
    assert client.post(address, data, headers=JSON | {"idempotency-key": "b"}).status_code == 409


def test_who_may_only_read_gets_no_verdict(claim, ada):
    take_step(fresh(claim.article), "send_to_check", by=ada)
    panel = desk(ada).get(claims_page(claim.article, claim) + "&only=panel", headers=JSON).json()["panel"]
    assert ([tag for tag in tags_of(panel, "button") if tag.get("name")], WORDS in panel) == ([], True)


LATER = {  # loaded when somebody first wants what they do: each with the bytes that it may weigh, packed
    "answering.js": 4_750,
    "deciding.js": 3_550,
    "publishing.js": 2_600,
    "sourcing.js": 2_950,
    "rewording.js": 1_700,
    "suggesting.js": 1_700,
    "placing.js": 1_400,
    "copying.js": 1_350,
    "wording.js": 550,
}


def test_the_scripts_that_opening_the_workbench_loads_stay_light_and_the_others_grow_only_on_purpose():
    files = {path.name: path.read_bytes() for path in SCRIPTS.glob("*.js")}
    packed = {name: len(gzip.compress(text)) for name, text in files.items()}
    first = files.keys() - LATER
    raw, sent = sum(len(files[name]) for name in first), sum(packed[name] for name in first)
    assert ("workbench.js" in first, raw <= 40_960, sent <= 12_288) == (True, True, True)
    assert {name: packed[name] for name, most in LATER.items() if packed[name] > most} == {}
    assert (sum(map(len, files.values())) <= 90_112, sum(packed.values()) <= 32_768) == (True, True)


def test_the_page_brings_the_panel_that_a_script_begins_with_unless_a_claim_is_chosen(story, claim, ada, boris):
    later = a_claim(story, ada, "“We listened,”")
    record_check(claim, "confirmed", by=boris)
    client = desk(ada)
    first = element(client.get(claims_page(story)).content.decode(), "template", "first")
    alone = client.get(f"{claims_page(story)}?claim={later.public_id}&only=panel", headers=JSON).json()["panel"]
    assert f'data-claim="{later.public_id}"' in first
    assert text_of(first.replace("template", "div")) == text_of(alone)
    assert 'id="first"' not in client.get(claims_page(story, later)).content.decode()


def test_a_panel_alone_asks_for_the_doubts_of_its_claim_alone(story, claim, ada, boris, monkeypatch):
    sourced(a_claim(story, ada, "“We listened,”"), ada, "Minutes")
    asked = []
    monkeypatch.setattr(
        workbench_page,
        "probe",
        lambda article, claims: asked.append([row.pk for row in claims]) or probe(article, claims),
    )
    desk(boris).get(f"{claims_page(story)}?claim={claim.public_id}&only=panel", headers=JSON)
    assert asked == [[claim.pk]]
    desk(boris).get(claims_page(story, claim), headers=JSON)
    assert [len(claims) for claims in asked[1:]] == [2]  # all are asked once where the list and the gate are drawn
