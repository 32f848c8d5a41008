"""`manage.py exportwarc`: the saved copies of sources as one WARC file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policydesk.lib.storage import written_whole
from policydesk.management.source_arguments import USAGE, named_sources
from sources.models import Source
from sources.packing import Packed, pack

FAILED = 1


class Command(BaseCommand):
    """Exit 0; 1 when there is no copy, and then nothing is written, or when a file that should be there could not be
    read; 2 for a wrong call, and then nothing is written either."""

    help = (
        "Write the saved copies of sources as WARC 1.1. Extracts, which are no files, and files that were removed for "
        "legal reasons are left out and named. The same copies of the same sources give the same bytes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """As in the README."""
        add = parser.add_argument
        add("sources", nargs="+", metavar="PUBLIC_ID", help="the numbers of the sources")
        add("--output", required=True, metavar="FILE", help="where to; compressed when it ends in .gz")
        add("--confidential", action="store_true", help="also sources that are not public: the file tells who they are")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the sources, write the file, tell what it holds."""
        sources = _allowed(named_sources(options["sources"]), confidential=options["confidential"])
        place = Path(options["output"])
        try:
            with written_whole(place) as out:
                packed = pack(sources, out, compressed=place.suffix == ".gz")
                self._check(packed)
        except OSError as error:
            sentence = _("The file could not be written: %s.") % error.strerror
            raise CommandError(sentence, returncode=FAILED) from error
        told = ngettext("%(count)d copy in %(place)s", "%(count)d copies in %(place)s", packed.count)
        self.stdout.write(told % {"count": packed.count, "place": place})
        if packed.failed:
            sys.exit(FAILED)

    def _check(self, packed: Packed) -> None:
        """Tell what was left out. Raises CommandError, which leaves no file, when nothing went in."""
        for sentence in packed.left_out:
            self.stderr.write(sentence)
        if not packed.count:
            raise CommandError(_("The desk holds no file of these sources: nothing was written."), returncode=FAILED)


def _allowed(sources: list[Source], *, confidential: bool) -> list[Source]:
    hidden = [source.public_id for source in sources if not source.is_public]
    if hidden and not confidential:
        told = _("Not public: %s. With --confidential their copies go into the file, too, and may tell who they are.")
        raise CommandError(told % ", ".join(hidden), returncode=USAGE)
    return sources
