"""Files as one zip that is the same wherever it is made."""

import io
import zipfile
from datetime import UTC, datetime, timedelta, timezone

from articles.evidence.bundling import bundle

AT = datetime(2024, 1, 28, 9, 30, 10, tzinfo=UTC)
FILES = {"b.txt": lambda: b"Bees", "a/c.txt": lambda: b"Cranes"}


def bundled(files, at=AT):
    out = io.BytesIO()
    bundle("x", files, out, at=at)
    return out.getvalue()


def test_the_same_files_give_the_same_bytes_in_whatever_order_and_zone():
    turned = dict(reversed(FILES.items()))
    assert bundled(FILES) == bundled(turned, AT.astimezone(timezone(timedelta(hours=8))))


def test_the_zip_lists_the_hashes_of_its_files_as_sha256sum_reads_them():
    with zipfile.ZipFile(io.BytesIO(bundled(FILES))) as archive:
        assert archive.namelist() == ["x/a/c.txt", "x/b.txt", "x/SHA256SUMS"]
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.getinfo("x/b.txt").date_time == (2024, 1, 28, 9, 30, 10)
        assert archive.read("x/SHA256SUMS").decode() == (
            "84fc23d5c671f92f24b7ff8b7a258b38a3d5104dccf3629e7f2f2f5a5a0a8034  a/c.txt\n"
            "87abb8eb87ec04c091070fbe3010dd162f995d7ae50ac24cf952a9c2203475c9  b.txt\n"
        )
