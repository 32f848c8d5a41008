"""A load that is killed loses, doubles and halves nothing; `make soak` does this two hundred times."""

import pytest

from tests.kills import kill_and_repeat, loader


@pytest.mark.django_db(transaction=True)
def test_a_killed_load_is_completed_by_the_same_command(tmp_path):
    with loader() as load:
        in_part = 0
        for seed in range(20):  # three, and more only while no kill happened to hit a load half way
            in_part += kill_and_repeat(load, tmp_path / f"killed{seed}", seed)
            if in_part and seed >= 2:
                break
        assert in_part > 0
