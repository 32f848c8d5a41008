"""PURE  One address, one source: the canonical form of a web address."""

import re
from urllib.parse import parse_qsl, unquote, unquote_plus, urlencode, urlsplit, urlunsplit

TRACKING = re.compile(
    r"^(utm_\w+|(fb|g|dc|y|tw|tt)clid|msclkid|gclsrc|[gw]braid|li_fat_id|mkt_tok|_hs(enc|mi)|mc_[ce]id|igsh(id)?|smid|ref_src"
    r"|cmpid)$",
    re.IGNORECASE,
)
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


def plain_address(url: str) -> str:
    """The address to keep of one that was pasted: without tracking, fragment or account; all else as it was written.

    Returns what is no web address unchanged.
    """
    if not is_address(url):
        return url
    parts = urlsplit(url.strip())
    query = "&".join(
        pair for pair in parts.query.split("&") if not TRACKING.match(unquote_plus(pair.partition("=")[0]))
    )
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))
