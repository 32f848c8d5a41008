"""Passages of sources as readers see them: the words, where they stand, and as much of the source as may be shown."""

from dataclasses import dataclass

from django.urls import reverse

from articles.cards import Copy
from articles.wording import When, day, day_of
from policydesk.lib.site import web_address
from sources.enums import Grade, SnapshotKind, SourceClass
from sources.models import Excerpt, Source

# What a query must bring along, so that a passage asks nothing more.
QUOTED = ("snapshot__source__publisher", "source__publisher")


@dataclass(frozen=True)
class Work:
    """A source as readers see it; one that may not be named has only its description as `name`, and no page."""

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
class Passage:
    """Verbatim words of a source and how they were found in the copy; no words of a source that is not public."""

    words: str
    locator: str
    proof: str
    work: Work
    copy: Copy | None


def work(source: Source) -> Work:
    """The public side of a source."""
    shown = source.is_public
    return Work(
        name=str(source),
        path=reverse("sources:source", args=[source.public_id]) if shown else "",
        publisher=source.publisher.public_name if shown and source.publisher_id else "",
        edtf=str(source.published) if shown else "",
        url=web_address(source.url) if shown else "",
        standing=str(SourceClass(source.source_class).label) if source.source_class else "",
        language=source.language,
        retracted=day_of(source.retracted_at) if source.retracted_at else None,
    )


def passage(excerpt: Excerpt) -> Passage:
    """The passage with its source; load it with what `QUOTED` names."""
    snapshot, source = excerpt.snapshot, excerpt.work
    if not source.is_public:  # it may have become so after the commitment was published
        return Passage("", "", "", work(source), None)
    copy = Copy(day_of(snapshot.taken_at), snapshot.sha256, snapshot.kind == SnapshotKind.EXTRACT) if snapshot else None
    return Passage(excerpt.exact, excerpt.locator, str(Grade(excerpt.grade).sentence), work(source), copy)


def quoted(path: str) -> list[str]:
    """`QUOTED` as seen from a row that has its excerpt at `path`."""
    return [f"{path}__{name}" for name in QUOTED]
