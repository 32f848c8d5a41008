"""A small story to work with, made through the rules; tests that need one start here."""

from datetime import date
from typing import Any

from articles.checking import record_check
from articles.citing import cite
from articles.claiming import mark_claim
from articles.editing import create_article, take_step
from articles.models import Article, Claim
from sources.excerpting import take_extract
from sources.models import Source
from sources.registering import register_source

BODY = (
    "<p>The two sides met in Geneva on Monday for talks on tariffs.</p>"
    "<h2>What was agreed</h2>"
    "<p>They agreed to cut duties on 24 goods. “We listened,” the minister said.</p>"
)
WORDS = "They agreed to cut duties on 24 goods"
PASSAGE = "the two delegations agreed to cut duties on 24 goods within the year"


def a_story(by: Any, **fields: Any) -> Article:
    """A draft of two paragraphs and a heading, written by `by`."""
    given = {"headline": "Talks on tariffs end in Geneva", "body": BODY, "story_date": date(2024, 3, 5)} | fields
    return create_article(by=by, **given)


def a_source(by: Any, title: str = "Joint communiqué", **fields: Any) -> Source:
    """A public source of first rank."""
    given = {
        "kind": "report",
        "source_class": "primary_official",
        "url": f"https://example.org/{title.replace(' ', '-')}",
    }
    return register_source(by=by, title=title, **given | fields)[0]


def a_claim(article: Article, by: Any, words: str = WORDS, **fields: Any) -> Claim:
    """A claim on `words`, marked by `by`."""
    return mark_claim(article, words, by=by, **fields)


def sourced(claim: Claim, by: Any, title: str = "Joint communiqué", **fields: Any) -> Claim:
    """The claim with one first-hand passage, attached by `by`."""
    source = a_source(by, title)
    take_extract(source, f"It was announced that {PASSAGE}.", by=by)
    cite(claim, source, by=by, passage=PASSAGE, **{"directness": "primary"} | fields)
    return fresh(claim)


def confirmed(claim: Claim, *, attach: Any, check: Any) -> Claim:
    """The claim sourced by one person and confirmed by another."""
    record_check(sourced(claim, attach), "confirmed", by=check)
    return fresh(claim)


def ready(article: Article, *, by: Any) -> Article:
    """The story taken from draft to ready by an editor."""
    article = fresh(article)
    take_step(article, "send_to_check", by=by)
    take_step(article, "make_ready", by=by)
    return article


def fresh(row: Any) -> Any:
    """The row as the database has it now, with everything that hangs on it forgotten."""
    return type(row)._default_manager.get(pk=row.pk)
