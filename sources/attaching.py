"""The file of a copy as an answer: to be saved, never to be looked at in the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from sources.keeping import name_for_download, read_file
from sources.models import Snapshot

# Whatever a file holds, no browser opens it as a page of the desk.
AS_A_FILE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}


def attachment(snapshot: Snapshot) -> HttpResponse:
    """The bytes of the copy, exactly as they came. Raises Refused when they are gone, removed or altered."""
    named = content_disposition_header(True, name_for_download(snapshot))
    headers = AS_A_FILE | {"Content-Disposition": named}
    return HttpResponse(read_file(snapshot.file), "application/octet-stream", headers=headers)
