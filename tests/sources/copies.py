"""Saved copies of sources for tests."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from sources.archiving import keep_upload
from sources.letting import let_out
from sources.models import Snapshot, SnapshotText, Source
from sources.registering import change_source


def a_copy(source: Source, text: str | None, *, by: Any, at: Any = None) -> Snapshot:
    """A copy of the whole document; with None one of which no text could be taken."""
    sha256 = hashlib.sha256((text or "").encode()).hexdigest()
    copy = Snapshot(source=source, kind="full", sha256=sha256, taken_by=by, taken_at=at or timezone.now())
    copy.save()
    if text is not None:
        SnapshotText.objects.create(snapshot=copy, kind="extracted", text=text, sha256=sha256, by=by)
    return copy


def shared_copy(source: Source, text: str, *, by: Any, name: str = "copy.txt", note: str = "") -> Snapshot:
    """A file of the source that readers may have, too, since an editor says that we wrote it."""
    change_source(source, by=by, public_copy="own")
    copy = keep_upload(source, ContentFile(text.encode(), name), by=by, note=note).snapshot
    let_out(copy, by=by)
    return copy
