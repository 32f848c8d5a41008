"""What proves one edition, out of what never changes: its content and seal, the copies it names, the checks before it.

Nothing here reads what the desk may change, but to leave something out and say so: what the law removed, and copies
that may not be handed out any more. Sources that are not public give no copy to any dossier.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from articles.evidence.enums import EvidenceKind
from articles.models import Check, Edition
from articles.sealing import utc
from sources.enums import Grade, PublicCopy, SnapshotKind, TextKind
from sources.grading import FOUND
from sources.keeping import read_file
from sources.matching import Text, match
from sources.models import Sharing, Snapshot, SnapshotText, Source
from sources.sharing import is_open, numbered_of
from sources.sniffing import ENDINGS, HTML

NOWHERE: dict[str, Any] = {"copy": None, "start": None, "end": None, "page": None}


@dataclass
class Evidence:
    """Rows of plain data for people and programs, and the files that go with them, by name: what gives their bytes.

    `size` is what these have, in bytes; of words about that. `named` are the numbers of the sources whose names the
    edition prints and that are not public any more.
    """

    copies: list[dict[str, Any]] = field(default_factory=list)
    passages: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    size: int = 0
    named: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """A copy that the content names: the desk's row, its number, and which words came with it, if any."""

    source: Source
    number: int
    snapshot: Snapshot
    words: int | None = None  # the key of the text, which is long
    length: int = 0  # of the words, in characters
    typed_by: str = ""  # who typed the words from a scan, as the edition printed it


def gather(edition: Edition, content: dict[str, Any], kind: EvidenceKind) -> Evidence:
    """The evidence of an edition for a dossier of this kind. A file that is missing or was altered is refused, as its
    bytes are asked for."""
    held = _held(edition, content)
    hidden = {row.public_id for row in _sources(content) if not row.is_public}
    evidence = Evidence(
        passages=list(_passages(content, held)),
        named=[row["number"] for row in content["sources"] if row["title"] and row["public_id"] in hidden],
    )
    shared = _shared_then(edition, held)
    for row in held:
        why = _why_not(row, kind, was_shared=row.snapshot.pk in shared)
        evidence.copies.append(_copy(row, kind, why, evidence))
    if kind == EvidenceKind.INTERNAL:
        evidence.checks = list(_checks(edition, content))
    return evidence


# --- Copies --------------------------------------------------------------------------------------------------
def _sources(content: dict[str, Any]) -> list[Source]:
    return list(Source.objects.filter(public_id__in=[row["public_id"] for row in content["sources"]]))


def _held(edition: Edition, content: dict[str, Any]) -> list[Held]:
    """The copies that the content names, in its order of sources and by their numbers."""
    sources = {source.public_id: source for source in _sources(content)}
    copies = numbered_of(sources.values())
    found: list[tuple[Source, int, Snapshot]] = []
    typed: dict[int, str] = {}
    for printed in content["sources"]:
        source = sources[printed["public_id"]]
        named = {(row["sha256"], row["kind"], row["taken_at"]): row.get("typed_by", "") for row in printed["copies"]}
        for number, snapshot in copies[source.pk]:
            if (key := (snapshot.sha256, snapshot.kind, utc(snapshot.taken_at))) in named:
                found.append((source, number, snapshot))
                typed[snapshot.pk] = named[key]
    came = _words(edition, typed)
    return [Held(*row, *came.get(row[-1].pk, (None, 0)), typed[row[-1].pk]) for row in found]


def _words(edition: Edition, typed: dict[int, str]) -> dict[int, tuple[int, int]]:
    """By copy, the key and the length of its words. Those typed from a scan after the edition are none of its evidence:
    `typed` are all its copies, each with who typed words that it had by then. Contents before schema 5 do not say it.
    """
    had = Q(snapshot__in=[copy for copy, by in typed.items() if by]) | Q(created__lte=edition.at)
    came = Q(kind=TextKind.EXTRACTED) | Q(kind=TextKind.TYPED) & (had | Q(snapshot__kind=SnapshotKind.EXTRACT))
    rows = SnapshotText.objects.filter(came, snapshot__in=list(typed)).values_list("snapshot", "pk", Length("text"))
    return {copy: (pk, length) for copy, pk, length in rows}


def _shared_then(edition: Edition, held: list[Held]) -> set[int]:
    """The copies that readers could have when the edition went out, by their keys; later rights change nothing."""
    sources, copies = {row.source.pk for row in held}, {row.snapshot.pk for row in held}
    grounds = _then(edition, Source.history.filter(id__in=sources), "id", "public_copy")
    let_out = _then(edition, Sharing.history.filter(snapshot__in=copies), "snapshot", "shared")
    return {
        row.snapshot.pk
        for row in held
        if grounds.get(row.source.pk, PublicCopy.NONE) != PublicCopy.NONE
        and (row.snapshot.kind != SnapshotKind.UPLOAD or let_out.get(row.snapshot.pk))
    }


def _then(edition: Edition, rows: QuerySet, key: str, value: str) -> dict[int, Any]:
    """What stood in a field when the edition went out, by `key`, out of a history."""
    before = rows.filter(history_date__lte=edition.at).order_by("history_date", "history_id")
    return dict(before.values_list(key, value))


def _copy(row: Held, kind: EvidenceKind, why: str, evidence: Evidence) -> dict[str, Any]:
    """What is told of a copy; its file and its words are added to the evidence where nothing says `why` not."""
    source, snapshot = row.source, row.snapshot
    told = {
        "source": source.public_id,
        "number": row.number,
        "kind": snapshot.kind,
        "taken_at": utc(snapshot.taken_at),
        "sha256": snapshot.sha256,
        "file": "",
        "words": "",
        "typed_by": row.typed_by,
        "left_out": why,
    }
    if not why:
        told |= _add_files(row, evidence)
    if kind == EvidenceKind.INTERNAL and source.is_public:
        told |= {"note": snapshot.note, "taken_by": snapshot.taken_by_id}
    return told


def _add_files(row: Held, evidence: Evidence) -> dict[str, str]:
    name, told = f"copies/{row.source.public_id}-{row.number}", {}
    if hasattr(row.snapshot, "file"):
        file = row.snapshot.file
        ending = ENDINGS[file.content_type][0]
        # A page is for reading as it is written: no browser must run it, or fetch what it names.
        told["file"] = f"{name}.{ending}.txt" if file.content_type == HTML else f"{name}.{ending}"
        evidence.files[told["file"]] = partial(read_file, file)
        evidence.size += file.size
    if row.words:
        told["words"] = f"{name}.words.txt"
        evidence.files[told["words"]] = partial(_words_of, row.words)
        evidence.size += row.length
    return told


def _words_of(text: int) -> bytes:
    """One at a time and a query for each: together they may be more than the memory holds."""
    (words,) = SnapshotText.objects.filter(pk=text).values_list("text", flat=True).iterator()
    return words.encode()


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
    """Each passage that a claim was printed with, and where it stands: in the copy that it was printed with, else in
    the newest of these copies that holds it."""
    places = _places(content, held)
    ids = {row["number"]: row["public_id"] for row in content["sources"]}
    for claim in content["claims"]:
        for number, citation in enumerate(claim["citations"], start=1):
            if citation["exact"]:
                yield {
                    "claim": claim["public_id"],
                    "citation": number,
                    "source": ids[citation["source"]],
                    "words": citation["exact"],
                    "locator": citation["locator"],
                    "grade": citation["grade"],
                } | places.get((citation["source"], *_asked(citation)), NOWHERE)


Asked = tuple[str, int | None]  # the words of a passage, and the number of the copy that was printed with it


def _asked(citation: dict[str, Any]) -> Asked:
    return citation["exact"], citation.get("copy")  # contents before schema 5 name no copy


def _places(content: dict[str, Any], held: list[Held]) -> dict[tuple[int, str, int | None], dict[str, Any]]:
    """The places of all passages that were printed as found, by the number of their source and what was asked of it.

    The words of one source at a time are in memory. What was not found has no place: the likest one takes long.
    """
    wanted: dict[int, set[Asked]] = {}
    for citation in (citation for claim in content["claims"] for citation in claim["citations"]):
        if citation["exact"] and citation["grade"] in (*FOUND, Grade.EXTRACT):
            wanted.setdefault(citation["source"], set()).add(_asked(citation))
    found = {}
    for printed in content["sources"]:
        if asked := wanted.get(printed["number"]):
            texts = _texts([row for row in held if row.source.public_id == printed["public_id"]])
            found |= {(printed["number"], *one): _place(*one, texts) for one in asked}
    return found


Searched = tuple[Held, SnapshotText, Text]


def _texts(held: list[Held]) -> list[Searched]:
    """The copies of one source with their words, in the order in which a place counts: the newest first, and copies of
    the document before words that we typed."""
    order = sorted(held, key=lambda row: (row.snapshot.kind != SnapshotKind.EXTRACT, row.snapshot.taken_at, row.number))
    texts = SnapshotText.objects.in_bulk([row.words for row in held if row.words])
    return [(row, texts[row.words], Text(texts[row.words].text)) for row in reversed(order) if row.words]


def _place(passage: str, number: int | None, texts: Iterable[Searched]) -> dict[str, Any]:
    """The copy, that of this number before others, and the place in its words, in code points."""
    for row, words, text in sorted(texts, key=lambda searched: searched[0].number != number):
        if (found := match(passage, text)).grade in FOUND:
            return {"copy": row.number, "start": found.start, "end": found.end, "page": words.page_at(found.start)}
    return NOWHERE


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
