"""Taking a story down, and bringing it back."""

import pytest

from articles.editing import save_article
from articles.enums import Release
from articles.models import EditionActor, EditionClaim, Publication
from articles.publishing import publish, withdraw
from policydesk.lib.errors import Refused
from tests.stories import a_claim, a_story, confirmed, fresh, ready, sourced


@pytest.fixture
def story(ada):
    return a_story(ada)


@pytest.fixture
def checked(story, ada, boris, vera):
    """A ready story with one confirmed claim."""
    confirmed(a_claim(story, ada), attach=ada, check=boris)
    return ready(story, by=vera)


def republished(story, vera, **asked):
    return publish(ready(story, by=vera), by=vera, **asked)


def test_withdrawing_leaves_a_tombstone_and_takes_the_story_off_every_list(checked, vera):
    publish(checked, by=vera)
    with pytest.raises(Refused, match="Write why"):
        withdraw(fresh(checked), by=vera, reason="")
    edition = withdraw(fresh(checked), by=vera, reason="The communiqué was forged.")
    assert (edition.kind, edition.number, Publication.objects.public().count()) == ("withdrawal", 2, 0)
    assert (EditionClaim.objects.current().count(), EditionActor.objects.current().count()) == (0, 0)
    assert "duties" not in str(edition.content.content)


def test_a_withdrawn_story_comes_back_as_a_new_edition_with_a_reason(checked, vera):
    publish(checked, by=vera)
    withdraw(fresh(checked), by=vera, reason="The communiqué was forged.")
    edition = republished(checked, vera, reason="It was not.")
    assert (edition.kind, edition.number, Publication.objects.public().count()) == ("reinstatement", 3, 1)


def test_a_sole_author_may_withdraw(vera, boris):
    story = a_story(vera)
    sourced(a_claim(story, boris), boris)
    publish(ready(story, by=vera), by=vera, footing=Release.SINGLE_READER, reason="Alone.")
    assert withdraw(fresh(story), by=vera, reason="Mistake.").kind == "withdrawal"


def test_a_tombstone_shows_the_headline_that_readers_knew(checked, vera):
    publish(checked, by=vera)
    save_article(fresh(checked), by=vera, headline="CANARY of the next draft")
    edition = withdraw(fresh(checked), by=vera, reason="Forged.")
    assert edition.content.content["article"]["headline"] == "Talks on tariffs end in Geneva"


def test_a_reinstatement_says_why(checked, vera):
    publish(checked, by=vera)
    withdraw(fresh(checked), by=vera, reason="Forged.")
    with pytest.raises(Refused, match="why the story is back"):
        republished(checked, vera)
