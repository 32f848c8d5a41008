"""`manage.py checksources`: looks again at the addresses of sources that something stands on. For cron."""

import os
import sys
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles.watching import due, watch_each
from policydesk.lib.fetching import capture_is_off
from policydesk.management.source_arguments import named_sources, number_of_sources, span_of_time
from policydesk.management.terminal import Stop, Terminal
from policydesk.management.watch_reports import WatchReport
from sources.capturing import Job
from sources.doubting import NoNames

FAILED, USAGE, INTERRUPTED = 1, 2, 130
OLDER_THAN = timedelta(hours=12)  # a run each night looks at all of them; one that was stopped goes on


class Command(BaseCommand):
    """Exit 0 when every address opened, 1 when some did not, 2 for a wrong call or when CAPTURE_ENABLED is off, 130
    after Ctrl-C. A run that finds no name at all stops after a few, with 1. A claim that needs a re-check is told on
    stderr and is no failure."""

    help = (
        "Look at the addresses of all public sources that a claim of a living story, an edition or a commitment stands "
        "on, the longest not looked at first, at least a second between two requests to one site. What says the same "
        "makes no new copy; where a cited passage changed, exactly its claims need a re-check."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """As in the README."""
        add = parser.add_argument
        add("sources", nargs="*", metavar="PUBLIC_ID", help="only these, whenever somebody looked at them")
        add("--older-than", type=span_of_time, metavar="SPAN", default=OLDER_THAN,
            help="only those not looked at for so long: 12h, which is the default, or 7d; 0h for all")  # fmt: skip
        add("--limit", type=number_of_sources, metavar="N", help="at most N sources")
        add("--format", choices=("text", "json"), default="text", help="json: one object a source, then a summary")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the sources that are due, look at each, tell what came of it."""
        named = [Job(source) for source in named_sources(options["sources"])]
        if not settings.CAPTURE_ENABLED:
            raise CommandError(capture_is_off(), returncode=USAGE)
        jobs = (named or due(options["older_than"]))[: options["limit"]]
        colour = not options["no_color"] and not os.environ.get("NO_COLOR")
        terminal, broken = Terminal(self.stdout, self.stderr, self.style, colour=colour), ""
        report = WatchReport(terminal.say, options["format"] == "json", options["verbosity"])
        with Stop() as stop:
            try:
                with terminal.reading(jobs, doing=_("Looking")) as reading:
                    for look in watch_each(reading, halt=lambda: stop.asked):
                        report.look(look)
            except NoNames as lost:
                broken = str(lost)
            except DatabaseError as error:
                broken = _("The database failed: %s.") % str(error).strip().partition("\n")[0].rstrip(".")
        report.end(interrupted=stop.asked, broken=broken)
        if code := INTERRUPTED if stop.asked else FAILED if report.failed or broken else 0:
            sys.exit(code)
