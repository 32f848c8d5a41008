"""Builds the content of an edition: everything that readers may see of a story, and nothing else.

The content is plain data (see docs/edition-content.md); pages, JSON and feeds are rendered from it alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from articles.checking import Standing, unchecked_status
from articles.enums import ActorRole, Status, reading_key
from articles.evidencing import origin_flags
from articles.models import Article, Citation, Claim, Edition
from articles.sealing import SCHEMA, utc
from articles.signing import fingerprint
from policydesk.lib.people import public_name
from policydesk.lib.site import web_address
from sources.enums import Confidentiality, SnapshotKind, TextKind
from sources.models import Excerpt, Snapshot, SnapshotText, Source


@dataclass(frozen=True)
class Judged:
    """A claim with the standing that goes to print, or with its `printed` row when that carries over."""

    claim: Claim
    standing: Standing
    printed: dict[str, Any] | None = None
    held: Source | None = None  # a source of it that is under embargo at that moment

    @property
    def status(self) -> str:
        """The status that goes to print. A check that does not hold any more is none, whoever overrode the gate."""
        if self.printed:
            return self.printed["status"]
        if self.standing.needs_recheck:
            return unchecked_status(self.claim).value
        return str(self.standing.status)

    @property
    def is_open(self) -> bool:
        """Whether it goes to print without a check that settles it."""
        return self.status in (Status.UNSOURCED, Status.SOURCED, Status.UNSUPPORTED)


def assemble(
    article: Article,
    edition: Edition,
    judged: Iterable[Judged],
    *,
    overrides: list[dict[str, Any]],
    corrections: list[dict[str, Any]],
) -> dict[str, Any]:
    """The content of `edition` (number, kind, footing, times set; not yet sealed) for these claims, in order."""
    judged = list(judged)
    numbers = _number_sources(judged)
    texts = {part: article.text_of(part) for part in {row.claim.part for row in judged}}
    claims = [_claim(n, row, edition, numbers, texts[row.claim.part]) for n, row in enumerate(judged, start=1)]
    return {
        "schema": SCHEMA,
        "article": _article(article),
        "edition": _edition(edition, overrides),
        "claims": claims,
        "sources": [_source(number, source) for source, number in numbers.items()],
        "actors": _actors(judged),
        "corrections": corrections,
    }


def tombstone(edition: Edition, printed: dict[str, Any], *, slug: str) -> dict[str, Any]:
    """The content of a withdrawal: headline and date as they were `printed` last, the reason, no word of the story."""
    return {
        "schema": SCHEMA,
        "article": {"headline": printed["headline"], "slug": slug, "story_date": printed["story_date"]},
        "edition": _edition(edition, []),
        "claims": [],
        "sources": [],
        "actors": [],
        "corrections": [],
    }


def _article(article: Article) -> dict[str, Any]:
    plain = ("headline", "slug", "standfirst", "body", "dateline", "work_type", "byline")
    tags = sorted(article.tags.all(), key=lambda tag: tag.name.casefold())
    return {name: getattr(article, name) for name in plain} | {
        "story_date": article.story_date.isoformat(),
        "language": settings.LANGUAGE_CODE.partition("-")[0],
        "tags": [{"name": tag.name, "slug": tag.slug} for tag in tags],
    }


def _edition(edition: Edition, overrides: list[dict[str, Any]]) -> dict[str, Any]:
    first = edition.article.editions.filter(number=1).first() or edition
    return {
        "number": edition.number,
        "kind": edition.kind,
        "first_at": utc(first.at),
        "at": utc(edition.at),
        "reason": edition.reason,
        "release": edition.release,
        "follow_up_due": utc(edition.follow_up_due) if edition.follow_up_due else None,
        "four_eyes": settings.DESK_FOUR_EYES,
        "overrides": overrides,
    }


def _number_sources(judged: list[Judged]) -> dict[Source, int]:
    works: dict[int, Source] = {}
    for row in judged:
        for citation in row.claim.citations.all():  # of a work that several claims cite, its copies are read once
            citation.source = works.setdefault(citation.source_id, citation.source)
    seen = {source: number for number, source in enumerate(works.values(), start=1)}
    by_people = SnapshotText.objects.exclude(kind=TextKind.EXTRACTED).exclude(kind=TextKind.TRANSLATION, translation="")
    texts = by_people.select_related("by", "read_by").order_by("pk").defer("text")
    prefetch_related_objects(list(seen), "snapshots", Prefetch("snapshots__texts", texts))
    return seen


def _claim(number: int, row: Judged, edition: Edition, numbers: dict[Source, int], text: str) -> dict[str, Any]:
    claim = row.claim
    frozen = row.printed or {"as_of_edition": edition.number, "checked": _checked(row)}
    status = row.status
    speaker = claim.speaker.present if claim.speaker_id else None
    named = speaker if speaker and speaker.is_named else None
    return {
        "number": number,
        "public_id": claim.public_id,
        "part": claim.part,
        "exact": text[claim.start : claim.end],
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "start": claim.start,
        "end": claim.end,
        "kind": claim.kind,
        "statement": claim.statement,
        "speaker": {"name": named.name, "slug": named.slug} if named else None,
        "described_as": speaker.described_as if speaker and not named else "",
        "anonymity_reason": claim.anonymity_reason,
        "speech_act": claim.speech_act,
        "event_date": str(claim.event_date),
        "owner": public_name(claim.owner) if claim.owner_id else "",
        "status": status,
        "reading": reading_key(status, claim.kind),
        "as_of_edition": frozen["as_of_edition"],
        "denied": claim.denied_by_id is not None,
        "origin_flags": [flag.value for flag in origin_flags(claim)],
        "refuted_passage": claim.refuted_passage,
        "checked": frozen["checked"],
        "fingerprint": fingerprint(claim),
        "citations": [_citation(citation, numbers) for citation in claim.citations.all()],
    }


def _checked(row: Judged) -> dict[str, Any] | None:
    check = row.standing.check
    if check is None or row.standing.needs_recheck:
        return None
    return {"check": check.pk, "by": public_name(check.by), "at": utc(check.at), "note": check.content.note}


def _citation(citation: Citation, numbers: dict[Source, int]) -> dict[str, Any]:
    notes = citation.source.notes
    excerpt = citation.excerpt if notes is None or notes.is_quotable else None  # deep background: never in its words
    return {
        "stance": citation.stance,
        "directness": citation.directness,
        "basis": citation.basis,
        "interested": citation.interested,
        "source": numbers[citation.source],
        "exact": excerpt.exact if excerpt else "",
        "locator": excerpt.locator if excerpt else "",
        "grade": excerpt.grade if excerpt else "",
        "copy": _copy_of(excerpt, citation.source) if excerpt else None,
        "notes": _notes(citation.source),
        "denies": citation.claim.denied_by_id == citation.pk,
        "note": citation.note,
    }


def _copy_of(excerpt: Excerpt, source: Source) -> int | None:
    """The number of the copy that the grade speaks of; None where there is none, or none for readers to know of."""
    return _numbers(source).get(excerpt.seen_in_id or excerpt.snapshot_id) if source.is_public else None


def _numbers(source: Source) -> dict[int | None, int]:
    """The numbers of its copies by their keys: in the order in which the desk got them, as in their addresses."""
    return {pk: number for number, pk in enumerate(sorted(row.pk for row in source.snapshots.all()), start=1)}


def _notes(source: Source) -> dict[str, str] | None:
    """Of an interview, who saw the notes beside the one who took them. None for what is no interview.

    Of a confidential one nobody is named: whoever saw the notes may know who it is, and could be asked.
    """
    notes = source.notes
    if notes is None or not notes.seen_by_id:
        return {"seen_by": ""} if notes else None
    is_confidential = source.confidentiality == Confidentiality.CONFIDENTIAL
    return {"seen_by": _("the desk") if is_confidential else public_name(notes.seen_by)}


def _source(number: int, source: Source) -> dict[str, Any]:
    """The public side of a source; one that is not public goes out as its description alone."""
    shown = source.confidentiality == Confidentiality.PUBLIC
    numbers = _numbers(source)
    copies = [(numbers[row.pk], row) for row in source.snapshots.all()] if shown else []
    return {
        "number": number,
        "public_id": source.public_id,
        "title": source.title if shown else "",
        "publisher": source.publisher.present.public_name if shown and source.publisher_id else "",
        "authors": source.authors if shown else "",
        "published": str(source.published) if shown else "",
        "url": web_address(source.url) if shown else "",
        "kind": source.kind,
        "source_class": source.source_class,
        "language": source.language,
        "described_as": "" if shown else source.described_as,
        "copy_of": str(source.copy_of) if shown and source.copy_of_id else "",
        "origin_group": source.origin_group if shown else "",
        "copies": [_copy(number, snapshot) for number, snapshot in copies],
        "translations": [
            _translation(number, text)
            for number, snapshot in copies
            for text in snapshot.texts.all()
            if text.kind == TextKind.TRANSLATION
        ],
    }


def _copy(number: int, snapshot: Snapshot) -> dict[str, Any]:
    """An extract says itself that it was typed; of any other copy, who typed words that no program could take out."""
    typed = [
        row for row in snapshot.texts.all() if row.kind == TextKind.TYPED and snapshot.kind != SnapshotKind.EXTRACT
    ]
    return {
        "copy": number,
        "taken_at": utc(snapshot.taken_at),
        "kind": snapshot.kind,
        "sha256": snapshot.sha256,
        "typed_by": _named(typed[0].by) if typed else "",
    }


def _translation(number: int, text: SnapshotText) -> dict[str, Any]:
    """Who made it: the person of the desk, or who or which program is named with it."""
    return {
        "copy": number,
        "kind": text.translation,
        "language": text.language,
        "by": text.translator or _named(text.by),
        "read_by": public_name(text.read_by) if text.read_by_id else "",
    }


def _named(by: Any) -> str:
    return public_name(by) if by else _("the desk")


def _actors(judged: list[Judged]) -> list[dict[str, Any]]:
    speakers = {row.claim.speaker.present for row in judged if row.claim.speaker_id and row.claim.speaker.is_named}
    ordered = sorted(speakers, key=lambda actor: (actor.name.casefold(), actor.pk))
    return [
        {"name": actor.name, "slug": actor.slug, "kind": actor.kind, "role": ActorRole.SPEAKER.value}
        for actor in ordered
    ]
