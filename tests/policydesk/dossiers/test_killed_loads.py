"""A dossier whose load is killed is there as a whole or not at all; `make soak` kills more of them."""

import pytest

from tests.dossier_kills import kill_and_repeat
from tests.kills import loader


@pytest.mark.django_db(transaction=True)
def test_a_killed_load_of_dossiers_is_completed_by_the_same_command(tmp_path):
    with loader() as load:
        in_part = 0
        for seed in range(20):  # two, and more only while no kill happened to hit a load half way
            in_part += kill_and_repeat(load, tmp_path / f"killed{seed}", seed)
            if in_part and seed >= 1:
                break
        assert in_part > 0
