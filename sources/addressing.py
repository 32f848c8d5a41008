"""One address, one source: the canonical form of a web address. Pure."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|igshid|smid|ref_src|cmpid)$", re.IGNORECASE)
HOST_PREFIX = re.compile(r"^(www|m|mobile|amp)\.(?=[^.]+\.[^.])")


def is_address(text: str) -> bool:
    """Whether `text` is meant as a web address (http or https, with a host)."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def canonical_address(url: str) -> str:
    """What all spellings of one address share: no scheme, no tracking, no fragment, no `www.`, no last slash.

    Returns "" for something that is not a web address. Parameters keep their order: some sites depend on it.
    """
    if not is_address(url):
        return ""
    parts = urlsplit(url.strip())
    host = HOST_PREFIX.sub("", parts.hostname.lower().rstrip("."))
    try:
        port = parts.port
    except ValueError:
        return ""
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(key)]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{place}{unquote(parts.path).rstrip('/')}{query}"
