"""One source takes the place of another: what goes over, what stays, and what readers and the desk are told."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile

from articles.checking import record_check, standing
from articles.citing import cite
from articles.editing import save_article
from articles.models import Claim, Notice
from articles.noticing import take_back_retraction
from articles.publishing import publish
from articles.replacing import foreseen, replace_source
from articles.resting import resting_on
from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.archiving import keep_upload
from sources.models import Source
from sources.retracting import retract
from tests.desk import desk, page, post_form, told
from tests.pages import text_of
from tests.stories import PASSAGE, a_claim, a_source, a_story, confirmed, fresh, ready

AT = datetime(2030, 3, 6, 12, tzinfo=UTC)
REASON = "The ministry printed it anew."
GONE = "nobody spoke of ports in the morning"


@pytest.fixture
def old(ada, boris, vera):
    """A source under two claims that readers see: one passage the new one holds, one it does not."""
    story = a_story(ada)
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    source = Source.objects.get()
    other = a_claim(story, ada, "met in Geneva")
    cite(other, source, by=ada, passage=GONE, directness="primary")
    record_check(fresh(other), "confirmed", by=boris)
    publish(ready(story, by=vera), by=vera)
    return source


@pytest.fixture
def new(ada):
    source = a_source(ada, "Corrected communiqué")
    keep_upload(source, ContentFile(f"It was announced that {PASSAGE}.".encode(), "copy.txt"), by=ada)
    return source


def claims():
    return {str(claim): claim for claim in Claim.objects.with_evidence()}


def test_passages_that_stand_in_the_new_one_go_over_and_the_others_stay(old, new, vera):
    assert [(row.excerpt.exact, row.grade, row.found) for row in foreseen(old, new)] == [
        (PASSAGE, "exact", True), (GONE, "absent", False),
    ]  # fmt: skip
    done = replace_source(old, new, by=vera, reason=REASON, at=AT)
    assert ([row.excerpt.exact for row in done.moved], [row.excerpt.exact for row in done.left]) == ([PASSAGE], [GONE])
    moved, left = (
        claims()[words].citations.get() for words in ("They agreed to cut duties on 24 goods", "met in Geneva")
    )
    assert (moved.source, moved.excerpt.work, moved.excerpt.grade, moved.directness) == (new, new, "exact", "primary")
    assert (left.source, left.excerpt.work) == (old, old)
    assert (fresh(old).replaced_by, fresh(old).retracted_reason) == (new, REASON)


def test_every_claim_on_it_asks_for_another_look_and_readers_are_told(old, new, vera, client):
    replace_source(old, new, by=vera, reason=REASON, at=AT)
    assert {words: bool(standing(claim).reasons) for words, claim in claims().items()} == dict.fromkeys(claims(), True)
    said = "“Corrected communiqué” took the place of “Joint communiqué” on 6 March 2030, and we are checking again. "
    assert [row.text for row in Notice.objects.all()] == [said + REASON]
    for address in ("/articles/talks-on-tariffs-end-in-geneva/", f"/sources/{old.public_id}/"):
        assert said + REASON in text_of(client.get(address).content.decode())


def test_it_is_for_editors_with_a_reason_and_another_source_that_stands(old, new, ada, vera):
    with pytest.raises(NotAllowed, match="Ask an editor"):
        replace_source(old, new, by=ada, reason=REASON)
    with pytest.raises(Refused, match="Write why"):
        replace_source(old, new, by=vera, reason=" ")
    with pytest.raises(Stale):
        replace_source(old, new, by=vera, reason=REASON, version=old.version + 1)
    with pytest.raises(Refused, match="this is the same one"):
        replace_source(old, old, by=vera, reason=REASON)
    with pytest.raises(Refused, match="only repeats its original"):
        replace_source(old, a_source(ada, "A print", copy_of=new), by=vera, reason=REASON)
    retract(new, by=vera, reason="Forged.")
    with pytest.raises(Refused, match="retracted itself"):
        replace_source(fresh(old), fresh(new), by=vera, reason=REASON)
    assert (fresh(old).retracted_at, fresh(old).replaced_by) == (None, None)


def test_taken_back_it_counts_again_and_what_went_over_stays_there(old, new, vera):
    replace_source(old, new, by=vera, reason=REASON)
    take_back_retraction(fresh(old), by=vera, reason="A mistake of ours.")
    assert (fresh(old).replaced_by, fresh(old).retraction) == (None, None)
    assert claims()["They agreed to cut duties on 24 goods"].citations.get().source == new


def test_the_page_shows_what_becomes_of_each_passage_before_it_replaces(old, new, vera):
    client, address = desk(vera), page("sources_source_replace", old.pk)
    looked = post_form(client, address, other=new.public_id, reason=REASON, look="1")
    text = text_of(looked.content.decode())
    assert "Stories that readers see 1" in text
    assert f"{PASSAGE} Goes over. Found word for word in the saved copy." in text
    assert f"{GONE} Stays. No verbatim match in the saved copy." in text
    unseen = client.post(address, {"other": new.public_id, "reason": REASON, "version": old.version})
    assert (unseen.status_code, fresh(old).retracted_at) == (200, None)  # what was never shown is not confirmed
    form = {"other": new.public_id, "shown": new.public_id, "reason": REASON, "version": old.version}
    assert told(client.post(address, form)) == [
        "The source is replaced. 1 citation went over. 1 stays, as its passage is not there. "
        "All of these claims need a re-check."
    ]
    assert "Replaced by Corrected communiqué" in text_of(
        client.get(page("sources_source_change", old.pk)).content.decode()
    )


def test_earlier_editions_that_readers_can_open_are_listed(old, vera):
    story = fresh(claims()["met in Geneva"].article)
    assert list(resting_on(old).editions) == []
    save_article(story, by=vera, body=story.body + "<p>They meet again in May.</p>")
    publish(ready(story, by=vera), by=vera, kind="update", reason="Anew.")
    assert [row.number for row in resting_on(old).editions] == [1]
