"""`manage.py checksources`: looks again at the addresses of sources that something stands on. For cron."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.watching import due, watch_each
from policydesk.lib.fetching import capture_is_off
from policydesk.management.network_runs import run
from policydesk.management.source_arguments import USAGE, named_sources, number_of_sources, span_of_time
from policydesk.management.watch_reports import WatchReport
from sources.capturing import Job

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
        run(self, jobs, options, work=watch_each, report=WatchReport, doing=_("Looking"))
