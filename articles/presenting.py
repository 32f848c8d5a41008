"""PURE  The public content of an edition → the frozen part of its page. No database, no clock, no request.

`render_edition` is called once, at publication, and by `manage.py rerender`. What it returns is stored and served
as it stands, so it holds nothing that a later edition could make untrue: the banner over an old version, the list
of versions and the frame of the site are put around it when the page is asked for.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles.cards import Card, SourceLine, cards, source_lines
from articles.corrections import Correction, corrections_of, read_correction
from articles.enums import EditionKind, Part, Reading, Release, WorkType
from articles.linked_data import story_graph
from articles.redactions import Removed, redactions_of
from articles.rendering import Mark, render_body, render_json, render_line, stored
from articles.stamping import stamp
from articles.wording import When, checked_sentence, day, day_of, moment, read_time
from policydesk.lib.site import absolute

MAIN = "<main"
BELOW_SOURCES = ('<h2 id="corrections">', '<h2 id="versions">')
CARD_TOP = re.compile(r'<article class="card [^">]*" id="claim-(\d+)"[^>]*>\s*<a class="close".*?</a>', re.DOTALL)
HASH = re.compile(r'<(span|abbr) class="hash"[^>]*>([0-9a-f]{12})…</\1>')
RENDERER_VERSION = stamp(  # a page also holds the address of the site: another SITE_URL draws another page
    "articles/bodies.py",
    "articles/cards.py",
    "articles/corrections.py",
    "articles/enums.py",
    "articles/linked_data.py",
    "articles/presenting.py",
    "articles/redactions.py",
    "articles/rendering.py",
    "articles/wording.py",
    "policydesk/lib/site.py",
    "sources/enums.py",
    "sources/notes.py",
    "templates/articles/_*.html",
    "templates/components/_*.html",
    salt=settings.SITE_URL,
)


@dataclass(frozen=True)
class Footing:
    """A label that says on what footing the edition went out, with the reader's sentence."""

    key: str
    label: str
    sentence: str
    due: When | None = None


@dataclass(frozen=True)
class Page:
    """All that the templates of a story need."""

    slug: str
    language: str
    path: str
    address: str
    version_address: str
    title: str
    description: str
    headline: str
    standfirst: str
    body: str
    work_type: str
    tags: list[dict[str, str]]
    actors: list[dict[str, str]]
    byline: str
    dateline: str
    story_date: When
    version: int
    version_kind: str
    released: When
    first_released: When
    is_out: bool
    reason: str
    footings: list[Footing]
    overrides: list[dict[str, Any]]
    checked: str
    readings: list[Reading]
    cards: list[Card]
    sources: list[SourceLine]
    corrections: list[Correction]
    redactions: list[Removed]
    graph: str


def render_edition(content: dict[str, Any], *, slug: str, is_out: bool = True) -> str:
    """The frozen part of a story's page: what goes into <head>, then its <main> element. One that is not out names no
    version of it, and leads to no page that only a published story has.

    `content` is the canonical content of any schema. Pure but for SITE_URL: a change of that setting asks for a
    rerender. The language is the story's, whoever presses the button.
    """
    with translation.override(content["article"]["language"]):
        page = {"page": page_of(content, slug=slug, is_out=is_out)}
        return render_to_string("articles/_head.html", page) + render_to_string("articles/_main.html", page)


def split_page(html: str) -> tuple[str, str]:
    """What `render_edition` returned, as (for the head, the <main> element). No text can hold a bare `<main`."""
    head, _mark, rest = html.partition(MAIN)
    return stored(head), stored(MAIN + rest)


def with_notices(main: str, boxes: dict[int, str]) -> str:
    """The <main> element of a frozen page with a box on top of cards, by their number; a frozen card has no place for
    what came later, so it is put where the card opens. No text can hold a bare `<article`.
    """

    def noticed(found: re.Match[str]) -> str:
        return found[0] + boxes.get(int(found[1]), "")

    return stored(CARD_TOP.sub(noticed, main))


def with_copies(html: str, paths: dict[str, str]) -> str:
    """Our HTML with a way to each copy that readers may open, behind its hash; `paths` by the beginning of that.

    Rights change, so the frozen page does not know it. No text can hold a bare element of a hash.
    """

    def opened(found: re.Match[str]) -> str:
        path = paths.get(found[2])
        return found[0] + render_to_string("components/_open.html", {"path": path}) if path else found[0]

    return stored(HASH.sub(opened, html)) if paths else html


def with_related(main: str, section: str) -> str:
    """The <main> element of a frozen page with a section below its sources. No text of a story can hold an id."""
    place = next((found for found in BELOW_SOURCES if found in main), "</main>")
    head, _mark, rest = main.partition(place)
    return stored(head + section + place + rest)


def page_of(content: dict[str, Any], *, slug: str, is_out: bool = True) -> Page:
    """The context of the story's templates."""
    article, edition = content["article"], content["edition"]
    path = reverse("articles:article", args=[slug])
    drawn = cards(content)
    return Page(
        slug=slug,
        language=article["language"],
        path=path,
        address=absolute(path),
        version_address=absolute(reverse("articles:edition", args=[slug, edition["number"]])),
        title=article["headline"],
        description=article["standfirst"],
        headline=render_line(article["headline"], _marks(content, Part.HEADLINE, drawn)),
        standfirst=render_line(article["standfirst"], _marks(content, Part.STANDFIRST, drawn)),
        body=render_body(article["body"], _marks(content, Part.BODY, drawn)),
        work_type=str(WorkType(article["work_type"]).label),
        tags=article["tags"],
        actors=list({actor["slug"]: actor for actor in content["actors"]}.values()),
        byline=article["byline"],
        dateline=article["dateline"],
        story_date=day(article["story_date"]),
        version=edition["number"],
        version_kind=str(EditionKind(edition["kind"]).label),
        released=moment(edition["at"]),
        first_released=day_of(read_time(edition["first_at"])),
        is_out=is_out,
        reason=edition["reason"],
        footings=footings(edition),
        overrides=[entry | {"at": moment(entry["at"])} for entry in edition["overrides"]],
        checked=checked_sentence(card.reading.key for card in drawn),
        readings=list({card.reading.key: card.reading for card in drawn}.values()),
        cards=drawn,
        sources=list(source_lines(content).values()),
        corrections=[read_correction(told) for told in corrections_of(content)],
        redactions=redactions_of(content),
        graph=render_json(story_graph(content, slug=slug)),
    )


def footings(edition: dict[str, Any]) -> list[Footing]:
    """The labels above the story: under way, second reading due, four eyes off. Empty for a checked story."""
    found = []
    release = Release(edition["release"])
    if release != Release.CHECKED:
        found.append(
            Footing(release.value, str(release.label), str(release.sentence), moment(edition["follow_up_due"]))
        )
    if not edition["four_eyes"]:
        found.append(
            Footing(
                "four_eyes",
                _("One pair of eyes"),
                _("When this was published, the desk did not ask for a second person to check it."),
            )
        )
    return found


def _marks(content: dict[str, Any], part: Part, drawn: list[Card]) -> list[Mark]:
    return [
        Mark(
            start=claim["start"],
            end=claim["end"],
            number=card.number,
            css=_css(card.reading),
            label=str(card.reading.label),
            href=f"#claim-{card.number}",
            glyph=card.reading.glyph,
        )
        for claim, card in zip(content["claims"], drawn, strict=True)
        if claim["part"] == part
    ]


def _css(reading: Reading) -> str:
    return f"{reading.key} caveat" if reading.caveat else reading.key
