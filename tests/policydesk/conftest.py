"""What the tests of commands and pages share."""

import pytest

from tests.loads import FIRST, LEAD


@pytest.fixture
def seeds(tmp_path, monkeypatch, db):
    """A folder `seeds` in the working directory, with two good stories."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST)
    (folder / "lead.txt").write_text(LEAD)
    monkeypatch.chdir(tmp_path)
    return folder
