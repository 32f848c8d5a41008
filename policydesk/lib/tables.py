"""Lists as CSV that a spreadsheet opens as text: no cell is ever a formula."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# What spreadsheets take for the start of a formula, and the full-width forms that some of them fold into it.
FORMULA = ("=", "+", "-", "−", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(value: object) -> str:
    """The value as text that no spreadsheet reckons with: a leading sign of a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download called `name`.csv with these columns, in UTF-8."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(header)
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return response
