"""Files that stand at their place whole, and are read by nobody else."""

import os

import pytest

from policydesk.lib.storage import written_whole


def test_a_file_that_is_written_whole_is_for_its_owner_alone_whatever_the_umask(tmp_path):
    before = os.umask(0o022)
    try:
        with written_whole(tmp_path / "a.zip") as out:
            out.write(b"Memo")
    finally:
        os.umask(before)
    (place,) = tmp_path.iterdir()
    assert (place.name, place.read_bytes(), place.stat().st_mode & 0o777) == ("a.zip", b"Memo", 0o600)


def test_two_who_write_one_file_at_one_moment_do_not_mix_and_who_fails_leaves_what_was_there(tmp_path):
    place = tmp_path / "a.zip"
    with written_whole(place) as first:
        first.write(b"First")
        with written_whole(place) as second:
            second.write(b"Second")
        assert place.read_bytes() == b"Second"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.zip", b"First")]
    with pytest.raises(TypeError), written_whole(place) as out:
        out.write("no bytes")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.zip", b"First")]
