"""Who may know who a hidden source is."""

import pytest

from policydesk.lib.errors import NotAllowed, Stale
from sources.identifying import may_know, may_write, write_identity
from sources.models.identity import SourceIdentity
from tests.stories import a_source, fresh


@pytest.fixture
def hidden(ada):
    return a_source(ada, "Hidden", confidentiality="confidential", described_as="an official")


def test_the_owner_and_editors_know_and_write_and_nobody_else(hidden, ada, boris, vera, noor):
    people = (ada, boris, vera, noor)
    assert [may_know(hidden, person) for person in people] == [True, False, True, False]
    assert [may_write(hidden, person) for person in people] == [True, False, True, False]


def test_the_rule_refuses_who_may_not_write(hidden, boris):
    with pytest.raises(NotAllowed):
        write_identity(SourceIdentity(source=hidden, name="A canary"), by=boris)
    assert SourceIdentity.objects.count() == 0


def test_of_two_who_saw_the_same_version_the_second_is_refused(hidden, ada, vera):
    write_identity(SourceIdentity(source=hidden, name="A canary"), by=ada)
    first, second = SourceIdentity.objects.get(), SourceIdentity.objects.get()
    first.contact, second.name = "By letter.", "Another"
    write_identity(first, by=vera)
    with pytest.raises(Stale, match="Somebody else changed “an official”"):
        write_identity(second, by=ada)
    assert (fresh(first).name, fresh(first).contact) == ("A canary", "By letter.")
