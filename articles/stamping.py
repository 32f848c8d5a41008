"""PURE  A number that changes when the files a page is made of change: nobody has to remember to raise a version."""

from pathlib import Path
from zlib import crc32

from django.conf import settings


def stamp(*patterns: str, salt: str = "") -> int:
    """A checksum (31 bits, fits a positive integer column) over the files that the patterns name, and `salt`."""
    found = {path for pattern in patterns for path in Path(settings.BASE_DIR).glob(pattern)}
    checksum = crc32(salt.encode())
    for path in sorted(path for path in found if path.is_file()):
        checksum = crc32(path.read_bytes(), checksum)
    return checksum & 0x7FFFFFFF
