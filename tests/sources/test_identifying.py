"""Who may know who a hidden source is."""

import pytest

from policydesk.lib.errors import NotAllowed
from sources.identifying import may_know, may_write, write_identity
from sources.models.identity import SourceIdentity
from tests.stories import a_source


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
