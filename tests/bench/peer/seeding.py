"""A program: the peer's database with its page, published. Prints the page's address.

The words are those of the desk's own story, claims and sources.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - models need django.setup()
from wagtail.models import Page, Site  # noqa: E402

from tests.bench.peer.models import Claim, ClaimSource, StoryPage  # noqa: E402
from tests.bench.words import headline, told, works  # noqa: E402

CHECKED = datetime(2024, 3, 5, 12, tzinfo=UTC)


def body_of(rows: list[list[str]]) -> str:
    """The paragraphs, with each claim linked to its card."""
    return "".join(
        f'<p>{first} <a href="#claim-{number}">{claim}</a> {" ".join(rest)}</p>'
        for number, (first, claim, *rest) in enumerate(rows, start=1)
    )


def story() -> StoryPage:
    """The page with its claims and their sources, not saved yet."""
    rows, shelf = told(1), works()
    page = StoryPage(title=headline(1), slug="story", body=body_of(rows), story_date=CHECKED.date())
    for at, sentences in enumerate(rows):
        claim = Claim(words=sentences[1], status="confirmed", checked_by="Boris Bench", checked_at=CHECKED)
        for title, url, passage in shelf[2 * at : 2 * at + 2]:
            named = {"title": title, "publisher": "Ministry of Trade", "url": url, "passage": passage}
            claim.sources.add(ClaimSource(stance="supports", directness="first hand", **named))
        page.claims.add(claim)
    return page


migrations = Path(os.environ["BENCH_DIR"]) / "peer_migrations"
migrations.mkdir()
(migrations / "__init__.py").touch()
call_command("makemigrations", "peer", verbosity=0)
call_command("migrate", verbosity=0)
page = Page.get_first_root_node().add_child(instance=story())
Site.objects.update(hostname="127.0.0.1", port=80, root_page=page.get_parent())
page.save_revision().publish()
sys.stdout.write(page.get_url_parts()[2])
