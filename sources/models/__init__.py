"""How we know: works, dated copies, passages. The identity of a source is deliberately not exported."""

import sources.models.identity  # noqa: F401 - Django must know the table, whoever imports what
from sources.models.capture_request import CaptureRequest
from sources.models.excerpt import Excerpt
from sources.models.interview import Interview
from sources.models.sharing import Sharing
from sources.models.snapshot import Snapshot, SnapshotText
from sources.models.snapshot_file import SnapshotFile
from sources.models.source import Source, SourceQuerySet
from sources.models.text_stretch import TextStretch

__all__ = [
    "CaptureRequest",
    "Excerpt",
    "Interview",
    "Sharing",
    "Snapshot",
    "SnapshotFile",
    "SnapshotText",
    "Source",
    "SourceQuerySet",
    "TextStretch",
]
