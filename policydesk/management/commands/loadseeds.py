"""`manage.py loadseeds`: stories and dossiers from text files into the desk. A second run changes nothing."""

import os
import sys
import time
from argparse import ArgumentTypeError
from contextlib import nullcontext
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from articles.loading import load
from articles.seed_files import SeedFile, find_files, spelled_out
from policydesk.dossiers.loading import load_dossiers
from policydesk.management.load_records import LoadRecord
from policydesk.management.load_reports import JsonReport, TextReport
from policydesk.management.load_totals import Ending, Totals
from policydesk.management.terminal import Stop, Terminal

FAILED, USAGE, INTERRUPTED = 1, 2, 130


class Command(BaseCommand):
    """Exit 0 when every file was loaded, 1 when some were not, 2 for a wrong command line, 130 after Ctrl-C."""

    help = (
        "Load stories (.txt, and .md with front matter) as drafts, then dossiers (.yaml) of actors, sources, claims "
        "and commitments. Never publishes, never checks, never overwrites an edit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """As in seeds/README.md."""
        add = parser.add_argument
        add("paths", nargs="*", metavar="PATH", help="files and folders; default: seeds/")
        add("-n", "--dry-run", action="store_true", help="write nothing, show what a load would change")
        add("--check", action="store_true", help="write nothing, exit 1 if a load would change anything")
        add("--format", choices=("text", "json"), default="text", help="json: one object a file, then a summary")
        add("--fail-fast", action="store_true", help="stop at the first file that fails")
        add("--atomic", action="store_true", help="all or nothing; default: each file for itself")
        add("--user", default="", metavar="NAME", help="who loads: named in the history, author of stories")
        add("--reason", default="", metavar="TEXT", help="why, for the history; default: the name of the file")
        add("--limit", type=_count, metavar="N", help="read the first N files only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the files, load them, tell what happened."""
        files = _files(options["paths"], options["limit"])
        dry = options["dry_run"] or options["check"]
        colour = not options["no_color"] and not os.environ.get("NO_COLOR")
        terminal = Terminal(self.stdout, self.stderr, self.style, colour=colour)
        text = TextReport(terminal.say, options["verbosity"], dry)
        report = JsonReport(terminal.say) if options["format"] == "json" else text
        code = _run(files, report, terminal, dry, options)
        if code:
            sys.exit(code)


def _run(
    files: list[SeedFile], report: TextReport | JsonReport, terminal: Terminal, dry: bool, options: dict[str, Any]
) -> int:
    totals, started, broken = Totals(), time.monotonic(), ""
    taken_back = False
    stories = [file for file in files if not file.is_dossier]
    dossiers = [file for file in files if file.is_dossier]
    tried = dry and bool(dossiers)  # what a dossier would do shows only when it is done, and then taken back
    record = LoadRecord(spelled_out(" ".join(options["paths"])) or _default())
    with Stop() as stop:
        try:
            record.by = _user(options["user"], writes=bool(stories))
            how = {"by": record.by, "reason": options["reason"]}
            steps = {"fail_fast": options["fail_fast"], "stopped": lambda: stop.asked}
            together = transaction.atomic() if options["atomic"] or tried else nullcontext()
            with terminal.reading(stories + dossiers) as reading, together:
                for loaded in load(islice(reading, len(stories)), write=not dry or tried, **steps, **how):
                    totals.add(loaded)
                    report.file(loaded)
                    record.file(loaded)
                for brought in () if totals.failed and options["fail_fast"] else load_dossiers(reading, **steps, **how):
                    totals.add_dossier(brought)
                    report.dossier(brought)
                    record.dossier(brought)
                taken_back = options["atomic"] and bool(totals.failed or stop.asked)
                if taken_back or tried:
                    transaction.set_rollback(True)
        except DatabaseError as error:
            broken, taken_back = _why(error), options["atomic"]
    ending = Ending(time.monotonic() - started, dry, taken_back, stop.asked, broken)
    record.keep(ending)
    report.end(totals, ending)
    if stop.asked:
        return INTERRUPTED
    return FAILED if totals.failed or broken or (options["check"] and totals.changes) else 0


def _files(paths: list[str], limit: int | None) -> list[SeedFile]:
    """The files of `paths`; those that are not read do not count against `limit`."""
    for path in paths:
        if not os.path.lexists(path):
            raise CommandError(_("There is no file or folder “%s”.") % path, returncode=USAGE)
    found, room = [], limit
    for file in find_files(paths or [_default()]):
        if room is not None and (file.path or file.refused):
            if not room:
                break
            room -= 1
        found.append(file)
    return found


def _default() -> str:
    return os.path.relpath(settings.BASE_DIR / "seeds")


def _user(name: str, *, writes: bool) -> Any:
    if not name:
        return None
    user = get_user_model().objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(_("There is no account “%s” that may sign in.") % name, returncode=USAGE)
    if writes and not user.has_perm("articles.add_article"):
        raise CommandError(
            _("The account “%s” may not write stories. Give it the role of a reporter or an editor.") % name,
            returncode=USAGE,
        )
    return user


def _why(error: DatabaseError) -> str:
    return _(
        "The database failed: %s. What was loaded before is kept. Is it there, and up to date (manage.py migrate)? "
        "Run the same command again."
    ) % str(error).strip().partition("\n")[0].rstrip(".")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(_("write a number of files, not “%s”") % text)
    return int(text)
