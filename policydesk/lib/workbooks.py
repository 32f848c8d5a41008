"""The rows of a workbook (XLSX), as one would type them; one that unpacks to too much is refused."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from policydesk.lib.errors import Refused

ZIP = b"PK\x03\x04"  # how a workbook begins
MOST_CELLS = 50  # of a row that is looked at
UNPACKED = 20_000_000  # bytes that a workbook may hold: one of two hundred rows holds a hundredth of it

Lines = Iterator[tuple[int, list[str]]]  # a line's number, from 1, and its cells


def rows_of(data: bytes) -> Lines:
    """The rows of the first sheet: values, not formulas; a date as YYYY-MM-DD, and no empty cells at the end of a row.

    Raises Refused when it cannot be read, or holds too much.
    """
    try:
        with ZipFile(BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > UNPACKED:
            raise Refused(_("the workbook is too large. Split it, or save the table as CSV."))
        sheet = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_CELLS, values_only=True), start=1):
            cells = [_written(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            yield number, cells
    except Refused:
        raise
    except (BadZipFile, KeyError, IndexError, ValueError, OSError, SyntaxError) as fault:
        raise Refused(_("this workbook cannot be read. Save the table as XLSX anew, or as CSV in UTF-8.")) from fault


def _written(value: Any) -> str:
    """What a cell holds, as one would type it into the grid."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a year
    return str(value)
