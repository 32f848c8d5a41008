"""A date that is known in part keeps what is known, and never pretends to more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydesk.lib.dates import PartialDate, in_edtf

DATES = st.dates().flatmap(lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]]))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "words"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2024-01-28", date(2024, 1, 28), date(2024, 1, 28), "28 January 2024"),
        ("2024-04-03/2024-04-04", date(2024, 4, 3), date(2024, 4, 4), "3 April 2024 to 4 April 2024"),
        ("2023-11/2024", date(2023, 11, 1), date(2024, 12, 31), "November 2023 to 2024"),
    ],
)
def test_a_date_knows_its_first_and_last_day_and_how_to_say_it(text, earliest, latest, words):
    found = PartialDate(text)
    assert (found.earliest, found.latest, found.for_people(), str(found)) == (earliest, latest, words, text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "24",
            "2024-1",
            "20240128",
            "2024-W01",
            "2024-01-28T10:00",
            "about 2024",
            "2024-01-28 ",
            "２０２４",
            "-2024",
        ),
        *("2024-13", "2024-00", "2024-02-30", "2024-01-00", "0000"),
        *("2024/2023", "2024/", "/2024", "2024/2025/2026"),
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r"^not a (date|span of dates): "):
        PartialDate(text)


def test_dates_are_equal_by_what_they_say_and_serve_as_keys():
    assert PartialDate("2024-01") == PartialDate("2024-01")
    assert len({PartialDate("2024"), PartialDate("2024"), PartialDate("2024-01")}) == 2


def test_there_is_no_order_by_text():
    with pytest.raises(TypeError):
        assert PartialDate("2024") >= PartialDate("2024-05-01")


def test_before_and_after_are_said_only_when_sure():
    year, may, june = PartialDate("2024"), PartialDate("2024-05"), PartialDate("2024-06-01")
    assert may.definitely_before(june)
    assert june.definitely_after(may)
    assert june.definitely_after(date(2024, 5, 31))
    assert not any([year.definitely_before(may), year.definitely_after(may), may.definitely_before(date(2024, 5, 31))])


def test_it_cannot_be_changed():
    with pytest.raises(AttributeError):
        PartialDate("2024").text = "2025"


@given(DATES, DATES)
def test_before_is_the_mirror_of_after(one, other):
    a, b = PartialDate(one), PartialDate(other)
    assert a.definitely_before(b) == b.definitely_after(a)
    assert not (a.definitely_before(b) and a.definitely_after(b))
    assert a.earliest <= a.latest


@pytest.mark.parametrize(
    ("spelled", "text"),
    [
        ("24 Nov 2026", "2026-11-24"), ("24 November 2026", "2026-11-24"), ("3. sept 2024", "2024-09-03"),
        ("Nov. 24, 2026", "2026-11-24"), ("november 3 2026", "2026-11-03"), ("  May\u00a0 2024 ", "2024-05"),
        ("24 No 2026", "24 No 2026"), ("24 Novembre 2026", "24 Novembre 2026"), ("4/3/2026", "4/3/2026"),
        ("2024-01-08/2024-01-09", "2024-01-08/2024-01-09"), ("", ""),
    ],
)  # fmt: skip
def test_a_spelled_date_becomes_its_text_and_what_is_none_stays_as_it_is(spelled, text):
    assert in_edtf(spelled) == text
