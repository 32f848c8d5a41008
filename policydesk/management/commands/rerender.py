"""`manage.py rerender`: draws the pages of editions anew, so that a fix in rendering reaches old ones."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext

from articles.recording import rerender


class Command(BaseCommand):
    """Prints how many pages were drawn. The editions themselves stay as they are."""

    help = "Draw the pages of editions anew from their content."

    def add_arguments(self, parser: CommandParser) -> None:
        """By default only the pages of an older renderer are drawn."""
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Arguments, one call, counts."""
        drawn = rerender(everything=options["all"])
        self.stdout.write(ngettext("%(count)d page drawn.", "%(count)d pages drawn.", drawn) % {"count": drawn})
