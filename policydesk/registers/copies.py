"""A whole saved copy of a source, word for word: only where the rights allow it and the desk said on what ground."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.caching import kept
from articles.wording import day_of
from commitments.quoting import work
from policydesk.registers.works import is_open, numbered
from sources.enums import TextKind
from sources.models import Source


def copy(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The text of the copy with this number, counted from the oldest."""
    source = get_object_or_404(Source.objects.reachable().select_related("publisher__merged_into"), public_id=public_id)
    snapshot = dict(numbered(source)).get(number)
    if snapshot is None or not is_open(source, snapshot):
        raise Http404
    text = snapshot.texts.exclude(kind=TextKind.TRANSLATION).first()
    context = {
        "work": work(source),
        "ground": source.get_public_copy_display(),
        "number": number,
        "taken": day_of(snapshot.taken_at),
        "sha256": snapshot.sha256,
        "text": text.text if text else "",
        "language": source.language,
    }
    return kept(render(request, "sources/copy.html", context))
