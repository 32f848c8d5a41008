"""One address, one source."""

import pytest

from sources.addressing import canonical_address, is_address, plain_address


@pytest.mark.parametrize(
    "spelling",
    [
        "https://example.org/a/b",
        "http://example.org/a/b/",
        "HTTPS://WWW.Example.org:443/a/b#part",
        "https://m.example.org/a/b?utm_source=x&fbclid=1",
        " https://example.org/a/b ",
    ],
)
def test_all_spellings_of_one_address_are_one(spelling):
    assert canonical_address(spelling) == "example.org/a/b"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://m.com/a", "https://com/a"),
        ("https://example.org/?p=1", "https://example.org/"),
    ],
)
def test_addresses_that_may_show_different_things_stay_two(one, other):
    assert canonical_address(one) != canonical_address(other)


@pytest.mark.parametrize(
    "text", ["", "communiqué", "ftp://example.org/a", "javascript:alert(1)", "https://", "http://[bad"]
)
def test_what_is_no_web_address_has_no_canonical_form(text):
    assert (is_address(text), canonical_address(text)) == (False, "")


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("https://www.Example.org/a/?utm_source=x&id=1&fbclid=2#part", "https://www.Example.org/a/?id=1"),
        ("http://example.org/a?gclid=1&msclkid=2&igsh=3", "http://example.org/a"),
        ("https://example.org/a?q=a%20b+c&empty=&flag&UTM_Campaign=y", "https://example.org/a?q=a%20b+c&empty=&flag"),
        ("https://me:secret@example.org:8080/a", "https://example.org:8080/a"),
        (" https://example.org/a?utm%5Fsource=x ", "https://example.org/a"),
        ("https://example.org/a?ref=b&smiddle=c", "https://example.org/a?ref=b&smiddle=c"),
        ("no address", "no address"),
    ],
)
def test_a_pasted_address_is_kept_without_what_only_tracks_its_reader(pasted, kept):
    assert plain_address(pasted) == kept
    assert canonical_address(pasted) == canonical_address(kept)
