"""The claims page in pieces, as its script asks for it: what an answer carries, to whom, and once."""

import gzip
from pathlib import Path

import pytest

from articles.admin.workbench_lines import KEYS
from articles.checking import record_check
from articles.citing import remove_citation
from articles.editing import take_step
from articles.enums import Verdict
from articles.models import Check
from tests.desk import claims_page, desk, filled
from tests.pages import tags_of, text_of
from tests.stories import PASSAGE, WORDS, a_claim, a_story, fresh, sourced

JSON = {"accept": "application/json"}
AGAIN = JSON | {"x-sent-before": "1"}
SCRIPTS = Path(__file__).parents[3] / "static" / "policydesk" / "js" / "bench"


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
    }


def test_who_looks_again_is_told_in_short_while_nothing_changed(claim, boris, vera):
    client, address = desk(boris), claims_page(claim.article)
    desk(vera).get(address)
    stamp = client.get(address, headers=JSON).json()["stamp"]
    same = client.get(f"{address}?stamp={stamp}", headers=JSON).json()
    assert ("list" in same, same["stamp"], "Vera Publish opened this story" in same["here"]) == (False, stamp, True)
    record_check(claim, "confirmed", by=vera)
    assert "Confirmed" in client.get(f"{address}?stamp={stamp}", headers=JSON).json()["list"]


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
    answer = client.post(address, filled(form) | {"do": "check", "verdict": "confirmed"}, headers=AGAIN)
    assert (answer.status_code, Check.objects.count()) == (409, 1)
    assert "Vera Publish" in answer.json()["panel"]


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
    return [client.post(address, data, headers=headers).json()["done"] for headers in (JSON, AGAIN)]


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


def test_what_somebody_else_did_counts_as_nobodys_own(claim, boris, vera):
    client, address = desk(boris), claims_page(claim.article, claim)
    shown = client.get(address).context["bench"]
    remove_citation(claim.citations.get(), by=vera)
    data = filled(shown.citations[0]) | {"do": shown.citations[0].do, "remove": "1"}
    assert client.post(address, data, headers=AGAIN).status_code == 409


def test_who_may_only_read_gets_no_verdict(claim, ada):
    take_step(fresh(claim.article), "send_to_check", by=ada)
    panel = desk(ada).get(claims_page(claim.article, claim) + "&only=panel", headers=JSON).json()["panel"]
    assert ([tag for tag in tags_of(panel, "button") if tag.get("name")], WORDS in panel) == ([], True)


def test_every_verdict_but_taking_back_has_a_key_of_its_own():
    assert set(Verdict) - set(KEYS) == {Verdict.VOID}
    assert len(set(KEYS.values())) == len(KEYS)


LATER = {
    "answering.js",
    "deciding.js",
    "sourcing.js",
    "wording.js",
    "copying.js",
}  # loaded when somebody first wants what they do


def test_the_scripts_that_opening_the_workbench_loads_stay_light():
    files = {path.name: path.read_bytes() for path in SCRIPTS.glob("*.js") if path.name not in LATER}
    raw, sent = (sum(map(len, texts)) for texts in (files.values(), map(gzip.compress, files.values())))
    assert ("workbench.js" in files, raw <= 40_960, sent <= 12_288) == (True, True, True)
