"""Corrections by hand: who tells what was wrong, with which edition, and how it stays told."""

import pytest

from articles.checking import record_check
from articles.claiming import accept_words, retire_claim
from articles.correcting import Correcting
from articles.editing import save_article, take_step
from articles.enums import EditionKind
from articles.models import CorrectedClaim, Correction, Edition
from articles.publishing import publish, withdraw
from articles.verifying import verify
from policydesk.lib.errors import Refused
from tests.stories import BODY, WORDS, a_claim, a_story, confirmed, fresh, ready

WRONG = "We wrote Monday. It was Tuesday."


@pytest.fixture
def public(ada, boris, vera):
    """A story that readers see, with one confirmed claim."""
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    publish(ready(story, by=vera), by=vera)
    return story


def corrected(story, vera, *, kind="correction", told=None, **asked):
    save_article(fresh(story), by=vera, body=BODY.replace("Monday", "Tuesday"))
    return publish(ready(story, by=vera), by=vera, kind=kind, correction=told, **asked)


def printed(edition):
    return edition.content.content["corrections"]


def test_an_edition_of_kind_correction_needs_to_say_what_was_wrong(public, vera):
    with pytest.raises(Refused, match="Write what was wrong, and what the story says now"):
        corrected(public, vera, reason="A reason is none.")
    with pytest.raises(Refused, match="Write what was wrong"):
        publish(fresh(public), by=vera, kind="correction", correction=Correcting("correction", " \n"))
    assert Edition.objects.count() == 1


def test_it_is_printed_with_its_kind_its_text_and_the_claims_it_concerns(public, vera):
    claim = public.claims.get()
    edition = corrected(public, vera, told=Correcting("clarification", f" {WRONG} ", [claim, claim]))
    row = Correction.objects.get()
    assert (edition.kind, row.edition, row.kind, row.text) == ("correction", edition, "clarification", WRONG)
    assert CorrectedClaim.objects.get().claim == claim
    assert printed(edition) == [
        {
            "edition": 2,
            "kind": "clarification",
            "at": edition.content.content["edition"]["at"],
            "text": WRONG,
            "claims": [{"public_id": claim.public_id, "words": WORDS}],
        }
    ]
    assert public.history.first().history_change_reason == WRONG
    assert list(verify()) == []


def test_an_update_may_tell_one_and_needs_none(public, vera):
    edition = corrected(public, vera, kind="update", told=Correcting("update", WRONG))
    assert [told["kind"] for told in printed(edition)] == ["update"]
    save_article(fresh(public), by=vera, dateline="Geneva")
    assert [told["edition"] for told in printed(publish(ready(public, by=vera), by=vera))] == [2]


def test_every_later_edition_tells_it_again_and_the_newest_stands_first(public, vera):
    corrected(public, vera, told=Correcting("correction", WRONG))
    withdraw(fresh(public), by=vera, reason="Forged.")
    back = publish(ready(public, by=vera), by=vera, reason="It was not.")
    assert [told["text"] for told in printed(back)] == [WRONG]
    save_article(fresh(public), by=vera, dateline="Geneva")
    last = publish(ready(public, by=vera), by=vera, kind="correction", correction=Correcting("retraction", "More."))
    assert [told["text"] for told in printed(last)] == ["More.", WRONG]
    assert list(verify()) == []


def test_a_text_that_stays_as_it_is_may_be_clarified(public, vera):
    take_step(fresh(public), "reopen", by=vera)
    told = Correcting("clarification", "The minister spoke through an interpreter.")
    assert publish(ready(public, by=vera), by=vera, kind="correction", correction=told).number == 2


@pytest.mark.parametrize("kind", [EditionKind.STATUS, EditionKind.FIRST])
def test_no_other_edition_tells_one(public, ada, vera, kind):
    story = public if kind == EditionKind.STATUS else a_story(ada, work_type="opinion")
    if kind == EditionKind.STATUS:
        take_step(fresh(story), "reopen", by=vera)
    with pytest.raises(Refused, match="Only a correction or an update tells readers what was wrong"):
        publish(ready(story, by=vera), by=vera, kind=kind, correction=Correcting("correction", WRONG))


def test_its_kind_is_one_of_the_four(public, vera):
    with pytest.raises(Refused, match="Choose what kind of correction it is"):
        corrected(public, vera, told=Correcting("", WRONG))


def test_it_concerns_claims_of_its_own_story_which_readers_saw(public, ada, boris, vera):
    other = a_claim(a_story(ada), ada)
    never = a_claim(fresh(public), vera, "met in Geneva")
    retire_claim(never, by=vera, reason="Not a claim.")
    for claim, sentence in ((other, "claims of its own story"), (fresh(never), "Readers never saw the claim")):
        with pytest.raises(Refused, match=sentence):
            corrected(public, vera, told=Correcting("correction", WRONG, [claim]))
        take_step(fresh(public), "reopen", by=vera)


def test_a_claim_that_is_gone_keeps_the_words_it_was_printed_with(public, ada, boris, vera):
    claim = public.claims.get()
    save_article(fresh(public), by=vera, body=BODY.replace(WORDS, "They parted"))
    retire_claim(fresh(claim), by=vera, reason="It was wrong.")
    edition = publish(
        ready(public, by=vera), by=vera, kind="correction", override="No claim is left.",
        correction=Correcting("retraction", "They agreed on nothing.", [fresh(claim)]),
    )  # fmt: skip
    assert printed(edition)[0]["claims"] == [{"public_id": claim.public_id, "words": WORDS}]


def test_it_keeps_the_words_that_were_printed_last_and_the_newest_is_listed_first(public, ada, boris, vera):
    claim = public.claims.get()
    save_article(fresh(public), by=vera, body=BODY.replace("24 goods", "24 wares"))
    accept_words(fresh(claim), by=vera)
    record_check(fresh(claim), "confirmed", by=boris)
    publish(ready(public, by=vera), by=vera, kind="correction", correction=Correcting("correction", WRONG))
    save_article(fresh(public), by=vera, body=BODY.replace(WORDS, "They parted"))
    retire_claim(fresh(claim), by=vera, reason="It was wrong.")
    edition = publish(
        ready(public, by=vera), by=vera, kind="correction", override="No claim is left.",
        correction=Correcting("retraction", "They agreed on nothing.", [fresh(claim)]),
    )  # fmt: skip
    assert [row["words"] for row in printed(edition)[0]["claims"]] == [WORDS.replace("goods", "wares")]
    assert [row.kind for row in Correction.objects.all()] == ["retraction", "correction"]
