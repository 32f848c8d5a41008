"""Every text field through which somebody's words can reach a reader, and stories that are full of such words."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from html import escape
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from taggit.models import Tag

from actors.models import Actor
from actors.registering import register_actor
from articles.checking import record_check
from articles.citing import cite
from articles.claiming import mark_claim
from articles.correcting import Correcting
from articles.editing import create_article, take_step
from articles.models import Article, Citation, Claim, Correction
from articles.publishing import publish
from policydesk.lib.text import clean_text
from sources.excerpting import MAXIMUM
from sources.models import Excerpt, Source
from sources.registering import register_source
from tests.safety.naughty import STRINGS
from tests.stories import fresh, ready

APART = " · "
KEY = 20
# The field that judges each door; None where a rule cleans words that no field of ours holds.
DOORS: dict[str, Any] = {
    **{name: (Article, name) for name in ("headline", "standfirst", "dateline", "byline")},
    **{name: (Claim, name) for name in ("statement", "anonymity_reason")},
    **{f"actor_{name}": (Actor, name) for name in ("name", "described_as")},
    **{f"source_{name}": (Source, name) for name in ("title", "authors", "described_as", "origin_group")},
    "citation_note": (Citation, "note"),
    "locator": (Excerpt, "locator"),
    "passage": (Excerpt, "exact"),
    "correction": (Correction, "text"),
    **dict.fromkeys(("body", "tag", "check_note", "reason", "override")),
}


def judged(door: str, text: str) -> str:
    """`text` as the door keeps it. Raises ValidationError or ValueError with a sentence."""
    if door == "tag":
        Article(tag_list=text.replace(",", " ")).clean()
    if DOORS[door] is None:
        return clean_text(text).strip()
    model, name = DOORS[door]
    return model._meta.get_field(name).clean(text, None)


def room(door: str) -> int:
    """How many characters fit, after the few by which a test finds its text again."""
    model, name = (Tag, "name") if door == "tag" else DOORS[door] or (None, "")
    longest = MAXIMUM if door == "passage" else model and model._meta.get_field(name).max_length
    return longest - KEY if longest else 100_000


@cache
def kept(door: str) -> list[str]:
    """The strings that the door lets in, as it keeps them."""
    found = []
    for text in STRINGS:
        try:
            found.append(judged(door, text))
        except (ValidationError, ValueError):
            continue
    return [text for text in dict.fromkeys(found) if text.strip() and len(text) <= room(door)]


@cache
def packed(door: str) -> list[str]:
    """All strings of the door in as few texts as fit into it."""
    texts, text = [], ""
    for string in kept(door):
        longer = f"{text}{APART}{string}" if text else string
        if len(longer) > room(door):
            texts.append(text)
            longer = string
        text = longer
    return [*texts, text]


def turns(door: str) -> Iterator[str]:
    """The texts of the door, one after the other, over and over."""
    while True:
        yield from packed(door)


class Writers:
    """Takes the next text of each door, and tells what was used."""

    def __init__(self) -> None:
        self.turns = {door: turns(door) for door in DOORS}
        self.used: dict[str, list[str]] = {door: [] for door in DOORS}

    def next(self, door: str) -> str:
        """The next text of `door`."""
        text = next(self.turns[door])
        self.used[door].append(text)
        return text

    def never_used(self, door: str) -> list[str]:
        """The texts of `door` that no story took."""
        return [text for text in packed(door) if text not in self.used[door]]


def hostile_story(number: int, words: Writers, paragraphs: list[str], *, claims: int, cast: Any) -> Article:
    """A published story whose every text is hostile, made and checked by the rules."""
    ada, _boris, vera = cast
    items = [f"Item {number}-{count}: {' '.join(text.split())}" for count, text in enumerate(paragraphs, start=1)]
    article = create_article(
        by=ada,
        headline=f"Story {number}: {words.next('headline')}",
        slug=f"story-{number}",
        standfirst=words.next("standfirst"),
        body="".join(f"<p>{escape(item, quote=False)}</p>" for item in items),
        dateline=words.next("dateline"),
        byline=words.next("byline"),
        tag_list=", ".join(text.replace(",", " ") for text in islice(words.turns["tag"], 4)),
        story_date=date(2024, 3, 5),
    )
    mark_claim(article, f"Story {number}", by=ada, part="headline", kind="analysis")
    for count, item in enumerate(items[:claims]):
        attribution = _attribution(f"{number}-{count}", words, vera)
        _checked(mark_claim(article, clean_text(item), by=ada, **attribution), words, cast)
    publish(ready(article, by=vera), by=vera, override=words.next("override"), reason=words.next("reason"))
    take_step(fresh(article), "reopen", by=vera)
    told = Correcting("correction", words.next("correction"), list(article.claims.standing()))
    publish(ready(article, by=vera), by=vera, override="Noon.", kind="correction", correction=told)
    return fresh(article)


def _attribution(key: str, words: Writers, vera: Any) -> dict[str, Any]:
    """A speaker who is named in every other claim; the number keeps their addresses apart."""
    named = len(words.used["statement"]) % 2
    name = f"A{key} {words.next('actor_name')}" if named else f"A{key}"
    described = {} if named else {"described_as": words.next("actor_described_as")}
    speaker, _new = register_actor(by=vera, kind="person" if named else "unnamed", name=name, **described)
    return {"kind": "statement", "speaker": speaker, "statement": words.next("statement"),
            "anonymity_reason": words.next("anonymity_reason")}  # fmt: skip


def _checked(claim: Claim, words: Writers, cast: Any) -> None:
    """The claim with a source that readers may see or not, a passage, a note, and a check."""
    ada, boris, vera = cast
    hidden = len(words.used["citation_note"]) % 3 == 0
    publisher, _new = register_actor(by=vera, kind="media", name=f"M{claim.public_id} {words.next('actor_name')}")
    source, _new = register_source(
        by=ada,
        title=words.next("source_title"),
        authors=words.next("source_authors"),
        described_as=words.next("source_described_as"),
        origin_group=words.next("source_origin_group"),
        publisher=publisher,
        url=f"https://example.org/{claim.public_id}?<script>&amp;\"'",
        confidentiality="confidential" if hidden else "public",
    )
    passage, locator = f"passage: {words.next('passage')}", words.next("locator")
    cite(fresh(claim), source, by=ada, passage=passage, locator=locator)
    cite(fresh(claim), source, by=ada, note=words.next("citation_note"))
    record_check(fresh(claim), "confirmed", by=boris, note=words.next("check_note"))


def all_refused(door: str) -> Iterable[tuple[str, str]]:
    """Each string that the door refuses, with its sentence."""
    for text in STRINGS:
        try:
            judged(door, text)
        except ValidationError as error:
            yield text, " ".join(error.messages)
        except ValueError as error:
            yield text, str(error)
