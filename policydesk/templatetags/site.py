"""Absolute addresses in templates, from SITE_URL."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse

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
