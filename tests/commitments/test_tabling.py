"""A table of undertakings, as XLSX or CSV: read by its values, its faults told by file, row and column."""

import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from commitments.tabling import read_table
from policydesk.lib.errors import Refused

FIRST = "Borovia will open two of its ports to herring boats"
SECOND = "both sides will set up a hotline by the end of March"


def test_cells_may_stand_apart_by_semicolons():
    table = '\ufeffwords;due_words;by\r\n"Open ports; both, and soon";"soon, in May";Borovia\r\n'
    assert [tuple(row.values()) for row in read_table("t.csv", table.encode())] == [
        ("Open ports; both, and soon", "soon, in May", "Borovia")
    ]
    assert read_table("t.csv", b"words\na;b\n") == [{"words": "a;b"}]


@pytest.mark.parametrize(
    ("table", "faults"),
    [
        ("by\nBorovia\n", ["t.csv:1:1: the column “words” is missing."]),
        ("words,by\na,b,c\n", ["t.csv:2:3: there are more cells than columns."]),
        ('words\n"a\n', ["t.csv:2:1: this is not CSV: unexpected end of data."]),
    ],
)
def test_a_faulty_table_is_told_by_file_line_and_column(table, faults):
    with pytest.raises(Refused) as refusal:
        read_table("t.csv", table.encode())
    assert str(refusal.value).split("\n") == faults


def a_workbook(*rows):
    file, book = BytesIO(), Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_by_its_values():
    day, moment = date(2024, 9, 1), datetime(2024, 9, 1, 12)
    book = a_workbook(
        ["Words", "mutual", "due_on"], [FIRST, True, day], [], [SECOND, False, moment], ["x", None, 2024.0]
    )
    assert [tuple(row.values()) for row in read_table("t.xlsx", book)] == [
        (FIRST, "yes", "2024-09-01"), (SECOND, "", "2024-09-01"), ("x", "", "2024"),
    ]  # fmt: skip


def with_part(book, name, data):
    """The workbook with one of its parts written anew."""
    made = BytesIO()
    with ZipFile(BytesIO(book)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for part in before.namelist():
            after.writestr(part, data if part == name else before.read(part))
    return made.getvalue()


BOOK = a_workbook(["words"], [FIRST])
SHEET = "xl/worksheets/sheet1.xml"
ENTITY = (
    b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("book", "fault"),
    [
        (BOOK[:400], "t.xlsx:1:1: this workbook cannot be read."),
        (with_part(BOOK, "xl/workbook.xml", b"<no"), "t.xlsx:1:1: this workbook cannot be read."),
        (with_part(BOOK, SHEET, ENTITY), "t.xlsx:1:1: this workbook cannot be read."),
        (with_part(BOOK, SHEET, bytes(21_000_000)), "t.xlsx:1:1: the workbook is too large."),
        (a_workbook(["words", "by"], ["a", "b", None, "c"]), "t.xlsx:2:3: there are more cells than columns."),
        (a_workbook(["words"], *[["a"]] * 201), "t.xlsx:202:1: more than 200 rows. Split the table."),
    ],
    ids=["cut off", "no XML", "an entity", "a bomb", "more cells", "more rows"],
)
def test_a_faulty_workbook_is_told_by_row_and_column(book, fault):
    with pytest.raises(Refused, match=re.escape(fault)):
        read_table("t.xlsx", book)
