"""Finds every change that was made to editions outside the door: `manage.py verifyeditions` prints it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from actors.models import ActorFormerSlug, TagFormerSlug
from articles.corrections import corrections_of
from articles.enums import EditionKind
from articles.linking import copies_of
from articles.models import ChainHead, Edition, Notice, Publication, RedactedEdition, Redaction
from articles.presenting import RENDERER_VERSION, render_edition
from articles.relating import related_to
from articles.resealing import newest_seals, redaction_faults, redactions_head
from articles.sealing import content_hash, digest, utc
from policydesk.lib.former_slugs import FormerSlug

FIRST_DIGEST = "0" * 64


@dataclass(frozen=True)
class Fault:
    """One thing that does not agree, and the sequence number of the edition (or of what else, `of`) where it shows.

    With `redraw` its page only waits to be drawn anew: what is sealed agrees.
    """

    sequence: int
    sentence: str
    redraw: bool = False
    of: str = ""


@dataclass(frozen=True)
class Standing:
    """What a story's publication must say while this is its newest edition; without a slug where that is unknown."""

    sequence: int
    edition: int
    at: datetime
    slug: str | None


def verify(*, expect_head: str = "", expect_redactions: str = "") -> Iterator[Fault]:
    """Every fault, in the order of the chain. `expect_head` ("sequence:digest") also finds a cut-off end.

    An edition out of which words were taken by law agrees with the seal of the newest redaction that touched it; its
    own seal, and with it the chain, stays what it was. `expect_redactions` is for that chain what the head is for this;
    where there are redactions, a head alone proves nothing of what they touched, and that is a fault.
    """
    previous, expected, left = FIRST_DIGEST, 1, newest_seals()
    newest: dict[int, Standing] = {}
    rows = (
        Edition.objects.order_by("sequence")
        .select_related("content", "page")
        .prefetch_related("claims__citations__source", "claims__speaker", "actors__actor", "tags__tag", "overrides")
        .prefetch_related("corrections__claims__claim")
    )
    for edition in rows.iterator(chunk_size=200):
        yield from _verify_link(edition, previous, expected, left.get(edition.pk))
        yield from _verify_content(edition, left.get(edition.pk))
        previous, expected = edition.digest, edition.sequence + 1
        newest[edition.article_id] = _standing(edition)
    yield from _verify_publications(newest)
    yield from _verify_head(f"{expected - 1}:{previous}", expect_head)
    yield from _verify_redactions(expect_redactions, alone=bool(expect_head and not expect_redactions))


def _verify_link(edition: Edition, previous: str, expected: int, left: RedactedEdition | None) -> Iterator[Fault]:
    if edition.sequence != expected:
        yield Fault(expected, _("An edition is missing here."))
    if edition.previous_digest != previous:
        yield Fault(edition.sequence, _("It does not follow the edition before it."))
    if digest(edition) != (left.row_sha256 if left else edition.digest):
        yield Fault(edition.sequence, _("Its row was changed."))


def _verify_content(edition: Edition, left: RedactedEdition | None) -> Iterator[Fault]:
    if not hasattr(edition, "content"):
        yield Fault(edition.sequence, _("Its content is missing."))
        return
    content = edition.content.content
    found = content_hash(content)
    if left and found == edition.content_sha256:
        yield Fault(edition.sequence, _("Words that were removed for legal reasons stand in it again."))
    elif found != (left.content_sha256 if left else edition.content_sha256):
        yield Fault(edition.sequence, _("Its content was changed."))
        return
    for name, (stored, expected) in _rows(edition, content).items():
        if stored != expected:
            yield Fault(edition.sequence, _("Its rows of %(table)s do not follow from its content.") % {"table": name})
    yield from _verify_page(edition, content)


def _verify_page(edition: Edition, content: dict[str, Any]) -> Iterator[Fault]:
    if edition.kind == EditionKind.WITHDRAWAL:
        return
    if not hasattr(edition, "page"):
        yield Fault(edition.sequence, _("Its page is missing; run manage.py rerender."))
        return
    if edition.page.renderer_version != RENDERER_VERSION:
        yield Fault(
            edition.sequence,
            _("Its page was drawn by another version or for another SITE_URL; run manage.py rerender."),
            redraw=True,
        )
    elif edition.page.html != render_edition(content, slug=content["article"]["slug"]):
        yield Fault(edition.sequence, _("Its page does not follow from its content."))


def _rows(edition: Edition, content: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Of each table beside the edition: what is stored, and what its content asks for."""
    ids = {row["number"]: row["public_id"] for row in content["sources"]}
    claims = list(edition.claims.all())
    actors = _addresses(ActorFormerSlug, [row["slug"] for row in content["actors"]])
    tags = _addresses(TagFormerSlug, [row["slug"] for row in content["article"].get("tags", [])])
    return {
        "claims": (
            [(c.number, c.public_id, c.words, c.kind, c.status, c.speaker.slug if c.speaker else None) for c in claims],
            [
                (
                    r["number"],
                    r["public_id"],
                    r["exact"],
                    r["kind"],
                    r["status"],
                    actors[r["speaker"]["slug"]] if r["speaker"] else None,
                )
                for r in content["claims"]
            ],
        ),
        "citations": (
            [[(row.position, row.source.public_id, row.stance) for row in c.citations.all()] for c in claims],
            [
                [(n, ids[row["source"]], row["stance"]) for n, row in enumerate(r["citations"], start=1)]
                for r in content["claims"]
            ],
        ),
        "actors": (
            sorted((row.actor.slug, row.role) for row in edition.actors.all()),
            sorted((actors[row["slug"]], row["role"]) for row in content["actors"]),
        ),
        "tags": (
            sorted(row.tag.slug for row in edition.tags.all()),
            sorted(tags.values()),
        ),
        "overrides": _overrides(edition, content),
        "corrections": _corrections(edition, content),
    }


def _addresses(former: type[FormerSlug], printed: list[str]) -> dict[str, str]:
    """The present slug of each slug that was printed: who was renamed is the same row under another address."""
    moved = dict(former._default_manager.filter(slug__in=printed).values_list("slug", "of__slug"))
    return {slug: moved.get(slug, slug) for slug in printed}


def _corrections(edition: Edition, content: dict[str, Any]) -> tuple[Any, Any]:
    """The same of its own correction; those of earlier editions are told again in its content, which is sealed."""
    return (
        [(row.kind, row.text, [c.claim.public_id for c in row.claims.all()]) for row in edition.corrections.all()],
        [
            (told["kind"], told["text"], [claim["public_id"] for claim in told["claims"]])
            for told in corrections_of(content)
            if told["edition"] == edition.number
        ],
    )


def _overrides(edition: Edition, content: dict[str, Any]) -> tuple[Any, Any]:
    """The same of its overrides. Who: a name in print, which may change later; the publisher's number in the row."""
    printed = content["edition"]["overrides"]
    return (
        [(row.by_id, utc(row.at), row.reason, row.gate) for row in sorted(edition.overrides.all(), key=lambda r: r.pk)],
        [(edition.by_id, row["at"], row["reason"], row["gate"]) for row in printed],
    )


def _standing(edition: Edition) -> Standing:
    slug = edition.content.content.get("article", {}).get("slug") if hasattr(edition, "content") else None
    return Standing(edition.sequence, edition.pk, edition.at, slug)


def _verify_publications(newest: dict[int, Standing]) -> Iterator[Fault]:
    """Every story that has editions stands at its own address with the newest of them."""
    found, touched = {row.article_id: row for row in Publication.objects.all()}, _touched()
    related = related_to(Publication.objects.values("edition"))
    copies = copies_of(Publication.objects.values("article"))
    redacted = set(Redaction.objects.values_list("at", flat=True))
    for article, standing in newest.items():
        row = found.pop(article, None)
        if row is None:
            yield Fault(standing.sequence, _("The story of this edition has no address any more."))
            continue
        if row.edition_id != standing.edition:
            yield Fault(standing.sequence, _("Readers see another edition in place of this one."))
        if row.slug != (standing.slug or row.slug):
            yield Fault(standing.sequence, _("The story stands at another address than its content says."))
        if row.changed_at not in {standing.at, *redacted, *touched.get(article, ())}:
            yield Fault(standing.sequence, _("The time of its publication was changed."))
        if row.related != related.get(row.edition_id, []):
            yield Fault(standing.sequence, _("Its page names other commitments than those that its claims report."))
        if row.copies != copies.get(article, []):
            yield Fault(standing.sequence, _("Its page leads to other copies than those that readers may have."))


def _touched() -> dict[int, set[datetime]]:
    """The moments at which a notice changed what readers see of a story that was printed, by story."""
    found: dict[int, set[datetime]] = {}
    by_source = "source__edition_citations__claim__edition__article"
    for at, *stories in Notice.objects.values_list("at", "claim__article", by_source).distinct():
        for story in stories:
            found.setdefault(story, set()).add(at)
    return found


def _verify_head(found: str, expected: str) -> Iterator[Fault]:
    head = ChainHead.objects.filter(pk=1).first()
    if str(head or f"0:{FIRST_DIGEST}") != found:
        yield Fault(int(found.partition(":")[0]), _("The chain ends elsewhere than its head says."))
    if expected and expected != found:
        yield Fault(
            int(found.partition(":")[0]),
            _("The head is not the one expected: editions were cut off or added."),
        )


def _verify_redactions(expected: str, *, alone: bool) -> Iterator[Fault]:
    """With `alone` the head of the editions was given, and not that of the redactions."""
    if alone and Redaction.objects.exists():
        told = _("The head of editions holds with a forged redaction too. Give --expect-redactions, as it was kept.")
        yield Fault(0, told, of=_("redactions"))
    for number, sentence in redaction_faults():
        yield Fault(number, sentence, of=_("redaction"))
    if expected and expected != redactions_head():
        yield Fault(0, _("The newest is not the one expected."), of=_("redactions"))


def redacted_editions() -> Iterator[Fault]:
    """What is no fault: the editions out of which words were taken by law, and when."""
    for row in sorted(newest_seals().values(), key=lambda row: row.edition.sequence):
        day = localtime(row.redaction.at).date().isoformat()
        yield Fault(
            row.edition.sequence,
            _("redacted: words were removed for legal reasons on %(day)s, redaction %(number)d.")
            % {"day": day, "number": row.redaction.sequence},
        )
