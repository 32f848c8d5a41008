"""What two sequences have in common."""

from hypothesis import given
from hypothesis import strategies as st

from policydesk.lib.subsequences import steps

ITEMS = st.lists(st.sampled_from("abc"), max_size=12)


def longest(old: list[str], new: list[str]) -> int:
    """The length of a longest common subsequence, by the book."""
    row = [0] * (len(new) + 1)
    for one in old:
        earlier, row = row, [0]
        for at, other in enumerate(new):
            row.append(earlier[at] + 1 if one == other else max(row[at], earlier[at + 1]))
    return row[-1]


@given(ITEMS, ITEMS)
def test_as_much_stays_as_can_and_both_are_spelled(old, new):
    found = list(steps(old, new, [1_000]))
    assert [item for _same, before, _after in found for item in before] == old
    assert [item for _same, _before, after in found for item in after] == new
    assert all((list(before) == list(after)) == same for same, before, after in found)
    assert sum(len(before) for same, before, _after in found if same) == longest(old, new)


def test_what_would_cost_too_much_did_not_stay_and_what_it_cost_is_taken_off():
    left = [10]
    list(steps("xabcy", "xcbay", left))
    assert left == [1]
    assert list(steps("ab", "ba", left)) == [(False, "ab", "ba")]
