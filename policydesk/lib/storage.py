"""Where files of the desk are kept: on the disk of the machine, safe from a power cut like the database."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class DurableStorage(FileSystemStorage):
    """Writes a file to the disk before it says that it is there."""

    def _save(self, name: str, content: File) -> str:
        name = super()._save(name, content)
        for path in (self.path(name), os.path.dirname(self.path(name))):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return name


@contextmanager
def written_whole(place: Path) -> Iterator[BinaryIO]:
    """A file to write that stands at `place` when the block is done: who looks meanwhile finds the old one or none.

    Only whoever runs the desk can read it, whatever the umask. Two who write at one moment do not meet: the last wins.
    """
    handle, beside = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)  # with mode 0600
    try:
        with open(handle, "w+b") as out:
            yield out
            out.flush()
            os.fsync(handle)
        os.replace(beside, place)
    finally:
        Path(beside).unlink(missing_ok=True)


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Static files under names that change with them; what a script imports is named so too, old and new never mix."""

    support_js_module_import_aggregation = True
