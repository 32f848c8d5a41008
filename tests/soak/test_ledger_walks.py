"""The full count of walks through the doors of the log."""

import pytest

from tests.commitments.walking import walk

pytestmark = pytest.mark.soak


@pytest.mark.django_db
def test_many_walks_of_five_roles_leave_no_status_without_evidence_and_a_second_person():
    walk(walks=150, steps=60)
