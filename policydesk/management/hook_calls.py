"""What the webhook of the desk is told. `docs/reference/webhook.md` documents it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.event import event_address
from articles.delivering import deliver
from articles.models import Event, Publication
from articles.models.event import told
from articles.sealing import utc
from policydesk.lib.hooks import NotTaken, call
from policydesk.lib.site import absolute
from sources.enums import Confidentiality

SCHEMA = 1


def call_hook() -> Iterator[str]:
    """Tell the webhook of each event that waits, and yield a sentence for each call that it did not take."""
    if not settings.WEBHOOK_URL:
        return
    rows = Event.objects.select_related("article", "claim", "source", "note", "by").prefetch_related("alerts__user")
    for event, error in deliver(rows, _call, (NotTaken,)):
        yield _("The webhook was not told of event %(number)d: %(error)s.") % {"number": event.pk, "error": error}


def _call(event: Event) -> None:
    call(settings.WEBHOOK_URL, settings.WEBHOOK_SECRET, payload(event))


def payload(event: Event) -> dict[str, Any]:
    """The event for a program. Words of a story are only told once readers have them, and a source only if it is
    public."""
    public = Publication.objects.public().filter(article=event.article).select_related("edition__content").first()
    headline = public.edition.content.content["article"]["headline"] if public else ""
    named = headline or _("story %(number)d") % {"number": event.article_id}
    source = event.source if event.source and event.source.confidentiality == Confidentiality.PUBLIC else None
    return {
        "schema": SCHEMA,
        "id": event.pk,
        "event": event.kind,
        "at": utc(event.at),
        "sentence": told(event, named),
        "story": {
            "number": event.article_id,
            "headline": headline,
            "public": absolute(reverse("articles:article", args=[public.slug])) if public else "",
        },
        "claim": event.claim.public_id if event.claim else "",
        "source": source.public_id if source else "",
        "by": event.by.get_username() if event.by else "",
        "to": [alert.user.get_username() for alert in event.alerts.all()],
        "address": absolute(event_address(event)),
    }
