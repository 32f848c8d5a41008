"""PURE  Files as one zip: the same files give the same bytes, on any machine."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

SUMS = "SHA256SUMS"


def bundle(folder: str, files: Mapping[str, bytes], *, at: datetime) -> bytes:
    """The files in `folder`, in the order of their names, with a list of their hashes for `sha256sum -c`.

    Stored, not compressed: what a compressor makes differs between its versions. `at` is the time of each file.
    """
    whole = {**files, SUMS: sums(files)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(whole):
            entry = zipfile.ZipInfo(f"{folder}/{name}", at.astimezone(UTC).timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # as on Unix, wherever it is made
            archive.writestr(entry, whole[name])
    return out.getvalue()


def sums(files: Mapping[str, bytes]) -> bytes:
    """A line for each file, as sha256sum writes and reads it."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()
