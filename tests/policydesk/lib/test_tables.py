"""Tables for spreadsheets: every cell is text, whatever was typed into it."""

import csv
import io

import pytest

from policydesk.lib.tables import as_csv, plain_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "−1", "@sum", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠sum", "  =1", "\u00a0+1"]
)
def test_what_a_spreadsheet_would_reckon_with_gets_an_apostrophe(text):
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"), [("Kept", "Kept"), ("a=b", "a=b"), (0, "0"), (12, "12"), (None, ""), ("", "")]
)
def test_every_other_value_stands_as_it_is(value, cell):
    assert plain_cell(value) == cell


def test_a_table_is_read_back_as_it_was_written():
    rows = [["a,b", 'say "so"'], ["two\nlines", "=1"]]
    response = as_csv("list", ("first", "second"), rows)
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/csv; charset=utf-8", 'attachment; filename="list.csv"',
    )  # fmt: skip
    assert list(csv.reader(io.StringIO(response.content.decode(), newline=""))) == [
        ["first", "second"], ["a,b", 'say "so"'], ["two\nlines", "'=1"],
    ]  # fmt: skip
