"""PURE  Files as one zip: the same files give the same bytes, on any machine."""

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

SUMS = "SHA256SUMS"

Files = Mapping[str, Callable[[], bytes]]  # by name, what gives their bytes: one of them at a time is in memory


def bundle(folder: str, files: Files, out: BinaryIO, *, at: datetime) -> None:
    """Write the files in `folder`, in the order of their names, and last a list of their hashes for `sha256sum -c`.

    Stored, not compressed: what a compressor makes differs between its versions. `at` is the time of each file.
    """
    sums = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            data = files[name]()
            sums[name] = hashlib.sha256(data).hexdigest()
            _write(archive, f"{folder}/{name}", data, at)
        _write(archive, f"{folder}/{SUMS}", _lines(sums), at)


def _write(archive: zipfile.ZipFile, name: str, data: bytes, at: datetime) -> None:
    entry = zipfile.ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    entry.create_system, entry.external_attr = 3, 0o100644 << 16  # as on Unix, wherever it is made
    archive.writestr(entry, data)


def _lines(sums: Mapping[str, str]) -> bytes:
    """A line for each file, as sha256sum writes and reads it."""
    return "".join(f"{sum_of}  {name}\n" for name, sum_of in sums.items()).encode()
