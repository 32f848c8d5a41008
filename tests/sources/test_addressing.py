"""One address, one source."""

import pytest

from sources.addressing import canonical_address, is_address


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
