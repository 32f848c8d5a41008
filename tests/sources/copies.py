"""Saved copies of sources for tests."""

import hashlib
from typing import Any

from django.utils import timezone

from sources.models import Snapshot, SnapshotText, Source


def a_copy(source: Source, text: str | None, *, by: Any, at: Any = None) -> Snapshot:
    """A copy of the whole document; with None one of which no text could be taken."""
    sha256 = hashlib.sha256((text or "").encode()).hexdigest()
    copy = Snapshot(source=source, kind="full", sha256=sha256, taken_by=by, taken_at=at or timezone.now())
    copy.save()
    if text is not None:
        SnapshotText.objects.create(snapshot=copy, kind="extracted", text=text, sha256=sha256, by=by)
    return copy
