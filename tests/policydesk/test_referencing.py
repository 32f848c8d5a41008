"""Generated pages of the reference."""

import pytest

from policydesk.referencing import FOLDER, reference_pages


@pytest.mark.parametrize("name", sorted(reference_pages()))
def test_the_generated_pages_are_up_to_date(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == reference_pages()[name], "run manage.py writereference"
