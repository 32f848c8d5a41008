"""`manage.py verifyeditions`: finds whatever was changed in published editions outside the door.

What a legal redaction took out is said too, and is no fault.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import ChainHead, Redaction
from articles.resealing import redactions_head
from articles.verifying import Fault, redacted_editions, verify


class Command(BaseCommand):
    """Exit 0 when everything agrees, 1 with one line a fault. A page that waits to be drawn anew is told as none."""

    help = "Check every edition against its digest, its content and its rows, and the chain as a whole."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--expect-head` takes what an earlier run printed, kept elsewhere."""
        parser.add_argument(
            "--expect-head", default="", metavar="SEQUENCE:DIGEST", help="also find editions cut off at the end"
        )
        parser.add_argument(
            "--expect-redactions", default="", metavar="SEQUENCE:DIGEST", help="also find redactions cut off or added"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the faults, then the head."""
        faults = list(verify(expect_head=options["expect_head"], expect_redactions=options["expect_redactions"]))
        for fault in faults:
            self.stderr.write(_line(fault))
        head = ChainHead.objects.filter(pk=1).first()
        self.stdout.write(_("Head %(head)s") % {"head": head} if head else _("Head none: nothing was published yet"))
        if Redaction.objects.exists():
            self.stdout.write(_("Redactions %(head)s") % {"head": redactions_head()})
        for note in redacted_editions():
            self.stdout.write(_line(note))
        if count := sum(not fault.redraw for fault in faults):
            raise CommandError(ngettext("%(count)d fault.", "%(count)d faults.", count) % {"count": count})
        self.stdout.write(_conclusion(len(faults)))


def _conclusion(waiting: int) -> str:
    if not waiting:
        return _("Every edition agrees with its digest, its content and its rows.")
    return ngettext(
        "Every edition agrees with its digest, its content and its rows, but for %(count)d page that waits to be drawn "
        "anew: readers get it from the content.",
        "Every edition agrees with its digest, its content and its rows, but for %(count)d pages that wait to be drawn "
        "anew: readers get them from the content.",
        waiting,
    ) % {"count": waiting}


def _line(fault: Fault) -> str:
    what = {"of": fault.of or _("edition"), "number": fault.sequence, "sentence": fault.sentence}
    return _("%(of)s %(number)s: %(sentence)s") % what
