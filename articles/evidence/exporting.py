"""The evidence dossier of an edition: who may have it, and making it."""

import hashlib
import json
from functools import partial
from typing import Any, BinaryIO

from django.utils import translation
from django.utils.translation import gettext as _

from articles.enums import EditionKind
from articles.evidence.bundling import bundle
from articles.evidence.drawing import STYLE, draw
from articles.evidence.enums import EvidenceKind
from articles.evidence.gathering import Evidence, gather
from articles.evidence.provenance import provenance
from articles.models import Article, Check, Edition, RedactedEdition
from articles.sealing import canonical, sealed_bytes, utc
from policydesk.lib.errors import NotAllowed, Refused


def check_can_export(edition: Edition, by: Any) -> None:
    """Raises NotAllowed unless `by` reads the story at the desk, its editions, checks and copies."""
    reads = by.has_perms(("articles.view_edition", "articles.view_check", "sources.view_snapshot"))
    if not reads or not Article.objects.visible_to(by).filter(pk=edition.article_id).exists():
        raise NotAllowed(_("You may not have the evidence of this edition."))


def export_evidence(
    edition: Edition, kind: EvidenceKind, out: BinaryIO, *, by: Any = None, largest: int | None = None
) -> str:
    """Write the dossier of the edition; returns the name of the file. `by=None` is the desk's own program.

    The same edition gives the same bytes. Raises NotAllowed, or Refused with a sentence: of a withdrawal; of what is
    not handed over, a withdrawn story or the name of a source that is not public any more; of an edition that does not
    agree with its seal; of copies that have more than `largest` bytes; and, when something is written already, where
    the file of a copy is missing or was altered.
    """
    if by is not None:
        check_can_export(edition, by)
    content, left = edition.content.content, _left(edition)
    with translation.override(content["article"].get("language", "en")):  # not the language of who asks
        _refuse(edition, content, left, kind)
        evidence = gather(edition, content, kind)
        _refuse_more(evidence, kind, largest)
        texts = _texts(edition, content, left, kind, evidence)
        folder = f"{content['article']['slug']}-edition-{edition.number}-{kind.value}"
        given = {name: partial(bytes, data) for name, data in texts.items()}
        bundle(folder, evidence.files | given, out, at=edition.at)
    return f"{folder}.zip"


def _refuse(edition: Edition, content: dict[str, Any], left: RedactedEdition | None, kind: EvidenceKind) -> None:
    if edition.kind == EditionKind.WITHDRAWAL:
        raise Refused(_("A withdrawal has no evidence: take an edition that readers could read."))
    stands = edition.article.publication.edition
    if kind == EvidenceKind.SHAREABLE and stands.kind == EditionKind.WITHDRAWAL:
        raise Refused(_("The story is withdrawn: its evidence is for the desk alone."))
    whole = (canonical(content), left.content_sha256 if left else edition.content_sha256)
    row = (sealed_bytes(edition), left.row_sha256 if left else edition.digest)
    if any(hashlib.sha256(data).hexdigest() != sealed for data, sealed in (whole, row)):
        raise Refused(_("The edition does not agree with its seal. Run “manage.py verifyeditions”."))


def _refuse_more(evidence: Evidence, kind: EvidenceKind, largest: int | None) -> None:
    if kind == EvidenceKind.SHAREABLE and evidence.named:
        raise Refused(
            _(
                "This version names sources that are not public any more (%(numbers)s): its evidence is for the desk "
                "alone. A legal redaction can blank the name."
            )
            % {"numbers": ", ".join(str(number) for number in evidence.named)}
        )
    if largest is not None and evidence.size > largest:
        raise Refused(
            _("The copies have more than %(size)d MB. Whoever runs the desk can give them out, with “exportevidence”.")
            % {"size": largest // 1_000_000}
        )


def _left(edition: Edition) -> RedactedEdition | None:
    """What the newest redaction left of it; None where words were never removed."""
    return edition.redactions.select_related("redaction").order_by("-redaction__sequence").first()


def _texts(
    edition: Edition, content: dict[str, Any], left: RedactedEdition | None, kind: EvidenceKind, evidence: Evidence
) -> dict[str, bytes]:
    """The files that are written: the page, the content as it was hashed, the seal, the lists for programs."""
    seal = _seal(edition, left)
    told = {
        "dossier": {"kind": kind.value, "slug": content["article"]["slug"], "edition": edition.number},
        "seal": seal,
        "copies": evidence.copies,
        "passages": evidence.passages,
        "checks": evidence.checks or _printed_checks(content),
    }
    return {
        "index.html": draw(content, seal, kind, evidence).encode(),
        "style.css": STYLE.read_bytes(),
        "edition.json": canonical(content),
        "seal.json": sealed_bytes(edition),
        "evidence.json": _json(told),
        "prov.json": _json(provenance(content, evidence.copies, evidence.passages, _makers(content))),
    }


def _seal(edition: Edition, left: RedactedEdition | None) -> dict[str, Any]:
    """The place in the chain; after a redaction also what is left of content and row hashes to."""
    names = ("sequence", "content_sha256", "previous_digest", "digest")
    seal = {name: getattr(edition, name) for name in names}
    if left is None:
        return seal | {"redacted": None}
    redaction = left.redaction
    told = {"at": utc(redaction.at), "basis": redaction.basis, "redaction": redaction.sequence}
    return seal | {"redacted": told | {"content_sha256": left.content_sha256, "row_sha256": left.row_sha256}}


def _printed_checks(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The checks that readers see: one of each claim that was printed with it."""
    return [
        {"claim": claim["public_id"], "number": claim["number"], "status": claim["status"]} | claim["checked"]
        for claim in content["claims"]
        if claim["checked"]
    ]


def _makers(content: dict[str, Any]) -> dict[int, int]:
    """The accounts of those who made the checks that were printed, by check."""
    printed = [claim["checked"]["check"] for claim in content["claims"] if claim["checked"]]
    return dict(Check.objects.filter(pk__in=printed).values_list("pk", "by"))


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
