"""The table of country codes."""

import re

from actors.countries import CODES


def test_the_table_holds_the_codes_that_are_assigned_and_kosovos_and_no_others():
    assert len(CODES - {"XK"}) == 249
    assert all(re.fullmatch("[A-Z]{2}", code) for code in CODES)
    assert {"US", "CN", "MX", "PK", "SS", "BQ", "XK"} <= CODES
    assert not CODES & {"QQ", "UK", "EU", "SU", "YU", "AN", "XX"}
