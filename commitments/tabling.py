"""A table of commitments, as CSV or XLSX → rows of the grid: every fault by file, line and column."""

import csv
from io import StringIO
from itertools import zip_longest

from django.utils.translation import gettext as _

from policydesk.lib.errors import Refused
from policydesk.lib.workbooks import ZIP, Lines, rows_of

MOST_ROWS = 200
COLUMNS = ("words", "title", "by", "to", "mutual", "due_words", "due_on", "place")  # of a table that is read in


def read_table(name: str, data: bytes) -> list[dict[str, str]]:
    """The rows of a table, for the grid, each with all columns: nothing is written. Of a workbook the first sheet is
    read; the cells of CSV stand apart by commas or semicolons.

    Raises Refused: file, line (row) and column of each fault.
    """
    lines = _of_workbook(name, data) if data.startswith(ZIP) else _of_csv(name, data)
    _first, heads = next(lines, (1, []))
    heads = [head.strip().casefold() for head in heads]
    faults, rows = _faults_of_heads(name, heads), []
    try:
        for number, cells in lines:
            if any(cell.strip() for cell in cells[len(heads) :]):
                faults.append(_fault(name, number, len(heads) + 1, _("there are more cells than columns.")))
            elif any(cell.strip() for cell in cells):
                rows.append(
                    {head: cell.strip() for head, cell in zip_longest(heads, cells[: len(heads)], fillvalue="")}
                )
            if len(rows) > MOST_ROWS:
                sentence = _("more than %(most)d rows. Split the table.") % {"most": MOST_ROWS}
                faults.append(_fault(name, number, 1, sentence))
                break
    except Refused as fault:
        faults.append(str(fault))
    if faults:
        raise Refused("\n".join(faults))
    return rows


def _faults_of_heads(name: str, heads: list[str]) -> list[str]:
    unknown = _("no column is called “%(head)s”. Known: %(known)s.")
    faults = [
        _fault(name, 1, number, unknown % {"head": head, "known": ", ".join(COLUMNS)})
        for number, head in enumerate(heads, start=1)
        if head not in COLUMNS
    ]
    return faults if "words" in heads else [*faults, _fault(name, 1, 1, _("the column “words” is missing."))]


def _of_csv(name: str, data: bytes) -> Lines:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        column = fault.start - (data.rfind(b"\n", 0, fault.start) + 1) + 1
        sentence = _("this byte is not UTF-8. Save the table as XLSX, or as CSV in UTF-8.")
        raise Refused(_fault(name, line, column, sentence)) from fault
    heads = text.partition("\n")[0]
    apart = ";" if heads.count(";") > heads.count(",") else ","  # Excel saves semicolons where 0,5 is a half
    reader = csv.reader(StringIO(text, newline=""), delimiter=apart, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as fault:
        sentence = _("this is not CSV: %(why)s.") % {"why": fault}
        raise Refused(_fault(name, reader.line_num, 1, sentence)) from fault


def _of_workbook(name: str, data: bytes) -> Lines:
    try:
        yield from rows_of(data)
    except Refused as fault:
        raise Refused(_fault(name, 1, 1, str(fault))) from fault


def _fault(name: str, line: int, column: int, sentence: str) -> str:
    return _("%(file)s:%(line)d:%(column)d: %(sentence)s") % {
        "file": name, "line": line, "column": column, "sentence": sentence,
    }  # fmt: skip
