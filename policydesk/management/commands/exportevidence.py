"""`manage.py exportevidence`: all that proves one edition, as one file that opens offline."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.evidence.enums import EvidenceKind
from articles.evidence.exporting import export_evidence
from articles.models import Edition
from policydesk.lib.errors import Refused
from policydesk.lib.storage import written_whole

FAILED, USAGE = 1, 2


class Command(BaseCommand):
    """Exit 0; 1 when the evidence cannot be given or written, 2 for a wrong call. Then nothing is written."""

    help = (
        "Write the evidence dossier of an edition as a zip: text, claims, passages, checks, copies, hashes. The same "
        "edition gives the same bytes, whatever the desk did since."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """As in the README."""
        add = parser.add_argument
        add("slug", metavar="SLUG", help="the story, as in its public address")
        add("edition", nargs="?", type=int, metavar="EDITION", help="its number; the newest, if none is given")
        add("--kind", choices=EvidenceKind.values, required=True, help="shareable: without what only the desk may have")
        add("--output", required=True, metavar="FILE", help="where to")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the edition, make the file, say what it is."""
        edition, place = _find(options["slug"], options["edition"]), Path(options["output"])
        try:
            with written_whole(place) as out:
                export_evidence(edition, EvidenceKind(options["kind"]), out)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=FAILED) from refusal
        except OSError as error:
            sentence = _("The file could not be written: %s.") % error.strerror
            raise CommandError(sentence, returncode=FAILED) from error
        told = {"number": edition.number, "sequence": edition.sequence, "digest": edition.digest, "place": place}
        self.stdout.write(_("Edition %(number)d, link %(sequence)d of the chain, digest %(digest)s: %(place)s") % told)


def _find(slug: str, number: int | None) -> Edition:
    editions = Edition.objects.filter(article__publication__slug=slug).select_related("content")
    editions = editions.select_related("article__publication__edition", "content").order_by("-number")
    if (found := (editions.filter(number=number) if number is not None else editions).first()) is None:
        told = _("No edition %(number)d of “%(slug)s” was published.") if number else _("Nothing stands at “%(slug)s”.")
        raise CommandError(told % {"slug": slug, "number": number or 0}, returncode=USAGE)
    return found
