"""What proves one edition, out of what never changes: its content and seal, the copies it names, the checks before it.

Nothing here reads what the desk may change, but to leave something out and say so: what the law removed, and copies
that may not be handed out any more. Sources that are not public give no copy to any dossier.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.evidence.enums import EvidenceKind
from articles.models import Check, Edition
from articles.sealing import utc
from sources.enums import Grade, PublicCopy, SnapshotKind, TextKind
from sources.grading import FOUND
from sources.keeping import read_file
from sources.matching import match
from sources.models import Snapshot, SnapshotText, Source
from sources.sharing import is_open, numbered_of
from sources.sniffing import ENDINGS, HTML


@dataclass
class Evidence:
    """Rows of plain data for people and programs, and the files that go with them, by name."""

    copies: list[dict[str, Any]] = field(default_factory=list)
    passages: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """A copy that the content names: the desk's row, its number, and its words in the original language, or none."""

    source: Source
    number: int
    snapshot: Snapshot
    words: SnapshotText | None


def gather(edition: Edition, content: dict[str, Any], kind: EvidenceKind) -> Evidence:
    """The evidence of an edition for a dossier of this kind. Raises Refused when a file is missing or was altered."""
    held = list(_held(content))
    evidence = Evidence(passages=list(_passages(content, held)))
    shared = _shared_then(edition, held)
    for row in held:
        why = _why_not(row, kind, was_shared=row.source.pk in shared)
        evidence.copies.append(_copy(row, kind, why, evidence.files))
    if kind == EvidenceKind.INTERNAL:
        evidence.checks = list(_checks(edition, content))
    return evidence


# --- Copies --------------------------------------------------------------------------------------------------
def _held(content: dict[str, Any]) -> Iterable[Held]:
    """The copies that the content names, in its order of sources and by their numbers."""
    sources = Source.objects.in_bulk([row["public_id"] for row in content["sources"]], field_name="public_id")
    copies, words = numbered_of(sources.values()), _words(sources.values())
    for printed in content["sources"]:
        source = sources[printed["public_id"]]
        named = {(row["sha256"], row["kind"], row["taken_at"]) for row in printed["copies"]}
        for number, snapshot in copies[source.pk]:
            if (snapshot.sha256, snapshot.kind, utc(snapshot.taken_at)) in named:
                yield Held(source, number, snapshot, words.get(snapshot.pk))


def _words(sources: Iterable[Source]) -> dict[int, SnapshotText]:
    """Words that came with the copies, by copy; those that somebody typed from a scan may have come after it."""
    came = Q(kind=TextKind.EXTRACTED) | Q(kind=TextKind.TYPED, snapshot__kind=SnapshotKind.EXTRACT)
    texts = SnapshotText.objects.filter(came, snapshot__source__in=[source.pk for source in sources])
    return {text.snapshot_id: text for text in texts}


def _shared_then(edition: Edition, held: Iterable[Held]) -> set[int]:
    """The sources of which readers could have whole copies when the edition went out; later rights change nothing."""
    before = Source.history.filter(id__in={row.source.pk for row in held}, history_date__lte=edition.at)
    newest = dict(before.order_by("history_date", "history_id").values_list("id", "public_copy"))
    return {source for source, ground in newest.items() if ground != PublicCopy.NONE}


def _copy(row: Held, kind: EvidenceKind, why: str, files: dict[str, bytes]) -> dict[str, Any]:
    """What is told of a copy; its file and its words are added to `files` where nothing says `why` not."""
    source, snapshot = row.source, row.snapshot
    told = {
        "source": source.public_id,
        "number": row.number,
        "kind": snapshot.kind,
        "taken_at": utc(snapshot.taken_at),
        "sha256": snapshot.sha256,
        "file": "",
        "words": "",
        "left_out": why,
    }
    if not why:
        told |= _add_files(row, files)
    if kind == EvidenceKind.INTERNAL and source.is_public:
        told |= {"note": snapshot.note, "taken_by": snapshot.taken_by_id}
    return told


def _add_files(row: Held, files: dict[str, bytes]) -> dict[str, str]:
    name, told = f"copies/{row.source.public_id}-{row.number}", {}
    if hasattr(row.snapshot, "file"):
        ending = ENDINGS[row.snapshot.file.content_type][0]
        # A page is for reading as it is written: no browser must run it, or fetch what it names.
        told["file"] = f"{name}.{ending}.txt" if row.snapshot.file.content_type == HTML else f"{name}.{ending}"
        files[told["file"]] = read_file(row.snapshot.file)
    if row.words:
        told["words"] = f"{name}.words.txt"
        files[told["words"]] = row.words.text.encode()
    return told


def _why_not(row: Held, kind: EvidenceKind, *, was_shared: bool) -> str:
    """Why a copy is not in the dossier, in a sentence; empty where it is."""
    if not row.source.is_public:
        return _("The source is not public any more.")
    if hasattr(row.snapshot, "file") and row.snapshot.file.removed:
        return _("Its file was removed for legal reasons.")
    if kind == EvidenceKind.INTERNAL:
        return ""
    if row.snapshot.kind == SnapshotKind.EXTRACT:
        return _("Words that the desk typed; no copy of the document.")
    if not was_shared:
        return _("For the desk alone when this edition went out.")
    return "" if is_open(row.source, row.snapshot) else _("For the desk alone: its rights allow no more.")


# --- Passages ------------------------------------------------------------------------------------------------
def _passages(content: dict[str, Any], held: list[Held]) -> Iterable[dict[str, Any]]:
    """Each passage that a claim was printed with, and where it stands in the newest of these copies that holds it."""
    ids = {row["number"]: row["public_id"] for row in content["sources"]}
    for claim in content["claims"]:
        for number, citation in enumerate(claim["citations"], start=1):
            if citation["exact"]:
                public_id = ids[citation["source"]]
                yield {
                    "claim": claim["public_id"],
                    "citation": number,
                    "source": public_id,
                    "words": citation["exact"],
                    "locator": citation["locator"],
                    "grade": citation["grade"],
                } | _place(citation, [row for row in held if row.source.public_id == public_id])


def _place(citation: dict[str, Any], held: list[Held]) -> dict[str, Any]:
    """The copy and the place in its words, in code points. A copy of the document goes before words that we typed.

    What was printed as not found has no place: looking for the likest one takes long.
    """
    if citation["grade"] not in (*FOUND, Grade.EXTRACT):
        held = []
    order = sorted(held, key=lambda row: (row.snapshot.kind != SnapshotKind.EXTRACT, row.snapshot.taken_at, row.number))
    for row in reversed(order):
        if row.words and (found := match(citation["exact"], row.words.text)).grade in FOUND:
            page = row.words.page_at(found.start)
            return {"copy": row.number, "start": found.start, "end": found.end, "page": page}
    return {"copy": None, "start": None, "end": None, "page": None}


# --- Checks --------------------------------------------------------------------------------------------------
def _checks(edition: Edition, content: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Every check that was made of these claims before the edition went out, oldest first.

    Accounts may be renamed, so a person is named as the edition printed them, else by the number of the account.
    """
    numbers = {claim["public_id"]: claim["number"] for claim in content["claims"]}
    made = Check.objects.filter(claim__public_id__in=numbers, at__lte=edition.at).order_by("pk")
    rows = list(made.select_related("claim", "content"))
    printed = {claim["checked"]["check"]: claim["checked"]["by"] for claim in content["claims"] if claim["checked"]}
    names = {row.by_id: printed[row.pk] for row in rows if row.pk in printed}
    for row in rows:
        yield {
            "check": row.pk,
            "claim": row.claim.public_id,
            "number": numbers[row.claim.public_id],
            "verdict": row.verdict,
            "by": names.get(row.by_id) or _("account %(number)d") % {"number": row.by_id},
            "at": utc(row.at),
            "note": row.content.note,
            "fingerprint": row.fingerprint,
            "signed_sha256": row.parts_sha256,
            "printed": row.pk in printed,
        }
