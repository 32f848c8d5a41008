"""Taking up an earlier version of a story's text."""

import pytest

from articles.claiming import retire_claim
from articles.editing import Saved, save_article, take_step
from articles.models import Publication
from articles.publishing import publish
from articles.restoring import claims_at_stake, differences, restore
from policydesk.lib.errors import NotAllowed, Refused, Stale
from tests.stories import BODY, a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def story(ada, boris):
    """A story of which another figure was written since its claim was confirmed."""
    article = a_story(ada, tag_list="Trade")
    confirmed(a_claim(article, ada), attach=ada, check=boris)
    save_article(fresh(article), by=ada, headline="Talks go on", body=BODY.replace("24 goods", "25 goods"))
    return fresh(article)


def first(article):
    return article.history.order_by("history_date", "history_id").first()


def test_the_text_reads_again_as_it_did_and_the_history_says_from_when(story, vera):
    version = first(story)
    saved = restore(story, version, by=vera, expected=story.version)
    newest = fresh(story).history.first()
    assert (fresh(story).headline, fresh(story).body) == (version.headline, version.body)
    assert (saved.changed, newest.history_user) == (("headline", "body"), vera)
    assert newest.history_change_reason == f"Restored from the version of {version.history_date:%-d %B %Y, %H:%M}"


def test_claims_follow_and_the_check_is_back_with_its_words(story, vera):
    assert (story.claims.get().needs_recheck, claims_at_stake(story, first(story))) == (True, ((1, "changed"),))
    restore(story, first(story), by=vera)
    claim = story.claims.get()
    assert (claim.status, claim.needs_recheck, claim.anchor_state) == ("confirmed", False, "anchored")


def test_what_would_change_is_told_field_by_field_from_the_present_text(story):
    found = differences(story, first(story))
    assert [(change.name, change.label) for change in found] == [("headline", "Headline"), ("body", "Body")]
    assert [(piece.kind, piece.text) for piece in found[1].rows[2]][1:3] == [("gone", "25"), ("new", "24")]


def test_the_present_version_changes_nothing_and_writes_nothing(story, vera):
    before = (story.version, story.history.count())
    assert restore(story, story.history.first(), by=vera) == Saved()
    assert (fresh(story).version, fresh(story).history.count()) == before


def test_tags_come_back_and_the_address_stays(story, vera):
    save_article(story, by=vera, tag_list="Tariffs", slug="another-address")
    restore(fresh(story), first(story), by=vera)
    assert ([tag.name for tag in fresh(story).tags.all()], fresh(story).slug) == (["Trade"], "another-address")


def test_a_provisional_headline_is_provisional_again(ada, vera):
    article = a_story(ada, headline_provisional=True)
    save_article(article, by=vera, headline="A settled one")
    restore(fresh(article), first(article), by=vera)
    assert fresh(article).headline_provisional is True


def test_who_may_edit_may_restore_and_nobody_else(story, ada, boris, noor, vera):
    for person in (boris, noor):
        with pytest.raises(NotAllowed):
            restore(fresh(story), first(story), by=person)
    take_step(fresh(story), "send_to_check", by=ada)
    with pytest.raises(NotAllowed, match="not a draft any more"):
        restore(fresh(story), first(story), by=ada)
    restore(fresh(story), first(story), by=vera)
    assert fresh(story).state == "draft"


def test_a_late_restore_is_refused(story, vera):
    version = story.version
    save_article(fresh(story), by=vera, headline="Vera was faster")
    with pytest.raises(Stale):
        restore(fresh(story), first(story), by=vera, expected=version)
    assert fresh(story).headline == "Vera was faster"


def test_a_version_of_another_story_is_refused(story, ada, vera):
    with pytest.raises(Refused, match="another story"):
        restore(story, first(a_story(ada, headline="Another")), by=vera)


def test_readers_go_on_seeing_what_was_published(ada, boris, vera):
    article = a_story(ada)
    claim = confirmed(a_claim(article, ada), attach=ada, check=boris)
    publish(ready(article, by=vera), by=vera)
    edition = Publication.objects.get().edition_id
    retire_claim(fresh(claim), by=vera, reason="Not ours.")
    save_article(fresh(article), by=vera, headline="A later one", developing=True)
    restore(fresh(article), first(article), by=vera)
    assert (fresh(article).state, Publication.objects.get().edition_id) == ("draft", edition)
    assert (fresh(article).developing, fresh(claim).retired_at is None) == (True, False)
