"""Notes among colleagues: who writes them, whom they tell, and that no reader sees them."""

import pytest

from articles.discarding import discard
from articles.models import Mention, Note
from articles.noting import add_note, resolve_note
from articles.publishing import publish
from policydesk.lib.errors import NotAllowed, Refused
from tests.conftest import person
from tests.safety.addresses import public_addresses
from tests.stories import a_claim, a_story, confirmed, fresh, ready


@pytest.fixture
def story(ada):
    return a_story(ada)


def test_a_note_stands_on_the_story_or_on_one_of_its_claims(story, ada, boris):
    claim = a_claim(story, ada)
    add_note(story, " Who counted? ", by=boris)
    add_note(story, "This one is old.", by=ada, claim=claim)
    assert list(Note.objects.values_list("text", "claim", "by")) == [
        ("Who counted?", None, boris.pk), ("This one is old.", claim.pk, ada.pk)
    ]  # fmt: skip
    with pytest.raises(Refused, match="belongs to another story"):
        add_note(a_story(ada), "x", by=ada, claim=claim)
    with pytest.raises(Refused, match="Write the note"):
        add_note(story, " ", by=ada)


def test_names_in_it_tell_colleagues_once_each(story, ada, vera):
    note = add_note(story, "@Boris, @vera and @boris: look. Not me@example.org, nor @vera.", by=ada)
    assert [row.user.username for row in note.mentioned.all()] == ["boris", "vera"]


@pytest.fixture(autouse=True)
def colleagues(ada, boris, vera):
    """They have accounts."""


@pytest.mark.parametrize("name", ["nobody", "noor", "rita", "gone"])
def test_who_could_not_read_the_story_cannot_be_told(story, ada, noor, name):
    person("rita", "Rita", "Reporter", "reporter")
    gone = person("gone", "Gone", "Colleague", "checker")
    gone.is_active = False
    gone.save()
    with pytest.raises(Refused, match=f"Nobody called @{name} reads this story"):
        add_note(story, f"@{name}, look.", by=ada)
    assert not Note.objects.exists()


def test_who_may_not_read_the_story_and_who_only_reads_write_none(story, ada, noor):
    note = add_note(story, "x", by=ada)
    for user in (noor, person("rita", "Rita", "Reporter", "reporter"), person("otto", "Otto", "Audit", "auditor")):
        with pytest.raises(NotAllowed):
            add_note(story, "x", by=user)
        with pytest.raises(NotAllowed):
            resolve_note(note, by=user)


def test_a_note_is_resolved_once_and_stays(story, ada, boris):
    note = add_note(story, "Who counted?", by=boris)
    resolve_note(note, by=ada)
    assert (fresh(note).resolved_by, note.history.count()) == (ada, 2)
    with pytest.raises(Refused, match="resolved already"):
        resolve_note(fresh(note), by=boris)


def test_no_reader_sees_a_note(client, story, ada, boris, vera):
    claim = confirmed(a_claim(story, ada), attach=ada, check=boris)
    add_note(story, "Mind the kanarienvogel, @vera.", by=ada)
    add_note(story, "This kanarienvogel too.", by=ada, claim=claim)
    publish(ready(story, by=vera), by=vera)
    found = [at for at in public_addresses() if "kanarienvogel" in client.get(at).content.decode().casefold()]
    assert (found, len(public_addresses()) > 20) == ([], True)


def test_a_discarded_draft_takes_its_notes_along(story, ada):
    add_note(story, "Mind this, @boris.", by=ada)
    discard(fresh(story), by=ada)
    assert (Note.objects.count(), Mention.objects.count()) == (0, 0)
