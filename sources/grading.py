"""How passages stand in the copies that we hold: graded when they are added, and anew when a newer copy comes."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from policydesk.lib.history import bookkeep
from policydesk.lib.people import desk_name
from policydesk.lib.text import normalise
from sources.enums import Grade, SnapshotKind, TextKind
from sources.matching import Match, match
from sources.models import Excerpt, Snapshot, SnapshotText, Source

FOUND = (Grade.EXACT, Grade.NORMALISED, Grade.CUTS)
TOLD = (Grade.CUTS, Grade.CLOSE, Grade.PARTLY)  # of these the words of the copy are kept
TELLING = ("grade", "found")
PLACE = ("score", "start", "end", "paragraph", "seen_in")
BESIDE = 32  # characters of the text that are kept before and after a passage


def place_in_copies(source: Source, exact: str) -> dict[str, Any]:
    """The fields of a new passage of `source`: where it stands in a copy, newest first, and its grade there.

    The copy in which it is found counts, else the one where it is likest; an extract only while there is no copy of
    the document. A passage that stands in none belongs to the work itself.
    """
    texts = list(_texts(source))
    copies = [row for row in texts if row.snapshot.kind != SnapshotKind.EXTRACT]
    best: tuple[float, dict[str, Any]] = (0.0, {})
    newest: Match | None = None
    for row in copies:
        found = match(exact, row.text)
        newest = newest or found
        if found.start is not None and found.score > best[0]:
            best = (found.score, {"snapshot": row.snapshot, **_fields(found, row)})
        if found.grade in FOUND:
            break
    if best[1]:
        return best[1]
    if newest:  # absent or too short, as the next regrading would say
        return {"source": source, "snapshot": None, **_fields(newest, copies[0])}
    return _in_extracts(texts, exact) or _without_text(source)


def newest_words(source: Source, *, seen_in: Snapshot | None = None) -> SnapshotText | None:
    """The words of the copy `seen_in`, else of the newest one; words that the desk typed where there is no other."""
    texts = _texts(source)
    own = texts.filter(snapshot=seen_in).first() if seen_in else None
    return own or texts.exclude(snapshot__kind=SnapshotKind.EXTRACT).first() or texts.first()


def typed_words(
    excerpts: Iterable[Excerpt | None], *, named: Callable[[Any], str] = desk_name
) -> dict[int | None, str]:
    """Who typed the words in which these were looked for, by the key of the copy: for colleagues, or as `named` says.

    Copies whose words a program took out are not in it, nor extracts, which say themselves what they are. One query.
    """
    copies = {excerpt.seen_in_id for excerpt in excerpts if excerpt and excerpt.seen_in_id}
    typed = SnapshotText.objects.filter(kind=TextKind.TYPED, snapshot__in=copies)
    rows = typed.exclude(snapshot__kind=SnapshotKind.EXTRACT).select_related("by").defer("text")
    return {row.snapshot_id: named(row.by) if row.by else _("the desk") for row in rows}


def _texts(source: Source) -> QuerySet[SnapshotText]:
    texts = SnapshotText.objects.filter(snapshot__source=source).exclude(kind=TextKind.TRANSLATION)
    return texts.select_related("snapshot").order_by("-snapshot__taken_at", "-pk")


def _in_extracts(texts: list[SnapshotText], exact: str) -> dict[str, Any]:
    """Where it stands in words that the desk typed; that is found or not, and proves nothing."""
    for row in texts:
        if normalise(exact) in normalise(row.text):
            found = match(exact, row.text)
            kept = found if found.grade == Grade.EXACT else Match(Grade.EXTRACT)
            return {"snapshot": row.snapshot, **_fields(kept, row), "grade": Grade.EXTRACT, "seen_in": None}
    return {}


def _without_text(source: Source) -> dict[str, Any]:
    copied = Snapshot.objects.filter(source=source).exclude(kind=SnapshotKind.EXTRACT).exists()
    return {"source": source, "snapshot": None, "grade": Grade.NO_TEXT if copied else Grade.NO_COPY}


def _fields(found: Match, row: SnapshotText) -> dict[str, Any]:
    """What is kept of a match: where and how well; the words of the copy only where they differ."""
    start, end = found.start, found.end
    kept = {"grade": found.grade, "score": round(found.score, 3), "start": start, "end": end, "seen_in": row.snapshot}
    if start is None or end is None:
        return kept | {"prefix": "", "suffix": "", "paragraph": None, "found": ""}
    return kept | {
        "prefix": row.text[max(0, start - BESIDE) : start],
        "suffix": row.text[end : end + BESIDE],
        "paragraph": None if row.pages else _paragraph(row.text, start),
        "found": row.text[start:end] if found.grade in TOLD else "",
    }


def _paragraph(text: str, start: int) -> int:
    """Counted from 1. Files with pages have lines, and no paragraphs that could be counted."""
    return sum(bool(block.strip()) for block in text[:start].split("\n\n")[:-1]) + 1


def page_of(excerpt: Excerpt) -> str:
    """The page of its own copy on which a passage was found, as a locator; empty where that is not known."""
    if excerpt.start is None or excerpt.seen_in_id is None or excerpt.seen_in_id != excerpt.snapshot_id:
        return ""
    text = excerpt.seen_in.texts.exclude(kind=TextKind.TRANSLATION).first()
    page = text.page_at(excerpt.start) if text else None
    return _("p. %(page)d") % {"page": page} if page else ""


@transaction.atomic
def regrade(source: Source, *, by: Any, came: Snapshot | None = None) -> list[Excerpt]:
    """Look for every passage of `source` in its newest copy that has a text; returns those graded otherwise now.

    A passage stays with the copy it was taken from: what a check signed does not change because a further copy came.
    Extracts change nothing. Without a copy of the document, or without its text, only “no copy” and “no text” change.
    Where the copy that has words now, `came`, is not the newest, only what was never found is looked for, and in it.
    """
    copies = [row for row in _texts(source) if row.snapshot.kind != SnapshotKind.EXTRACT]
    newest = copies[0] if copies else None
    older = next((row for row in copies[1:] if row.snapshot == came), None)
    changed = []
    passages = Excerpt.objects.filter(Q(source=source) | Q(snapshot__source=source))
    for excerpt in passages.select_related("seen_in").order_by("pk"):
        if older:
            fields = _found_at_last(excerpt, older)
        elif newest:
            fields = _fields(match(excerpt.exact, newest.text), newest)
        elif excerpt.grade in (Grade.NO_COPY, Grade.NO_TEXT):
            fields = {"grade": _without_text(source)["grade"]}
        else:
            fields = {}
        if fields and _write(excerpt, fields, by):
            changed.append(excerpt)
    return changed


def _found_at_last(excerpt: Excerpt, older: SnapshotText) -> dict[str, Any]:
    """Where a passage that no copy held stands in words that an older one got; nothing where it does not.

    One that a newer copy holds stays there; one that is gone from the newest copy stays gone.
    """
    if excerpt.grade in FOUND or excerpt.history.filter(grade__in=FOUND).exists():
        return {}
    found = match(excerpt.exact, older.text)
    return _fields(found, older) if found.grade in FOUND else {}


def _write(excerpt: Excerpt, fields: dict[str, Any], by: Any) -> bool:
    """Keep the fields; a history row only where the grade or the words found are others. Returns whether they are."""
    if all(getattr(excerpt, name) == fields[name] for name in TELLING if name in fields):
        bookkeep(excerpt, **{name: value for name, value in fields.items() if name in PLACE})
        return False
    for name, value in fields.items():
        setattr(excerpt, name, value)
    excerpt.save(by=by)
    return True
