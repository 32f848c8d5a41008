"""A program: one step of `make bench` in a process of its own. Prints its rows as JSON, a line each."""

import json
import shutil
import sys
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings

django.setup()

from django.core.management import call_command  # noqa: E402 - commands need django.setup()
from django.db import connection  # noqa: E402

from tests.bench.sizes import SIZES  # noqa: E402

PURE = ("following",)  # asks no database


def _begin_empty() -> None:
    mine = Path(settings.DATABASES["default"]["NAME"])
    empty = mine.with_name("empty.sqlite3")
    if not empty.exists():
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        connection.close()
        shutil.copy(mine, empty)
    shutil.copy(empty, mine)


def main() -> None:
    """Arguments: the module that measures, the size. Each begins with an empty database of its own."""
    name, size = sys.argv[1:]
    if name not in PURE:
        _begin_empty()
    for row in import_module(f"tests.bench.{name}").measure(SIZES[size]):
        sys.stdout.write(f"{json.dumps(row.as_json())}\n")


main()
