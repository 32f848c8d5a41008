"""The full count of random walks: fifty of them, four hundred steps each."""

import pytest

from articles.verifying import verify
from tests.conftest import person
from tests.safety.walking import Walk

pytestmark = pytest.mark.soak
STEPS = 400


@pytest.mark.parametrize("seed", range(50))
def test_a_random_walk_prints_no_claim_without_a_valid_check_by_another(ada, boris, vera, seed):
    both = person("cleo", "Cleo", "Several", "reporter", "checker", "editor")
    walk = Walk(seed, [ada, boris, vera, both, person("paul", "Paul", "Publisher", "publisher")])
    for _step in range(STEPS):
        walk.step()
    assert list(verify()) == []
