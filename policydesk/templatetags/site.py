"""What templates ask for: absolute addresses from SITE_URL, names and dates in words, and whether four eyes are on."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from articles import wording
from articles.wording import day
from policydesk.lib import clock, people
from policydesk.lib.dates import PartialDate
from policydesk.lib.site import absolute

register = template.Library()


@register.simple_tag
def absolute_url(name: str, *args: Any) -> str:
    """The absolute address of a named page."""
    return absolute(reverse(name, args=args))


@register.simple_tag
def absolute_static(path: str) -> str:
    """The absolute address of a static file."""
    return absolute(static(path))


@register.simple_tag
def four_eyes() -> bool:
    """Whether the desk asks for a second person. A tag, since pages of stories are drawn without a request."""
    return settings.DESK_FOUR_EYES


@register.filter
def quoted(words: Any) -> str:
    """Words of a story in quotation marks, none of which is doubled."""
    return wording.quoted(str(words))


@register.filter
def desk_name(user: Any) -> str:
    """The name by which colleagues know a person; empty for nobody."""
    return people.desk_name(user) if user else ""


@register.filter
def by_the_desk(moment: datetime) -> str:
    """Day and time by the desk's clock, with its zone."""
    return clock.by_the_desk(moment)


@register.filter
def in_words(date: PartialDate | str) -> str:
    """A date that may be known in part, as people read it."""
    when = day(str(date))
    return when.words if when else ""
