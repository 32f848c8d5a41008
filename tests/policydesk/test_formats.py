"""Dates at the desk are written in one way, wherever they stand."""

import re
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.formats import localize


def test_a_moment_reads_the_same_in_lists_and_on_pages():
    assert localize(datetime(2024, 1, 30, 14, 5)) == "30 January 2024, 14:05"
    assert localize(datetime(2024, 1, 30).date()) == "30 January 2024"


def test_no_template_of_the_desk_writes_a_format_of_its_own():
    templates = (Path(settings.BASE_DIR) / "templates" / "admin").rglob("*.html")
    formats = {name for path in templates for name in re.findall(r"date:[\"']([^\"']+)", path.read_text("utf-8"))}
    assert formats - {"c"} <= {"DATE_FORMAT", "TIME_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"}
