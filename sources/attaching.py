"""The file of a copy as an answer: to be saved, never to be looked at in the browser."""

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from sources.keeping import name_for_download, read_file
from sources.models import Snapshot

# Whatever a file holds, no browser opens it as a page of the desk.
AS_A_FILE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
IN_MEMORY = 1_000_000  # bytes of a file that is written for one answer; a larger one goes by the disk


def attachment(snapshot: Snapshot) -> HttpResponse:
    """The bytes of the copy, exactly as they came. Raises Refused when they are gone, removed or altered."""
    named = content_disposition_header(True, name_for_download(snapshot))
    headers = AS_A_FILE | {"Content-Disposition": named}
    return HttpResponse(read_file(snapshot.file), "application/octet-stream", headers=headers)


def given_out(content_type: str, write: Callable[[Any], str]) -> FileResponse:
    """What `write` writes into a binary file, as a file to be saved under the name that it returns."""
    out = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the answer closes it, when it is sent
    try:
        name = write(out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    named = content_disposition_header(True, name)
    headers = AS_A_FILE | {"Content-Disposition": named, "Cache-Control": "no-store"}
    return FileResponse(out, content_type=content_type, headers=headers)
