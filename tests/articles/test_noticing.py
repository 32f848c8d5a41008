"""Notices above frozen cards: a retraction and what follows, a notice by hand, and how each goes."""

from datetime import UTC, datetime

import pytest

from articles.checking import record_check, standing
from articles.citing import cite
from articles.editing import save_article
from articles.gating import blockers
from articles.models import Claim, Notice, Publication
from articles.noticing import lift_notice, notify_readers, retract_source, settle_notices, take_back_retraction
from articles.publishing import publish
from articles.resting import resting_on
from articles.verifying import verify
from policydesk.lib.errors import NotAllowed, Refused
from sources.models import Source
from tests.pages import element, text_of
from tests.stories import BODY, a_claim, a_source, a_story, confirmed, fresh, ready

AT = datetime(2030, 3, 6, 12, tzinfo=UTC)
REASON = "The ministry never issued it."
TOLD = "The source “Joint communiqué” was retracted on 6 March 2030, and we are checking again. " + REASON


@pytest.fixture
def public(ada, boris, vera):
    """A story that readers see, with one confirmed claim on one source, and a second claim on another."""
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    other = a_claim(story, ada, "met in Geneva")
    cite(other, a_source(ada, "Minutes"), by=ada, directness="primary")
    record_check(fresh(other), "confirmed", by=boris)
    publish(ready(story, by=vera), by=vera)
    return fresh(story)


@pytest.fixture
def source(public):
    return Source.objects.get(title="Joint communiqué")


def claim_on(source):
    return Claim.objects.with_evidence().get(citations__source=source)


def address(story):
    return f"/articles/{story.publication.slug}/"


# --- A retraction -------------------------------------------------------------------------------------------
def test_a_retraction_stands_above_the_frozen_card_at_once_and_nowhere_else(client, public, source, vera):
    before = client.get(address(public))
    retract_source(source, by=vera, reason=REASON, at=AT)
    html = client.get(address(public)).content.decode()
    number = claim_on(source).public_id
    card = text_of(element(html, "article", "claim-2"))
    assert card.startswith(f"Close × Since this was printed: {TOLD} 6 March 2030, 12:00 UTC ✓ Confirmed")
    assert TOLD not in text_of(element(html, "article", "claim-1"))
    assert f"Since this was printed: {TOLD} 6 March 2030, 12:00 UTC · Claim 2" in text_of(html.partition("<main")[0])
    assert "Since this was printed" not in before.content.decode()
    assert TOLD in text_of(client.get(f"/claims/{number}/").content.decode())
    for data in (
        f"{address(public)}index.json",
        f"{address(public)}editions/1/index.json",
        f"/claims/{number}/index.json",
    ):
        assert client.get(data).json()["notices"] == [
            {"at": "2030-03-06T12:00:00+00:00", "text": TOLD, "claims": [number]}
        ]


def test_no_copy_that_a_reader_holds_outlives_it(client, public, source, vera):
    pages = [address(public), f"{address(public)}editions/1/", f"/claims/{claim_on(source).public_id}/"]
    tags = {page: client.get(page)["ETag"] for page in pages}
    retract_source(source, by=vera, reason=REASON, at=AT)
    assert [client.get(page, headers={"If-None-Match": tags[page]}).status_code for page in pages] == [200] * 3
    tag = client.get(pages[0])["ETag"]
    assert client.get(pages[0], headers={"If-None-Match": tag}).status_code == 304
    assert list(verify()) == []


def test_a_story_that_does_not_cite_it_is_not_touched(client, public, source, ada, vera):
    other = a_story(ada, work_type="opinion", headline="Another")
    publish(ready(other, by=vera), by=vera)
    tag = client.get(address(fresh(other)))["ETag"]
    retract_source(source, by=vera, reason=REASON, at=AT)
    assert client.get(address(fresh(other)), headers={"If-None-Match": tag}).status_code == 304


def test_claims_on_it_need_a_recheck_in_words_and_a_ready_story_goes_back(public, source, boris, vera):
    save_article(public, by=vera, dateline="Geneva")
    third = a_claim(public, vera, "for talks")
    cite(third, source, by=boris, directness="primary")
    record_check(fresh(third), "confirmed", by=boris)
    ready(public, by=vera)
    retract_source(source, by=vera, reason=REASON, at=AT)
    claim = Claim.objects.with_evidence().get(pk=third.pk)
    assert standing(claim).reasons == ("A source was retracted on 6 March 2030: “Joint communiqué”.",)
    assert fresh(public).state == "draft"
    assert Claim.objects.filter(needs_recheck=True).count() == 2


def test_the_gate_refuses_a_claim_that_stands_on_it_alone_even_when_nothing_else_changed(public, source, vera):
    save_article(public, by=vera, dateline="Geneva")
    retract_source(source, by=vera, reason=REASON, at=AT)
    said = [row.sentence for row in blockers(ready(public, by=vera))]
    assert said == [
        "Claim 2, “They agreed to cut duties on 24 goods”: it stands on a retracted source alone. "
        "Attach another, or take the words out."
    ]


def test_with_another_source_a_check_made_since_settles_it(public, source, ada, boris, vera):
    retract_source(source, by=vera, reason=REASON, at=datetime(2024, 3, 6, tzinfo=UTC))
    claim = claim_on(source)
    with pytest.raises(Refused, match="Attach a source that supports it"):
        record_check(claim, "confirmed", by=boris)
    cite(fresh(claim), a_source(ada, "The treaty itself"), by=boris, directness="primary")
    record_check(fresh(claim), "confirmed", by=boris)
    assert not standing(Claim.objects.with_evidence().get(pk=claim.pk)).needs_recheck


def test_a_copy_falls_with_its_original_and_says_so(client, public, source, ada, vera):
    original = a_source(ada, "The wire")
    source.copy_of = original
    source.save(by=vera)
    retract_source(original, by=vera, reason=REASON, at=AT)
    told = "The original of “Joint communiqué” was retracted on 6 March 2030, and we are checking again."
    assert told in text_of(client.get(address(public)).content.decode())
    assert claim_on(source).needs_recheck


def test_a_source_that_becomes_a_copy_of_a_retracted_one_falls_too(client, public, source, ada, vera):
    original = a_source(ada, "The wire")
    retract_source(original, by=vera, reason=REASON, at=AT)
    source.copy_of = original
    source.save(by=vera)
    settle_notices(fresh(source), by=vera, at=AT)
    assert "The original of “Joint communiqué” was retracted" in client.get(address(public)).content.decode()


def test_taken_back_the_notice_goes_and_the_check_holds_again(client, public, source, vera):
    retract_source(source, by=vera, reason=REASON, at=AT)
    tag = client.get(address(public))["ETag"]
    take_back_retraction(fresh(source), by=vera, reason="It was issued after all.")
    answer = client.get(address(public), headers={"If-None-Match": tag})
    assert (answer.status_code, REASON in answer.content.decode()) == (200, False)
    assert not claim_on(source).needs_recheck
    lifting = Notice.objects.first()
    assert (lifting.text, lifting.lifts.source, Notice.objects.count()) == ("It was issued after all.", source, 2)
    assert list(verify()) == []


def test_a_hidden_source_is_told_by_its_description(client, ada, boris, vera):
    story = a_story(ada)
    claim = a_claim(story, ada)
    source = a_source(ada, "Canary memo", confidentiality="confidential", described_as="a delegate")
    cite(claim, source, by=ada, directness="primary")
    record_check(fresh(claim), "confirmed", by=boris)
    publish(ready(story, by=vera), by=vera)
    retract_source(source, by=vera, reason="It contradicts itself.", at=AT)
    text = text_of(client.get(address(fresh(story))).content.decode())
    assert "The source “a delegate” was retracted on 6 March 2030" in text
    assert "Canary" not in text


def test_it_lists_what_stands_on_a_source(public, source, ada):
    copy = a_source(ada, "As printed elsewhere", copy_of=source)
    resting = resting_on(source)
    assert list(resting.claims) == [claim_on(source)]
    assert list(resting.stories) == [Publication.objects.get()]
    assert (list(resting.copies), list(resting.commitments)) == ([copy], [])


def test_a_later_edition_without_the_source_has_no_notice(client, public, source, ada, boris, vera):
    retract_source(source, by=vera, reason=REASON, at=AT)
    claim = claim_on(source)
    save_article(public, by=vera, body=BODY.replace("They agreed to cut duties on 24 goods", "They parted"))
    claim.retired_at, claim.retired_by = AT, vera
    claim.save(by=vera)
    publish(ready(public, by=vera), by=vera)
    assert REASON not in client.get(address(public)).content.decode()
    assert REASON in client.get(f"{address(public)}editions/1/").content.decode()


def test_the_page_of_the_source_tells_it_too(client, public, source, vera):
    page = f"/sources/{source.public_id}/"
    assert "retracted" not in text_of(client.get(page).content.decode())
    retract_source(source, by=vera, reason=REASON, at=AT)
    assert f"{TOLD} 6 March 2030, 12:00 UTC" in text_of(client.get(page).content.decode())
    assert client.get(f"{page}index.json").json()["notices"] == [{"at": "2030-03-06T12:00:00+00:00", "text": TOLD}]


# --- By hand ------------------------------------------------------------------------------------------------
def test_an_editor_puts_a_notice_above_a_claim_and_lifts_it(client, public, source, vera):
    claim = claim_on(source)
    notice = notify_readers(claim, " The minister disputes this; we are asking. ", by=vera)
    said = "Since this was printed: The minister disputes this; we are asking."
    assert said in text_of(element(client.get(address(public)).content.decode(), "article", "claim-2"))
    assert list(verify()) == []
    tag = client.get(address(public))["ETag"]
    with pytest.raises(Refused, match="Write why the notice goes"):
        lift_notice(notice, by=vera, reason=" ")
    lift_notice(notice, by=vera, reason="He does not.")
    answer = client.get(address(public), headers={"If-None-Match": tag})
    assert (answer.status_code, said in text_of(answer.content.decode())) == (200, False)
    assert "He does not." not in answer.content.decode()
    with pytest.raises(Refused, match="lifted already"):
        lift_notice(notice, by=vera, reason="Again.")


def test_only_editors_do_on_claims_that_readers_saw(public, source, ada, boris, vera):
    claim = claim_on(source)
    for person in (ada, boris):
        with pytest.raises(NotAllowed, match="Ask an editor"):
            notify_readers(claim, "x", by=person)
    with pytest.raises(Refused, match="Write what readers should know"):
        notify_readers(claim, "  ", by=vera)
    with pytest.raises(Refused, match="Readers never saw this claim"):
        notify_readers(a_claim(a_story(ada), ada), "x", by=vera)


def test_the_notice_of_a_retraction_is_not_lifted_by_hand(public, source, vera):
    retract_source(source, by=vera, reason=REASON)
    with pytest.raises(Refused, match="take the retraction back"):
        lift_notice(Notice.objects.get(), by=vera, reason="x")
