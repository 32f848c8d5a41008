"""Passages of sources as readers see them: the words, where they stand, and as much of the source as may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.cards import Copy
from articles.wording import When, day, day_of
from commitments.as_of import AsOf
from commitments.enums import Bearing, Nature
from commitments.models.status import Weighed
from policydesk.lib.people import public_name
from policydesk.lib.site import web_address
from sources.enums import SnapshotKind, SourceClass
from sources.models import Excerpt, Source
from sources.notes import proof_in_words

# What a query must bring along, so that a passage asks nothing more.
QUOTED = (
    "seen_in",
    *(
        f"{path}__{name}"
        for path in ("snapshot__source", "source")
        for name in ("publisher__merged_into", "interview__seen_by", "copy_of")
    ),
)


@dataclass(frozen=True)
class Work:
    """A source as readers see it; one that may not be named has only a description as `name`, and no page."""

    name: str
    path: str
    publisher: str
    edtf: str
    url: str
    standing: str
    language: str
    retracted: When | None

    @property
    def published(self) -> When | None:
        """When it was published."""
        return day(self.edtf)


@dataclass(frozen=True)
class Worth:
    """What a passage is worth as evidence: its side, what can be seen in it, whether anybody is named, and whether it
    was published after the day asked for: it shows what was true then, and nobody knew it."""

    bearing: Bearing
    nature: Nature
    unnamed: bool
    later: bool


@dataclass(frozen=True)
class Passage:
    """Verbatim words of a source and how they were found in the copy; no words of one that is draft, not public or
    under embargo."""

    words: str
    locator: str
    proof: str
    work: Work
    copy: Copy | None
    worth: Worth | None = None


def work(source: Source, *, named: bool = True) -> Work:
    """The public side of a source. `named=False` keeps to itself even what is no secret: of a draft, its address."""
    shown = source.is_public and named
    return Work(
        name=str(source) if shown or not source.is_public else _unnamed(source),
        path=reverse("sources:source", args=[source.public_id]) if shown else "",
        publisher=source.publisher.present.public_name if shown and source.publisher_id else "",
        edtf=str(source.published) if shown else "",
        url=web_address(source.url) if shown else "",
        standing=str(SourceClass(source.source_class).label) if source.source_class else "",
        language=source.language,
        retracted=day_of(source.retraction.retracted_at) if source.retraction else None,
    )


def _unnamed(source: Source) -> str:
    return _("a source under embargo") if source.is_embargoed else _("a source that is not described yet")


def passage(excerpt: Excerpt, typed: Mapping[int | None, str]) -> Passage:
    """The passage with its source; load it with what `QUOTED` names. `typed`: who typed which copies, by their keys."""
    held, source = excerpt.seen_in or excerpt.snapshot, excerpt.work
    if not source.is_public or source.draft or source.is_embargoed:  # since then, or of an entry that was taken back
        return Passage("", "", "", work(source, named=False), None)
    copy = Copy(day_of(held.taken_at), held.sha256, held.kind == SnapshotKind.EXTRACT) if held else None
    notes = source.notes
    proof = proof_in_words(
        excerpt.grade,
        notes=notes is not None,
        seen_by=public_name(notes.seen_by) if notes and notes.seen_by_id else "",
        typed_by=typed.get(excerpt.seen_in_id, ""),
    )
    return Passage(excerpt.exact, excerpt.locator, proof, work(source), copy)


def weighed(row: Weighed, typed: Mapping[int | None, str], asof: AsOf | None) -> Passage:
    """A passage of the log, with what it is worth, as of the day."""
    shown, published = passage(row.excerpt, typed), row.excerpt.work.published
    later = bool(asof and shown.work.edtf and published.earliest > asof.day)
    return replace(shown, worth=Worth(Bearing(row.bearing), Nature(row.nature), row.unnamed, later))


def quoted(path: str) -> list[str]:
    """`QUOTED` as seen from a row that has its excerpt at `path`."""
    return [f"{path}__{name}" for name in QUOTED]
