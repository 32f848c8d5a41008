"""`manage.py writereference`: writes the pages of docs/reference/ that follow from the code."""

from typing import Any

from django.core.management.base import BaseCommand

from policydesk.referencing import FOLDER, reference_pages


class Command(BaseCommand):
    """No arguments; a test fails while a page is stale."""

    help = "Write the generated pages of docs/reference/."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write each page and name it."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in reference_pages().items():
            (FOLDER / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/reference/{name}")
