"""`manage.py capturesources`: saves dated copies of sources from the network. For cron, with --queued."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from policydesk.lib.fetching import capture_is_off
from policydesk.management.capture_reports import CaptureReport
from policydesk.management.network_runs import run
from policydesk.management.source_arguments import USAGE, named_sources, number_of_sources
from sources.capturing import Job, capture_each, queued, uncopied


class Command(BaseCommand):
    """Exit 0 when a copy of every source is there, 1 when some failed, 2 for a wrong call or when CAPTURE_ENABLED is
    off, 130 after Ctrl-C. A run that finds no name at all stops after a few, with 1."""

    help = (
        "Save copies of sources from the network, one request at a time and at least a second between two to one site. "
        "Without a number: of every public source that has an address and no copy yet."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """As in the README."""
        add = parser.add_argument
        add("sources", nargs="*", metavar="PUBLIC_ID", help="only these, whether or not there is a copy")
        add("--queued", action="store_true", help="only those that were asked for at the desk")
        add("--again", action="store_true", help="also those that have a copy: the same bytes again make no new one")
        add("--limit", type=number_of_sources, metavar="N", help="at most N sources")
        add("--format", choices=("text", "json"), default="text", help="json: one object a source, then a summary")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the sources, fetch them, tell what came of it."""
        jobs = _jobs(options)[: options["limit"]]
        if not settings.CAPTURE_ENABLED:
            raise CommandError(capture_is_off(), returncode=USAGE)
        run(self, jobs, options, work=capture_each, report=CaptureReport, doing=_("Fetching"))


def _jobs(options: dict[str, Any]) -> list[Job]:
    numbers = options["sources"]
    if numbers and (options["queued"] or options["again"]):
        raise CommandError(_("Name sources, or use --queued or --again: not both."), returncode=USAGE)
    if options["queued"] and options["again"]:
        sentence = _("Use --queued or --again, not both: what was asked for is fetched whether or not there is a copy.")
        raise CommandError(sentence, returncode=USAGE)
    if options["queued"]:
        return queued()
    if not numbers:
        return uncopied(again=options["again"])
    return [Job(source) for source in named_sources(numbers)]
