"""Numbers and what they come to, however they are written."""

import pytest

from sources.counting import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("24 dead, ２４ dead, ٢٤ شخص, twenty-four, two dozen, 二十四名", ["24"] * 6),
        ("3.5万亿元, 3.5 trillion, 1,234,567.8 and 1.234.567,8", ["3500000000000", "3500000000000", "1234567.8", "1234567.8"]),
        ("$80 billion; US$80bn; eighty billion dollars; 800亿美元", ["80000000000"] * 4),
        ("20 percent, 20 per cent, 20%, 百分之二十, twenty percent, 20 percentage points", ["20"] * 6),
        ("half a million, a dozen, one hundred and five, seven hundred thousand", ["500000", "12", "105", "700000"]),
        ("三亿五千万人, 二〇二四年, 两名, 三点五", ["350000000", "2024", "2", "3.5"]),
        ("one of them, a few, dozens, 数百人, 一个, 千万别去, millions of people, hundred", []),
    ],
)  # fmt: skip
def test_a_number_comes_to_the_same_however_it_is_written(text, values):
    assert [value for number in numbers(text) for value in number.values] == values


def test_units_are_told_apart_and_a_number_that_reads_in_two_ways_has_two_values():
    found = list(numbers("21st, 5%, €3 million, 40 yuan and 1.234 or 0,125; 5m of rope"))
    assert [one.unit for one in found] == ["ordinal", "%", "euro", "yuan", "", "", ""]
    assert [sorted(one.values) for one in found[-3:]] == [["1.234", "1234"], ["0.125", "125"], ["5", "5000000"]]


def test_no_text_makes_it_stumble():
    for text in ("亿" * 4000, "五" * 4000, "1" * 4000 + "," * 50, "two hundred " * 2000, "half a", "a dozen dozen"):
        list(numbers(text))
