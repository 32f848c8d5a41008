"""Words of a source: extracts that the desk typed, and the passages that claims stand on."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused
from policydesk.lib.text import clean_text
from sources.enums import Grade, SnapshotKind, TextKind
from sources.grading import page_of, place_in_copies
from sources.indexing import index_text
from sources.interviewing import after_new_words, check_can_be_cited
from sources.matching import MINIMUM
from sources.models import Excerpt, Snapshot, SnapshotText, Source

MAXIMUM = 1_000  # characters of a passage: what readers get of a work without asking who holds its rights


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
    index_text(SnapshotText.objects.create(snapshot=snapshot, kind=TextKind.TYPED, text=text, sha256=sha256, by=by))
    after_new_words(source, by=by)
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
    excerpt = graded(source, exact, locator=locator)
    same = {name: getattr(excerpt, name) for name in ("snapshot", "source", "exact", "locator")}
    if known := Excerpt.objects.filter(**same).first():
        return known
    excerpt.save(by=by)
    if excerpt.grade == Grade.NO_COPY:
        after_new_words(source, by=by)
    return excerpt


def graded(source: Source, exact: str, *, locator: str = "") -> Excerpt:
    """The passage as it would be written, with how it stands in the copies that we hold. Writes nothing.

    Raises Refused for a source that is not to be cited and a passage that is too short or too long; ValidationError.
    """
    check_can_be_cited(source)
    exact = checked_passage(exact)
    excerpt = Excerpt(exact=exact, locator=locator.strip(), **place_in_copies(source, exact))
    excerpt.locator = excerpt.locator or page_of(excerpt)
    excerpt.clean_fields(exclude=["snapshot", "source", "seen_in"])  # rows that we hold already
    return excerpt


def checked_passage(typed: str) -> str:
    """The words as they are kept. Raises Refused."""
    exact = clean_text(typed, "passage").strip()
    if len(exact) < MINIMUM:
        sentence = _("The passage has %(count)d characters; fewer than %(minimum)d prove nothing. Copy more of it.")
        raise Refused(sentence % {"count": len(exact), "minimum": MINIMUM}, "passage")
    if len(exact) > MAXIMUM:
        sentence = _(
            "The passage has %(count)d characters; readers get %(maximum)d at most. Choose the words that carry "
            "the claim, and mark what you leave out with […]."
        )
        raise Refused(sentence % {"count": len(exact), "maximum": MAXIMUM}, "passage")
    return exact
