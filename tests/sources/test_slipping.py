"""What tells in the difference between a passage and the copy."""

import pytest

from sources.slipping import slips


@pytest.mark.parametrize(
    ("passage", "found", "expected"),
    [
        ("wil meet agian on 3 May 2024", "will meet again on 3 May 2024", []),
        ("cut duties on twenty-four goods", "cut duties on 24 goods", []),
        ("China has agreed to it", "China has not agreed to it", ["The passage leaves out “not”."]),
        ("他们同意", "他们不同意", ["The passage leaves out “不”."]),
        ("they won’t go", "they will go", ["The copy does not say “won’t” there."]),
        (
            "cut duties on 25 goods",
            "cut duties on 24 goods",
            [
                "The copy says “24” there; the passage does not.",
                "The passage says “25”; the copy does not say so there.",
            ],
        ),
    ],
)
def test_another_number_and_a_dropped_not_are_told(passage, found, expected):
    assert slips(passage, found) == expected


def test_a_marked_omission_may_leave_out_a_date_but_no_not():
    found = "China has not, it said on 5 May, agreed to cut duties"
    assert slips("China has […] agreed to cut duties", found, cut=True) == ["The passage leaves out “not”."]
