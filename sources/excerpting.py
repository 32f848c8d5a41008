"""Words of a source: extracts that the desk typed, and the passages that claims stand on."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text, normalise
from sources.enums import Grade, SnapshotKind, TextKind
from sources.models import Excerpt, Snapshot, SnapshotText, Source

MINIMUM = 12  # characters; a shorter passage is found anywhere and proves nothing


def check_can_excerpt(by: Any) -> None:
    """Raises NotAllowed unless `by` may add passages."""
    if not by.has_perm("sources.add_excerpt"):
        raise NotAllowed(_("You may not add passages. Ask a reporter, a checker or an editor."))


@transaction.atomic
def take_extract(source: Source, text: str, *, by: Any, note: str = "", at: Any = None) -> Snapshot:
    """Keep words typed from `source` as a copy of kind extract. The same words again return the same copy.

    Raises Refused, or ValidationError by field.
    """
    check_can_excerpt(by)
    return write_extract(source, text, by=by, note=note, at=at)


def write_extract(source: Source, text: str, *, by: Any, note: str = "", at: Any = None) -> Snapshot:
    """What `take_extract` and imports share, in the caller's transaction. Decides nothing about permission.

    `by=None` is the desk's own program.
    """
    text = clean_text(text).strip()
    if not text:
        raise Refused(_("An extract needs words of the source."))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = source.snapshots.filter(kind=SnapshotKind.EXTRACT, sha256=sha256).first()
    if known:
        return known
    snapshot = Snapshot(
        source=source,
        kind=SnapshotKind.EXTRACT,
        url=source.url,
        sha256=sha256,
        note=note,
        taken_by=by,
        taken_at=at or timezone.now(),
    )
    snapshot.clean_fields(exclude=["source", "taken_by"])  # rows that we hold already
    snapshot.save()
    SnapshotText.objects.create(snapshot=snapshot, kind=TextKind.TYPED, text=text, sha256=sha256, by=by)
    return snapshot


@transaction.atomic
def add_excerpt(source: Source, exact: str, *, by: Any, locator: str = "") -> Excerpt:
    """The passage `exact` of `source`: found in a copy we hold if it is there, else kept on the source.

    The same passage at the same place of the same source is one row. Raises Refused when it is too short to prove
    anything, ValidationError by field for what no field may hold.
    """
    check_can_excerpt(by)
    return write_excerpt(source, exact, by=by, locator=locator)


def write_excerpt(source: Source, exact: str, *, by: Any, locator: str = "") -> Excerpt:
    """What `add_excerpt` and imports share, in the caller's transaction. Decides nothing about permission.

    `by=None` is the desk's own program.
    """
    exact = clean_text(exact).strip()
    if len(exact) < MINIMUM:
        raise Refused(
            _("The passage has %(count)d characters; fewer than %(minimum)d prove nothing.")
            % {
                "count": len(exact),
                "minimum": MINIMUM,
            }
        )
    fields = _place_in_copies(source, exact) or {"source": source, "snapshot": None, "grade": Grade.NO_COPY}
    excerpt = Excerpt(exact=exact, locator=locator.strip(), **fields)
    excerpt.clean_fields(exclude=["snapshot", "source"])  # rows that we hold already
    same = {name: getattr(excerpt, name) for name in ("snapshot", "source", "exact", "locator")}
    if known := Excerpt.objects.filter(**same).first():
        return known
    excerpt.save(by=by)
    return excerpt


def _place_in_copies(source: Source, exact: str) -> dict[str, Any] | None:
    """Where the passage stands word for word, newest copy first; typography does not count."""
    texts = SnapshotText.objects.filter(snapshot__source=source).exclude(kind=TextKind.TRANSLATION)
    for row in texts.select_related("snapshot").order_by("-snapshot__taken_at", "-pk"):
        if normalise(exact) not in normalise(row.text):
            continue
        place = _offsets(row.text, exact)
        return {"snapshot": row.snapshot, "grade": _grade(row.snapshot, exact=bool(place)), **place}
    return None


def _offsets(text: str, exact: str) -> dict[str, Any]:
    start = text.find(exact)
    if start < 0:
        return {}
    end = start + len(exact)
    return {
        "start": start,
        "end": end,
        "prefix": text[max(0, start - 32) : start],
        "suffix": text[end : end + 32],
    }


def _grade(snapshot: Snapshot, *, exact: bool) -> Grade:
    if snapshot.kind == SnapshotKind.EXTRACT:
        return Grade.EXTRACT
    return Grade.EXACT if exact else Grade.NORMALISED
