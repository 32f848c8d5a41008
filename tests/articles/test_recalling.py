"""The same claim elsewhere: what a person may see of it, and taking its source."""

import pytest

from articles.checking import record_check
from articles.claiming import change_claim, retire_claim
from articles.editing import save_article
from articles.models import Claim
from articles.publishing import publish
from articles.recalling import elsewhere, reuse
from policydesk.lib.errors import NotAllowed, Refused
from sources.models import Source
from sources.registering import change_source
from tests.conftest import person
from tests.stories import PASSAGE, WORDS, a_claim, a_source, a_story, confirmed, fresh, ready


@pytest.fixture
def earlier(ada, boris):
    """A story of Ada's with a confirmed claim."""
    return confirmed(a_claim(a_story(ada, headline="An earlier story", byline="Ada"), ada), attach=ada, check=boris)


@pytest.fixture
def claim(earlier, vera):
    return a_claim(a_story(vera, headline="A later story"), vera, f"{WORDS}.")


def seen(claim, user):
    loaded = Claim.objects.with_evidence().get(pk=claim.pk)
    return [
        (row.headline, row.public, row.reading.key, row.checked_at is not None, [one.passage for one in row.citations])
        for row in elsewhere(loaded, user)
    ]


def test_a_claim_of_another_story_is_seen_with_its_verdict_and_its_passage(claim, earlier, vera, boris):
    assert seen(claim, vera) == [("An earlier story", False, "confirmed", True, [PASSAGE])]
    record_check(earlier, "void", by=boris, note="Too fast.")
    assert seen(claim, vera) == [("An earlier story", False, "sourced", False, [PASSAGE])]


def test_its_source_is_attached_with_the_passage_and_what_it_does(claim, earlier, boris, vera):
    (row,) = elsewhere(Claim.objects.with_evidence().get(pk=claim.pk), boris)
    reuse(claim, row.citations[0].value, by=boris)
    cited = claim.citations.get()
    assert (cited.source, cited.excerpt.exact, cited.directness, cited.attached_by) == (
        Source.objects.get(), PASSAGE, "primary", boris,
    )  # fmt: skip
    with pytest.raises(Refused, match="attached already"):
        reuse(fresh(claim), row.citations[0].value, by=boris)


def test_what_is_a_copy_by_now_is_attached_as_second_hand(claim, earlier, ada, boris):
    source = Source.objects.get()
    change_source(source, by=ada, copy_of=a_source(ada, "Read-out"))
    (row,) = elsewhere(Claim.objects.with_evidence().get(pk=claim.pk), boris)
    reuse(claim, row.citations[0].value, by=boris)
    assert claim.citations.get().directness == "secondary"


def test_a_draft_of_another_reporter_is_not_seen_and_of_its_edition_what_readers_see(earlier, vera):
    rita = person("rita", "Rita", "Reporter", "reporter")
    mine = a_claim(a_story(rita, headline="Mine"), rita)
    assert seen(mine, rita) == []
    story = ready(earlier.article, by=vera)
    publish(story, by=person("pia", "Pia", "Publish", "publisher"))
    save_article(fresh(story), by=vera, headline="A secret new headline")
    change_claim(fresh(earlier), by=vera, kind="figure")
    assert seen(mine, rita) == [("An earlier story", True, "confirmed", True, [PASSAGE])]
    (row,) = elsewhere(Claim.objects.with_evidence().get(pk=mine.pk), rita)
    reuse(mine, row.citations[0].value, by=rita)
    assert mine.citations.get().excerpt.exact == PASSAGE


def test_a_source_that_readers_do_not_know_is_not_told_by_an_edition(earlier, vera):
    rita = person("rita", "Rita", "Reporter", "reporter")
    source = Source.objects.get()
    Source.objects.filter(pk=source.pk).update(confidentiality="confidential", described_as="an official")
    publish(ready(earlier.article, by=vera), by=person("pia", "Pia", "Publish", "publisher"))
    mine = a_claim(a_story(rita, headline="Mine"), rita)
    assert [passages for *_more, passages in seen(mine, rita)] == [[]]


def test_a_claim_of_the_same_story_counts_a_retired_one_does_not(claim, earlier, ada, vera):
    twin = a_claim(fresh(earlier.article), ada, "cut duties on 24 goods")
    other = a_claim(
        a_story(vera, headline="Cut duties", standfirst="Cut duties on 24 goods"),
        vera,
        "Cut duties on 24 goods",
        part="standfirst",
    )
    assert [row[0] for row in seen(other, vera)] == ["An earlier story"]
    retire_claim(fresh(twin), by=ada, reason="Twice.")
    assert seen(other, vera) == []


def test_without_the_right_to_mark_nothing_is_attached(claim, earlier, ada):
    (row,) = elsewhere(Claim.objects.with_evidence().get(pk=claim.pk), ada)
    with pytest.raises(NotAllowed):
        reuse(claim, row.citations[0].value, by=ada)
