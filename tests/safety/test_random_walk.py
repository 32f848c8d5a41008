"""Whatever five people do in whatever order, nothing goes out as checked that another person did not check."""

import pytest

from articles.models import Edition
from articles.verifying import verify
from tests.conftest import person
from tests.safety.walking import Walk

STEPS = 400


@pytest.fixture
def people(ada, boris, vera):
    """The cast, one who holds several roles, and one who only publishes."""
    both = person("cleo", "Cleo", "Several", "reporter", "checker", "editor")
    return [ada, boris, vera, both, person("paul", "Paul", "Publisher", "publisher")]


def test_four_hundred_random_steps_print_no_claim_without_a_valid_check_by_another(people):
    walk = Walk(1, people)
    for _step in range(STEPS):
        walk.step()
    assert list(verify()) == []
    assert min(walk.done.get(move, 0) for move in ("save", "mark", "place", "change", "cite", "check", "due")) > 0
    assert Edition.objects.count() >= 5
