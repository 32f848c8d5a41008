"""`manage.py readcopies`: takes the words out of saved copies in which nobody has looked for them yet."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from policydesk.management.terminal import Stop
from sources.reading import read_copy, unread


class Command(BaseCommand):
    """Exit 0 whatever the files hold: that one has no text is told, and kept beside it."""

    help = "Take the words out of saved copies that were kept before the desk did so. Asks no network."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read one after the other, until Ctrl-C."""
        read = done = 0
        with Stop() as stop:
            for file in unread():
                if stop.asked:
                    break
                words, done = read_copy(file), done + 1
                read += bool(words.text)
                if words.sentence:
                    self.stdout.write(f"  {file.snapshot.source.public_id}   {words.sentence}")
        self.stdout.write(_("%(read)d of %(done)d copies have a text now.") % {"read": read, "done": done})
