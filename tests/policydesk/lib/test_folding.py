"""A comparison cut down to its changes."""

from policydesk.lib.differing import block_diff, word_diff
from policydesk.lib.folding import folded, shortened


def test_what_is_far_from_any_change_is_folded():
    old = [f"Paragraph {number} stands." for number in range(9)]
    stretches = folded(block_diff(old, [*old[:4], "Other words.", *old[5:]]))
    assert [(len(stretch.rows), stretch.folded) for stretch in stretches] == [(3, True), (4, False), (3, True)]


def test_long_unchanged_runs_are_cut_beside_a_change_and_short_ones_stand():
    long = "word " * 60
    cut = shortened(word_diff(f"{long}24 {long}", f"{long}26 {long}"), around=20)
    assert "".join(piece.text for piece in cut) == "… word word word 2426 word word word …"
    row = word_diff("They cut 24 goods.", "They cut 26 goods.")
    assert shortened(row, around=20) == row
