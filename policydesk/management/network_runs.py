"""How commands that ask the network run: one source after the other, until Ctrl-C or what stops them all."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _

from policydesk.management.dossier_reports import Say
from policydesk.management.terminal import Stop, Terminal
from sources.capturing import Job
from sources.doubting import NoNames

FAILED, INTERRUPTED = 1, 130


class Report(Protocol):
    """What is told of a run."""

    @property
    def failed(self) -> int:
        """How many sources nothing could be had of."""

    def tell(self, each: Any, /) -> None:
        """What came of one source."""

    def end(self, *, interrupted: bool, broken: str) -> None:
        """The counts, and how the run ended: by Ctrl-C, or `broken` by what this sentence says."""


def run(
    command: BaseCommand,
    jobs: list[Job],
    options: dict[str, Any],
    *,
    work: Callable[..., Iterable[Any]],
    report: Callable[[Say, bool, int], Report],
    doing: str,
) -> None:
    """Let `work(jobs, halt=…)` do the jobs and `report` tell of each. Exits 130 after Ctrl-C, 1 when some failed."""
    colour = not options["no_color"] and not os.environ.get("NO_COLOR")
    terminal, broken = Terminal(command.stdout, command.stderr, command.style, colour=colour), ""
    told = report(terminal.say, options["format"] == "json", options["verbosity"])
    with Stop() as stop:
        try:
            with terminal.reading(jobs, doing=doing) as reading:
                for each in work(reading, halt=lambda: stop.asked):
                    told.tell(each)
        except NoNames as lost:
            broken = str(lost)
        except DatabaseError as error:
            broken = _("The database failed: %s.") % str(error).strip().partition("\n")[0].rstrip(".")
    told.end(interrupted=stop.asked, broken=broken)
    if code := INTERRUPTED if stop.asked else FAILED if told.failed or broken else 0:
        sys.exit(code)
