"""What the gate only warns of: whose word it is, how old the check, what nobody asked about, and copies that lack."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from actors.registering import register_actor
from articles.admin.steps import gate_lines
from articles.cautioning import warnings
from articles.checking import record_check
from articles.citing import cite
from articles.considering import reject, suggestions
from articles.editing import save_article
from articles.models import Article
from articles.sparing import spare
from sources.archiving import keep_upload
from tests.stories import BODY, a_claim, a_source, a_story, fresh, sourced

CHECKED = datetime(2024, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def story(ada) -> Article:
    return a_story(ada)


def told(story, code, **more) -> list[str]:
    return [row.sentence for row in warnings(fresh(story), **more) if row.code == code]


def test_a_speaker_who_is_not_named_is_warned_of_until_a_reason_is_given(story, ada):
    (nameless, _new) = register_actor(by=ada, kind="unnamed", name="Official A", described_as="a senior official")
    claim = a_claim(story, ada, kind="statement", speaker=nameless)
    assert told(story, "unnamed") == [
        f"Claim 1, “{claim}”: its speaker is not named, and no reason is given."
    ]  # fmt: skip
    way = f"/admin/articles/article/{story.pk}/claims/?claim={claim.public_id}#claim"
    assert way in [address for _sentence, address in gate_lines(story, warnings(fresh(story)))]
    a_claim(story, ada, "“We listened,”", kind="quote", speaker=nameless, anonymity_reason="not allowed to speak")
    assert len(told(story, "unnamed")) == 1


def test_the_word_of_the_speaker_alone_is_warned_of_until_another_source_says_so(story, ada):
    (port, _new) = register_actor(by=ada, kind="organisation", name="Port of Geneva")
    claim = a_claim(story, ada, kind="statement", speaker=port)
    cite(claim, a_source(ada, "Its own readout", publisher=port), by=ada)
    assert told(story, "own-word") == [
        f"Claim 1, “{claim}”: it stands on the word of Port of Geneva alone, who says it."
    ]  # fmt: skip
    cite(fresh(claim), a_source(ada, "Against it"), by=ada, stance="contradicts")
    assert len(told(story, "own-word")) == 1
    cite(fresh(claim), a_source(ada, "A wire"), by=ada)
    assert told(story, "own-word") == []


def test_a_check_of_more_than_ninety_days_ago_is_warned_of_until_somebody_looks_again(story, ada, boris):
    claim = sourced(a_claim(story, ada), ada)
    record_check(claim, "confirmed", by=boris, at=CHECKED)
    assert told(story, "age", at=CHECKED + timedelta(days=90)) == []
    later = CHECKED + timedelta(days=91)
    assert told(story, "age", at=later) == [
        f"Claim 1, “{claim}”: it was checked on 5 March 2024, more than 90 days ago."
    ]  # fmt: skip
    record_check(fresh(claim), "confirmed", by=boris, at=later)
    assert told(story, "age", at=later) == []


def test_a_sentence_that_tells_what_somebody_said_is_warned_of_until_it_is_a_claim_or_waived(story, ada):
    said = "The port has denied the charge."
    save_article(story, by=ada, body=BODY + f"<p>{said} It argued for talks. They went home.</p>")
    assert told(story, "unclaimed")[-1] == (
        f"2 sentences that tell what somebody said stand in no claim: {said} · It argued for talks."
    )
    a_claim(fresh(story), ada, "denied the charge", kind="statement")
    (key,) = [row.key for row in suggestions(fresh(story), []) if row.words == "It argued for talks."]
    reject(fresh(story), key, by=ada)
    assert [line[:21] for line in told(story, "unclaimed") if "tell" in line] == ["1 sentence that tells"]
    spare(fresh(story), "It argued for talks.", "common", by=ada)
    assert [line for line in told(story, "unclaimed") if "tell" in line] == []


def test_a_source_with_an_address_of_which_we_hold_no_copy_is_warned_of(story, ada, boris):
    claim = a_claim(story, ada)
    source = a_source(ada, "A wire")
    cite(claim, source, by=ada)
    cite(fresh(claim), a_source(ada, "A book", url=""), by=ada)
    assert told(story, "copy") == ["We hold no copy of the source “A wire”: save one while its address opens."]
    keep_upload(source, ContentFile(b"They agreed.", "wire.txt"), by=boris)
    assert told(story, "copy") == []
