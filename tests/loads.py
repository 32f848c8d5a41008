"""Runs of loadseeds, and what they print and write."""

import re
from dataclasses import dataclass
from io import StringIO

from django.apps import apps
from django.core.management import CommandError, call_command

from articles.models import Article, ProposedRevision

FIRST = "date 2024-03-05 Talks in Geneva\n\nThey met.\n\nWhat was agreed\n\nThey agreed to cut duties on 24 goods.\n"
LEAD = " date 2024-03-06 The two sides met in Geneva on Monday, for talks on tariffs.\n\nThey agreed."
TAGGED = "---\ndate: 2024-03-07\ntitle: Third\ntags: [Trade, Geneva]\n---\nSomething happened.\n"


@dataclass
class Run:
    """What a run of the command printed, with its time made 0.0, and the code it ended with."""

    code: int
    out: str
    err: str


def loadseeds(*arguments) -> Run:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("loadseeds", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    except CommandError as refused:
        code = refused.returncode
        err.write(f"{refused}\n")
    return Run(code, *(re.sub(r"[0-9.]+ s\.", "0.0 s.", text.getvalue()) for text in (out, err)))


def rows():
    """How many rows of each table a load may write."""
    return Article.objects.count(), Article.history.count(), ProposedRevision.objects.count()


def rows_of_every_table() -> dict[str, int]:
    """How many rows each table holds, tables between tables too."""
    return {model._meta.db_table: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}
