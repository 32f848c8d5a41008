"""The site's own name and addresses, and which addresses of others we are willing to link to."""

from urllib.parse import urlsplit

from django.conf import settings

SITE_NAME = "Policy Desk"


def absolute(path: str) -> str:
    """The absolute address of `path` (which starts with a slash), from SITE_URL; the Host header is never asked."""
    return f"{settings.SITE_URL}{path}"


def web_address(address: str) -> str:
    """The address when it is http or https and names a host, else the empty string: `javascript:` never leaves us."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""
