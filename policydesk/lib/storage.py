"""Where files of the desk are kept: on the disk of the machine, safe from a power cut like the database."""

import os

from django.core.files import File
from django.core.files.storage import FileSystemStorage


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
