"""`manage.py publishdue`: publishes the scheduled stories whose time has come. For cron, once a minute."""

import os
import sys
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles.reporting import forget_addresses
from articles.scheduling import STOPPED, publish_due
from policydesk.management.due_reports import DueReport
from policydesk.management.hook_calls import call_hook
from policydesk.management.letters import send_letters, without_letters
from policydesk.management.terminal import Stop, Terminal
from sources.keeping import sweep

UNPUBLISHED, INTERRUPTED = 1, 130


class Command(BaseCommand):
    """Exit 0 when everything that was due is public or nothing was due, 1 when a story was stopped or failed, 2 for a
    wrong command line, 130 after Ctrl-C."""

    help = (
        "Publish the scheduled stories whose time has come, in the name of who scheduled them. The gate is asked as "
        "for publishing by hand; a story that it refuses is a draft again, and its authors find the reasons on the "
        "desk and in a mail. Runs that meet publish nothing twice; a time that was missed is made up for."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """As in the README."""
        parser.add_argument("-n", "--dry-run", action="store_true", help="write nothing, say what would happen")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object a story, "
                            "then a summary")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish story by story, tell what happened."""
        colour = not options["no_color"] and not os.environ.get("NO_COLOR")
        terminal = Terminal(self.stdout, self.stderr, self.style, colour=colour)
        dry, broken, stopped = options["dry_run"], "", []
        report = DueReport(terminal.say, options["format"] == "json", dry, options["verbosity"])
        with Stop() as stop:
            try:
                for outcome in publish_due(write=not dry, halt=lambda: stop.asked):
                    report.story(outcome)
                    stopped += [outcome] if outcome.what == STOPPED and not dry else []
                if not dry:
                    sweep()
                    forget_addresses()
            except OSError as error:
                terminal.say(_("Files of copies could not be taken away: %s.") % error.strerror, problem=True)
            except DatabaseError as error:
                broken = _("The database failed: %s.") % str(error).strip().partition("\n")[0].rstrip(".")
        if not dry and not broken:
            for sentence in chain(without_letters(stopped), send_letters(), call_hook()):
                terminal.say(sentence, problem=True)
        report.end(interrupted=stop.asked, broken=broken)
        if code := INTERRUPTED if stop.asked else UNPUBLISHED if report.unpublished or broken else 0:
            sys.exit(code)
