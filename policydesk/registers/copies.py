"""A whole saved copy of a source, word for word, and its file: only where the rights allow it, and on what ground."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response

from articles.caching import kept
from articles.notices import notices_of_source
from articles.wording import day_of
from commitments.quoting import work
from policydesk.lib.errors import Refused
from policydesk.lib.site import web_address
from policydesk.registers.passages import marked
from sources.attaching import attachment
from sources.enums import TextKind
from sources.models import Snapshot, SnapshotText, Source
from sources.sharing import is_open, numbered


def copy(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The text of the copy with this number, with the passages that readers know from our pages."""
    snapshot = _shared(public_id, number)
    source = snapshot.source
    text = snapshot.texts.exclude(kind=TextKind.TRANSLATION).first()
    context = {
        "work": work(source),
        "notices": notices_of_source(source),
        "ground": source.get_public_copy_display(),
        "number": number,
        "snapshot": snapshot,
        "taken": day_of(snapshot.taken_at),
        "address": web_address(snapshot.final_url or snapshot.url),
        "marked": marked(snapshot, text),
        "redacted": _is_redacted(snapshot, text),
        "file": reverse("sources:file", args=[public_id, number]) if _has_file(snapshot) else "",
        "language": source.language,
    }
    return kept(render(request, "sources/copy.html", context))


def file(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The file of the copy, to be saved: as it came, never shown as a page. One that is gone answers 404."""
    snapshot = _shared(public_id, number)
    if not _has_file(snapshot):
        raise Http404
    try:
        answer = attachment(snapshot)
    except Refused as refusal:  # whoever runs the desk reads why in the admin
        raise Http404 from refusal
    answer.headers["ETag"] = tag = f'"{snapshot.sha256}"'
    return kept(get_conditional_response(request, etag=tag, response=answer))


def _shared(public_id: str, number: int) -> Snapshot:
    """The copy with this number, where readers may have it. Raises Http404."""
    source = get_object_or_404(Source.objects.reachable().select_related("publisher__merged_into"), public_id=public_id)
    snapshot = dict(numbered(source)).get(number)
    if snapshot is None or not is_open(source, snapshot):
        raise Http404
    return snapshot


def _has_file(snapshot: Snapshot) -> bool:
    return hasattr(snapshot, "file") and not snapshot.file.removed


def _is_redacted(snapshot: Snapshot, text: SnapshotText | None) -> bool:
    """Whether the law took words out of it: its file is gone, or its text is not what was taken out of the file."""
    removed = hasattr(snapshot, "file") and snapshot.file.removed
    return removed or (text is not None and hashlib.sha256(text.text.encode()).hexdigest() != text.sha256)
