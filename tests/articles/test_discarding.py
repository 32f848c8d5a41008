"""A mistaken draft can be got rid of; what a reader saw or a person checked cannot."""

import pytest

from articles.claiming import retire_claim
from articles.discarding import discard, what_goes
from articles.editing import save_article, take_step
from articles.models import Article, Citation, Claim, Note, Notice
from articles.publishing import publish, withdraw
from policydesk.lib.errors import NotAllowed, Refused, Stale
from sources.models import Excerpt, Source
from tests.safety.canaries import propose
from tests.stories import a_claim, a_story, confirmed, fresh, ready, sourced


@pytest.fixture
def story(ada):
    return a_story(ada, tag_list="Trade")


def test_a_story_goes_with_all_that_hangs_on_it_and_its_histories_stay(story, ada):
    claim = sourced(a_claim(story, ada), ada)
    claim.denied_by = citation = claim.citations.get()
    claim.save(by=ada)
    note = Note(article=story, claim=claim, text="Who counted?", by=ada)
    note.save(by=ada)
    propose(story, "heron")
    revision = story.proposed_revisions.get()
    rows = [story, claim, citation, note, revision]
    histories = [(type(row).history, row.pk) for row in rows]
    going = what_goes(story)
    assert (going.claims, going.citations, going.notes, going.revisions) == (1, 1, 1, 1)
    discard(fresh(story), by=ada)
    assert [model.objects.count() for model in (Article, Claim, Citation, Note)] == [0, 0, 0, 0]
    assert (Source.objects.count(), Excerpt.objects.count()) == (1, 1)
    last = [history.filter(id=pk).latest() for history, pk in histories]
    assert [(row.history_type, row.history_user, row.history_change_reason) for row in last] == [
        ("-", ada, "The story was discarded.")
    ] * 5
    assert last[-1].body == "<p>heron</p>"


def test_who_may_not_edit_may_not_discard(story, ada, boris, noor, vera):
    for person in (boris, noor):
        with pytest.raises(NotAllowed):
            discard(story, by=person)
    take_step(story, "send_to_check", by=ada)
    with pytest.raises(NotAllowed, match="not a draft any more"):
        discard(fresh(story), by=ada)
    discard(fresh(story), by=vera)
    assert Article.objects.count() == 0


@pytest.mark.parametrize("retired", [False, True])
def test_what_a_check_refers_to_stays(story, ada, boris, retired):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    if retired:
        retire_claim(claim, by=ada, reason="No claim.")
    with pytest.raises(Refused, match="Somebody checked a claim of this story"):
        discard(fresh(story), by=ada)
    assert (Article.objects.count(), Claim.objects.count()) == (1, 1)


@pytest.mark.parametrize("down", [False, True])
def test_what_readers_saw_stays(story, vera, down):
    publish(ready(story, by=vera), by=vera, override="Noon.")
    if down:
        withdraw(fresh(story), by=vera, reason="Forged.")
    with pytest.raises(Refused, match="What readers saw is never deleted"):
        discard(fresh(story), by=vera)
    assert Article.objects.count() == 1


def test_a_story_that_changed_meanwhile_stays(story, ada, vera):
    seen = story.version
    save_article(fresh(story), by=vera, headline="Talks end")
    with pytest.raises(Stale):
        discard(story, by=ada, version=seen)
    assert Article.objects.count() == 1


def test_a_story_that_something_else_refers_to_stays(story, ada, vera):
    Notice(claim=a_claim(story, ada), text="The source took it back.", by=vera).save()
    with pytest.raises(Refused, match="Other records of the desk refer to it: Notices"):
        discard(fresh(story), by=ada)
    assert (Article.objects.count(), Claim.objects.count()) == (1, 1)
