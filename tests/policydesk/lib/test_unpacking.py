"""What came compressed, unpacked no further than was asked for."""

import gzip
import zlib

import pytest

from policydesk.lib.unpacking import TooLong, gathered, unpacked

WORDS = b"They agreed to cut duties on 24 goods. " * 500


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_it_comes_out_as_it_went_in_however_it_is_cut(size):
    packed = gzip.compress(WORDS)
    chunks = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert gathered(unpacked(chunks, len(WORDS)), len(WORDS)) == WORDS


def test_members_follow_each_other_and_what_is_no_member_is_passed_over():
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"rubbish"
    assert b"".join(unpacked([packed], 100)) == b"one two"


def test_no_more_comes_out_at_once_than_the_limit_and_one():
    bomb = gzip.compress(b"\0" * 1_000_000)
    assert max(map(len, unpacked([bomb], 1000))) == 1001
    with pytest.raises(TooLong):
        gathered(unpacked([bomb], 1000), 1000)
    with pytest.raises(TooLong):
        gathered([b"x" * 600, b"y" * 600], 1000)
    assert gathered([b"x" * 600, b"y" * 400], 1000) == b"x" * 600 + b"y" * 400


def test_what_ends_too_early_or_is_not_packed_is_told():
    with pytest.raises(EOFError):
        list(unpacked([gzip.compress(WORDS)[:-20]], 100_000))
    with pytest.raises(EOFError):
        list(unpacked([], 100))
    with pytest.raises(zlib.error):
        list(unpacked([b"hello"], 100))
