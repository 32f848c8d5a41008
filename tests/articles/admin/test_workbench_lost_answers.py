"""Every change at the workbench whose answer was lost is made once when it is sent again."""

from itertools import count

import pytest

from actors.registering import register_actor
from articles.citing import cite
from articles.editing import save_article
from articles.models import Waiver
from articles.rephrasing import propose_words
from tests.desk import claims_page, desk, filled
from tests.stories import BODY, a_claim, a_source, a_story, fresh

NAMES = count()
MET = "The two sides met in Geneva on Monday for talks on tariffs."


@pytest.fixture
def claim(ada):
    return a_claim(a_story(ada), ada, statement="Duties on 24 goods fall.")


def sent_twice(client, claim, do, **typed):
    """Send a form, lose the answer, and send it once more as it was; what each answer says of itself."""
    address = claims_page(claim.article, claim)
    form = next(form for form in client.get(address).context["bench"].forms if form.do == do)
    headers = {"accept": "application/json", "idempotency-key": str(next(NAMES))}
    data = filled(form) | typed | {"do": do}
    return [client.post(address, data, headers=headers).json()["done"] for _time in "12"]


def made(claim):
    """How often the claim was saved."""
    return fresh(claim).history.count()


def test_a_speaker_is_named_once(claim, ada):
    register_actor(by=ada, name="Arland", kind="state")
    before = made(claim)
    assert sent_twice(desk(ada), claim, "said_by", speaker="Arland") == [True, True]
    assert (fresh(claim).speaker.name, made(claim)) == ("Arland", before + 1)


def test_a_claim_is_placed_once(claim, ada):
    before = made(claim)
    assert sent_twice(desk(ada), claim, "place", words="24 goods") == [True, True]
    assert (fresh(claim).exact, made(claim)) == ("24 goods", before + 1)


@pytest.mark.parametrize(("button", "state"), [("accept", "anchored"), ("give_up", "lost")])
def test_words_that_were_edited_are_accepted_or_given_up_once(claim, ada, button, state):
    save_article(fresh(claim.article), by=ada, body=BODY.replace("24 goods", "26 goods"))
    assert (fresh(claim).anchor_state, sent_twice(desk(ada), claim, "words", **{button: "1"})) == (
        "changed", [True, True],
    )  # fmt: skip
    assert fresh(claim).anchor_state == state


def test_a_wording_that_still_fits_is_kept_once(claim, ada):
    save_article(fresh(claim.article), by=ada, body=BODY.replace("24 goods", "26 goods"))
    sent_twice(desk(ada), claim, "words", accept="1")
    before = made(claim)
    assert (fresh(claim).stands_alone_for_others, sent_twice(desk(ada), claim, "statement")) == (True, [True, True])
    assert (fresh(claim).stands_alone_for_others, made(claim)) == (False, before + 1)


def test_an_item_is_waived_and_asked_for_again_once(claim, ada, boris):
    cite(claim, a_source(ada), by=ada, passage="agreed to cut duties on 25 goods")
    item = "kind=number&words=24&other=25"
    assert sent_twice(desk(boris), claim, "waive", item=item, reason="A slip.") == [True, True]
    assert sent_twice(desk(boris), claim, "waive", again=str(Waiver.objects.get().pk)) == [True, True]
    assert [row.history_type for row in Waiver.history.order_by("history_id")] == ["+", "-"]


@pytest.mark.parametrize(("button", "state", "written"), [("accept", "taken", 1), ("reject", "declined", 0)])
def test_suggested_words_are_taken_or_declined_once(claim, ada, boris, button, state, written):
    proposed = propose_words(claim.article, "body", 0, MET, f"{MET} It rained.", by=boris)
    assert sent_twice(desk(ada), claim, "suggest", **{button: f"words:{proposed.pk}"}) == [True, True]
    assert (fresh(proposed).state, fresh(claim.article).body.count("It rained.")) == (state, written)
