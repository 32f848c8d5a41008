"""The passages on the page of a source: how each was found, and what differs from the copy, for who may read it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from policydesk.lib.errors import may
from policydesk.lib.people import desk_name
from sources.enums import Grade
from sources.grading import FOUND, typed_words
from sources.keeping import check_can_read_file
from sources.models import Excerpt, Snapshot, Source
from sources.notes import proof_in_words
from sources.slipping import slips

HARMLESS = (*FOUND, Grade.EXTRACT, Grade.NO_COPY, Grade.NO_TEXT)  # nothing that we hold says other words


def passages_of(source: Source, *, reads: bool) -> list[Excerpt]:
    """All of them, each with its `proof` in words and, for one who `reads` the copies, its `slips` and `differs`."""
    rows = Excerpt.objects.filter(Q(source=source) | Q(snapshot__source=source)).select_related("snapshot")
    return _told(source, list(rows), reads=reads)


def tell_added(request: HttpRequest, source: Source, excerpt: Excerpt) -> None:
    """Say how the new passage was found: a warning where the copies do not hold it as it is."""
    reads = may(check_can_read_file, Snapshot(source=source), request.user)
    (row,) = _told(source, [excerpt], reads=reads)
    sentences = [_("Added: “%(passage)s” ·") % {"passage": row}, row.proof, *row.slips]
    say = messages.success if row.grade in HARMLESS else messages.warning
    say(request, " ".join(sentences))


def _told(source: Source, rows: list[Excerpt], *, reads: bool) -> list[Excerpt]:
    notes, typed = source.notes, typed_words(rows)
    seen_by = desk_name(notes.seen_by) if notes and notes.seen_by_id else ""
    for row in rows:
        by = typed.get(row.seen_in_id, "")
        row.proof = proof_in_words(row.grade, notes=notes is not None, seen_by=seen_by, typed_by=by)
        row.differs = row.differences if reads else ()
        row.slips = slips(row.exact, row.found, cut=row.grade == Grade.CUTS) if reads and row.found else []
    return rows
