"""Finds every change that was made to editions outside the door: `manage.py verifyeditions` prints it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.enums import EditionKind
from articles.models import ChainHead, Edition
from articles.presenting import RENDERER_VERSION, render_edition
from articles.sealing import content_hash, digest

FIRST_DIGEST = "0" * 64


@dataclass(frozen=True)
class Fault:
    """One thing that does not agree, and the sequence number of the edition where it shows."""

    sequence: int
    sentence: str


def verify(*, expect_head: str = "") -> Iterator[Fault]:
    """Every fault, in the order of the chain. `expect_head` ("sequence:digest") also finds a cut-off end."""
    previous, expected = FIRST_DIGEST, 1
    rows = (
        Edition.objects.order_by("sequence")
        .select_related("content", "page")
        .prefetch_related("claims__citations__source", "claims__speaker", "actors__actor", "tags__tag")
    )
    for edition in rows.iterator(chunk_size=200):
        yield from _verify_link(edition, previous, expected)
        yield from _verify_content(edition)
        previous, expected = edition.digest, edition.sequence + 1
    yield from _verify_head(f"{expected - 1}:{previous}", expect_head)


def _verify_link(edition: Edition, previous: str, expected: int) -> Iterator[Fault]:
    if edition.sequence != expected:
        yield Fault(expected, _("An edition is missing here."))
    if edition.previous_digest != previous:
        yield Fault(edition.sequence, _("It does not follow the edition before it."))
    if digest(edition) != edition.digest:
        yield Fault(edition.sequence, _("Its row was changed."))


def _verify_content(edition: Edition) -> Iterator[Fault]:
    if not hasattr(edition, "content"):
        yield Fault(edition.sequence, _("Its content is missing."))
        return
    content = edition.content.content
    if content_hash(content) != edition.content_sha256:
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
        yield Fault(edition.sequence, _("Its page was drawn by another version; run manage.py rerender."))
    elif edition.page.html != render_edition(content, slug=content["article"]["slug"]):
        yield Fault(edition.sequence, _("Its page does not follow from its content."))


def _rows(edition: Edition, content: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Of each table beside the edition: what is stored, and what its content asks for."""
    ids = {row["number"]: row["public_id"] for row in content["sources"]}
    claims = list(edition.claims.all())
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
                    (r["speaker"] or {}).get("slug"),
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
            sorted((row["slug"], row["role"]) for row in content["actors"]),
        ),
        "tags": (
            sorted(row.tag.slug for row in edition.tags.all()),
            sorted(row["slug"] for row in content["article"].get("tags", [])),
        ),
    }


def _verify_head(found: str, expected: str) -> Iterator[Fault]:
    head = ChainHead.objects.filter(pk=1).first()
    if str(head or f"0:{FIRST_DIGEST}") != found:
        yield Fault(int(found.partition(":")[0]), _("The chain ends elsewhere than its head says."))
    if expected and expected != found:
        yield Fault(
            int(found.partition(":")[0]),
            _("The head is not the one expected: editions were cut off or added."),
        )
