"""What the start page says of an event: to those who are told of it, and to who looks after the machine."""

from datetime import datetime

from articles.models import Event
from articles.models.event import told
from policydesk.start.saying import moment


def told_to(event: Event) -> str:
    """What happened to the story."""
    return told(event, str(event.article))


def happened(event: Event, _at: datetime) -> str:
    """When it happened."""
    return moment(event.at)


def failed(event: Event, _at: datetime) -> str:
    """What went wrong, with the webhook, or with a letter."""
    return event.error or event.error_of_letters or ""
